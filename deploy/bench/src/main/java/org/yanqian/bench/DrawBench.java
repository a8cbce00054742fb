package org.yanqian.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.draw.Assignment;
import org.yanqian.ledger.draw.Candidate;
import org.yanqian.ledger.draw.Freeze;
import org.yanqian.ledger.draw.PoolInspector;
import org.yanqian.ledger.draw.RoleEligibility;
import org.yanqian.ledger.draw.Selection;
import org.yanqian.ledger.sign.Sm3Lanes;
import org.yanqian.ledger.sign.Suite;

/** DRAW/1 at the size of a country: the selection beside its bare tickets, and the assignment. */
final class DrawBench {
    private static final int CANDIDATES = 4_000_000;
    private static final String STRATUM = "一般";
    private static final Bytes SEED = Bytes.of(new byte[32]);

    private DrawBench() {}

    static void run() {
        for (Suite suite : Suite.values()) {
            select(suite);
        }
        for (Suite suite : Suite.values()) {
            assign(suite, "100k-visits-5k-people", 100_000, 5_000, 60, 45);
            assign(suite, "20k-visits-1k-people-5%-short", 20_000, 1_000, 60, 38);
            assign(suite, "20k-visits-1k-people-5%-short-half-eligible", 20_000, 1_000, 500, 38);
        }
    }

    /** The bare limit hashes the same ticket messages one after another on one core. */
    private static void select(Suite suite) {
        SecureRandom random = new SecureRandom();
        List<Candidate> candidates = new ArrayList<>(CANDIDATES);
        byte[] label = new byte[32];
        for (int i = 0; i < CANDIDATES; i++) {
            random.nextBytes(label);
            Bytes bytes = Bytes.of(label);
            candidates.add(new Candidate(bytes, STRATUM, 1, "", bytes));
        }
        Map<String, Long> quotas = Map.of(STRATUM, 40_000L);
        double best = Double.MAX_VALUE;
        double limit = Double.MAX_VALUE;
        double own = Double.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            limit = Math.min(limit, seconds(() -> bare(suite, candidates)));
            if (suite == Suite.GM) {
                own = Math.min(own, seconds(() -> sideBySide(candidates)));
            }
            best =
                    Math.min(
                            best,
                            seconds(() -> Selection.compute(suite, SEED, candidates, quotas, 3)));
        }
        Report.ratio("select-4M-" + suite.wire(), best, "s", best / limit, 1.5, false);
        if (suite == Suite.GM) {
            Report.ratio("select-4M-gm-to-own-sm3", best, "s", best / own, 1.5, false);
        }
    }

    /** The same tickets on one core by the SM3 that the selection uses. */
    private static void sideBySide(List<Candidate> candidates) {
        Sm3Lanes lanes = new Sm3Lanes();
        Sm3Lanes.Start inner = lanes.start(key((byte) 0x36));
        Sm3Lanes.Start outer = lanes.start(key((byte) 0x5c));
        byte[][] messages = new byte[Sm3Lanes.LANES][];
        Arrays.setAll(messages, i -> message());
        byte[][] middle = new byte[Sm3Lanes.LANES][32];
        byte[][] out = new byte[Sm3Lanes.LANES][32];
        int count = 0;
        for (Candidate candidate : candidates) {
            byte[] message = messages[count++];
            candidate.label().copyTo(message, message.length - 1 - 8 - 4 - 32);
            if (count == Sm3Lanes.LANES) {
                lanes.hash(inner, messages, count, middle);
                lanes.hash(outer, middle, count, out);
                count = 0;
            }
        }
        lanes.hash(inner, messages, count, middle);
        lanes.hash(outer, middle, count, out);
    }

    /** The padded block of a seed that is all zeroes (RFC 2104). */
    private static byte[] key(byte pad) {
        byte[] block = new byte[64];
        Arrays.fill(block, pad);
        return block;
    }

    private static byte[] message() {
        byte[] info =
                Enc.of("DRAW1/target").string(STRATUM).bytes(new byte[32]).number(1).toBytes();
        byte[] message = Arrays.copyOf(info, info.length + 1);
        message[info.length] = 1;
        return message;
    }

    private static void bare(Suite suite, List<Candidate> candidates) {
        byte[] message = message();
        BareMac mac = BareMac.of(suite, SEED.toArray());
        byte[] out = new byte[32];
        for (Candidate candidate : candidates) {
            candidate.label().copyTo(message, message.length - 1 - 8 - 4 - 32);
            mac.of(message, out);
        }
    }

    private static void assign(
            Suite suite, String name, int visits, int people, int able, int capacity) {
        Random random = new Random(20261122);
        List<PoolInspector> inspectors =
                IntStream.range(0, people)
                        .mapToObj(i -> bytes(random))
                        .map(label -> new PoolInspector(label, capacity, label))
                        .toList();
        Map<Bytes, Map<String, RoleEligibility>> eligibility = new HashMap<>();
        for (int v = 0; v < visits; v++) {
            List<Bytes> labels =
                    random.ints(0, people)
                            .distinct()
                            .limit(able)
                            .mapToObj(i -> inspectors.get(i).label())
                            .toList();
            eligibility.put(
                    bytes(random),
                    Map.of(Freeze.ENFORCEMENT, new RoleEligibility(2, labels, SEED)));
        }
        double best = Double.MAX_VALUE;
        int owed = 0;
        for (int round = 0; round < 2; round++) {
            long start = System.nanoTime();
            owed =
                    Assignment.compute(suite, SEED, inspectors, eligibility, eligibility.keySet())
                            .unstaffable()
                            .size();
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        Report.target(
                "assign-" + name + "-" + suite.wire() + "-" + owed + "-owed", best, "s", 5, false);
    }

    private static Bytes bytes(Random random) {
        byte[] label = new byte[32];
        random.nextBytes(label);
        return Bytes.of(label);
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
