package org.yanqian.ledger.draw;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.sign.Suite;

/** Invented draws (样本): labels and seeds are hashes of short names. */
final class Samples {
    static final Bytes SEED = bytes("seed");

    private Samples() {}

    static Bytes bytes(String name) {
        return Bytes.of(Suite.INTL.hash(name.getBytes(StandardCharsets.UTF_8)));
    }

    static Candidate candidate(String name, String stratum, long weight) {
        return new Candidate(bytes(name), stratum, weight, "", bytes(name + " record"));
    }

    static PoolInspector inspector(String name, long capacity) {
        return new PoolInspector(bytes(name), capacity, bytes(name + " record"));
    }

    static RoleEligibility role(long demand, String... names) {
        List<Bytes> labels = new ArrayList<>();
        for (String name : names) {
            labels.add(bytes(name));
        }
        return new RoleEligibility(demand, labels, bytes("salt"));
    }

    /** Three sites in two strata and four inspectors; nothing wrong with it. */
    static DrawList list() {
        Map<Bytes, Map<String, RoleEligibility>> eligibility = new HashMap<>();
        eligibility.put(bytes("o1"), roles(role(2, "i1", "i2", "i3")));
        eligibility.put(
                bytes("o2"),
                new HashMap<>(
                        Map.of(
                                Freeze.ENFORCEMENT,
                                role(2, "i1", "i2"),
                                "market",
                                role(1, "i3", "i4"))));
        eligibility.put(bytes("o3"), roles(role(3, "i2", "i3", "i4")));
        return new DrawList(
                Suite.INTL,
                "yanqian.example/样本市/2026/0001",
                new ArrayList<>(
                        List.of(
                                candidate("o1", "重点", 1),
                                candidate("o2", "重点", 16),
                                candidate("o3", "一般", 2))),
                new ArrayList<>(
                        List.of(
                                inspector("i1", 1),
                                inspector("i2", 64),
                                inspector("i3", 2),
                                inspector("i4", 2))),
                new HashMap<>(Map.of("重点", 1L, "一般", 1L)),
                eligibility);
    }

    static Map<String, RoleEligibility> roles(RoleEligibility enforcement) {
        return new HashMap<>(Map.of(Freeze.ENFORCEMENT, enforcement));
    }

    /** A random small draw in which shortage, long paths and rollbacks are common. */
    static DrawList random(Random random) {
        Suite suite = random.nextBoolean() ? Suite.GM : Suite.INTL;
        int people = 2 + random.nextInt(9);
        int sites = 1 + random.nextInt(14);
        int density = 20 + random.nextInt(70);
        String salt = "r" + random.nextLong();
        List<PoolInspector> inspectors = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            inspectors.add(inspector(salt + "i" + i, 1 + random.nextInt(4)));
        }
        List<Candidate> candidates = new ArrayList<>();
        Map<Bytes, Map<String, RoleEligibility>> eligibility = new HashMap<>();
        for (int o = 0; o < sites; o++) {
            candidates.add(candidate(salt + "o" + o, "重点", 1 + random.nextInt(16)));
            eligibility.put(candidates.get(o).label(), randomRoles(random, inspectors, density));
        }
        return new DrawList(
                suite, salt, candidates, inspectors, Map.of("重点", (long) sites), eligibility);
    }

    /** 150 people for 330 visits, about 5 % too few: long searches, dead ends, several windows. */
    static DrawList crowded(Random random) {
        String salt = "c" + random.nextLong();
        int able = random.nextBoolean() ? 8 : 60;
        List<PoolInspector> inspectors = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            inspectors.add(inspector(salt + "i" + i, 3 + random.nextInt(3)));
        }
        List<Candidate> candidates = new ArrayList<>();
        Map<Bytes, Map<String, RoleEligibility>> eligibility = new HashMap<>();
        for (int o = 0; o < 330; o++) {
            candidates.add(candidate(salt + "o" + o, "重点", 1));
            List<Bytes> labels =
                    random.ints(0, 150)
                            .distinct()
                            .limit(able)
                            .mapToObj(i -> inspectors.get(i).label())
                            .toList();
            eligibility.put(
                    candidates.get(o).label(),
                    roles(new RoleEligibility(2, labels, bytes("salt"))));
        }
        return new DrawList(
                random.nextBoolean() ? Suite.GM : Suite.INTL,
                salt,
                candidates,
                inspectors,
                Map.of("重点", 330L),
                eligibility);
    }

    private static Map<String, RoleEligibility> randomRoles(
            Random random, List<PoolInspector> inspectors, int density) {
        Map<String, List<Bytes>> able = new HashMap<>();
        able.put(Freeze.ENFORCEMENT, new ArrayList<>());
        if (random.nextInt(3) == 0) {
            able.put("market", new ArrayList<>());
        }
        if (random.nextInt(4) == 0) {
            able.put("～", new ArrayList<>());
        }
        List<String> names = new ArrayList<>(able.keySet());
        for (PoolInspector inspector : inspectors) {
            if (random.nextInt(100) < density) {
                able.get(names.get(random.nextInt(names.size()))).add(inspector.label());
            }
        }
        Map<String, RoleEligibility> roles = new HashMap<>();
        able.forEach(
                (name, labels) ->
                        roles.put(
                                name,
                                new RoleEligibility(
                                        name.equals(Freeze.ENFORCEMENT)
                                                ? 2 + random.nextInt(2)
                                                : 1 + random.nextInt(2),
                                        labels,
                                        bytes("salt"))));
        return roles;
    }
}
