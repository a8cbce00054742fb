package org.yanqian.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.Candidate;
import org.yanqian.ledger.draw.Selection;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;

/** The limits: signatures, verifications and hashes per second and core, and the draw beside them. */
final class CryptoBench {
    private static final int CANDIDATES = 1_000_000;

    private CryptoBench() {}

    static void run() {
        SecureRandom random = new SecureRandom();
        for (Suite suite : Suite.values()) {
            PrivateKey key = PrivateKey.generate(suite, random);
            byte[] message = new byte[600];
            byte[] signature = key.sign(message);
            Report.line(
                    "sign-" + suite.wire(),
                    perSecond(n -> key.sign(message)),
                    "1/s",
                    0,
                    "one core, 600 B");
            Report.line(
                    "verify-" + suite.wire(),
                    perSecond(n -> key.publicKey().verify(message, signature)),
                    "1/s",
                    0,
                    "one core, 600 B");
            double hashes = perSecond(n -> suite.hash(message));
            Report.line("hash-" + suite.wire(), hashes, "1/s", 0, "one core, 600 B");
            draw(suite, random);
        }
    }

    /** DRAW/1's selection of a million beside the bare MAC of as many tickets. */
    private static void draw(Suite suite, SecureRandom random) {
        List<Candidate> candidates = new ArrayList<>(CANDIDATES);
        byte[] label = new byte[32];
        for (int i = 0; i < CANDIDATES; i++) {
            random.nextBytes(label);
            candidates.add(new Candidate(Bytes.of(label), "一般", 1, "", Bytes.of(label)));
        }
        byte[] seed = new byte[32];
        byte[] info = new byte[80];
        long start = System.nanoTime();
        for (int i = 0; i < CANDIDATES; i++) {
            suite.mac(seed, info);
        }
        double bare = (System.nanoTime() - start) / 1e9;
        Map<String, Long> quotas = Map.of("一般", 10_000L);
        Selection.compute(suite, Bytes.of(seed), candidates.subList(0, 100_000), quotas, 3);
        start = System.nanoTime();
        Selection.compute(suite, Bytes.of(seed), candidates, quotas, 3);
        double drawn = (System.nanoTime() - start) / 1e9;
        Report.line("select-1M-" + suite.wire(), drawn, "s", drawn / bare, "bare MACs one core");
    }

    private static double perSecond(LongConsumer work) {
        long until = System.nanoTime() + 1_000_000_000L;
        for (long n = 0; System.nanoTime() < until; n++) {
            work.accept(n);
        }
        long done = 0;
        long start = System.nanoTime();
        until = start + 2_000_000_000L;
        while (System.nanoTime() < until) {
            work.accept(done++);
        }
        return done / ((System.nanoTime() - start) / 1e9);
    }
}
