package org.yanqian.ledger.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.yanqian.ledger.bundle.EligibilityLeaf;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Assignment;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Candidate;
import org.yanqian.ledger.draw.DrawResult;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.draw.PoolInspector;
import org.yanqian.ledger.draw.RoleEligibility;
import org.yanqian.ledger.draw.Seed;
import org.yanqian.ledger.draw.Shortage;
import org.yanqian.ledger.draw.Substitution;
import org.yanqian.ledger.draw.Tickets;
import org.yanqian.ledger.draw.Vacancy;
import org.yanqian.ledger.draw.cases.Replay;
import org.yanqian.ledger.draw.drand.DrandChain;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.PlanEvent.StratumQuota;
import org.yanqian.ledger.rules.Quotas;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSets;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.TreeHash;

/** Works the examples of SPEC sections 8 to 10 again. */
final class DrawExamples {
    private DrawExamples() {}

    static Map<String, Consumer<Worked>> all() {
        Map<String, Consumer<Worked>> all = new LinkedHashMap<>();
        all.put("freeze", DrawExamples::freeze);
        all.put("label", DrawExamples::label);
        all.put("leaves", DrawExamples::leaves);
        all.put("announcement", w -> hashed(w, "announcement", true));
        all.put("close", w -> hashed(w, "close", false));
        all.put("reveal", DrawExamples::reveal);
        all.put("confirm", DrawExamples::confirm);
        all.put("countersign", DrawExamples::countersign);
        all.put("beacon", DrawExamples::beacon);
        all.put("seed", DrawExamples::seed);
        all.put("seed-missing", DrawExamples::seed);
        all.put("ticket", DrawExamples::ticket);
        all.put("visit-order", DrawExamples::visitOrder);
        all.put("small-draw", DrawExamples::smallDraw);
        all.put("unstaffable", DrawExamples::unstaffable);
        all.put("substitution", DrawExamples::substitution);
        all.put("result", DrawExamples::result);
        all.put("quota", DrawExamples::quota);
        return all;
    }

    private static void freeze(Worked w) {
        List.of("suite", "drawId", "bureau", "plan", "key", "asOf", "events").forEach(w::in);
        w.put("expected", FreezeCase.freeze(w.again()));
    }

    private static void label(Worked w) {
        Suite suite = w.suite();
        Bytes key = w.bytes("key");
        String drawId = w.text("drawId");
        Labels.Kind kind =
                w.text("kind").equals("target") ? Labels.Kind.TARGET : Labels.Kind.INSPECTOR;
        Bytes sub = Labels.sub(suite, key, drawId, kind, w.text("id"));
        Bytes salt = Labels.salt(suite, sub);
        w.put("subkey", sub);
        w.put("label", Labels.label(suite, sub));
        w.put("salt", salt);
        w.put("digest", Labels.record(suite, salt, w.utf8("record")));
        w.put("keyCommitment", Labels.keyCommitment(suite, drawId, key));
    }

    private static void leaves(Worked w) {
        Suite suite = w.suite();
        Map<String, Object> c = w.map("candidate");
        Candidate candidate =
                new Candidate(
                        Bytes.ofHex((String) c.get("label")),
                        (String) c.get("stratum"),
                        (Long) c.get("weight"),
                        (String) c.get("excluded"),
                        Bytes.ofHex((String) c.get("record")));
        w.put("candidateLeaf", candidate.leaf());
        w.put("candidateHash", TreeHash.leaf(suite, candidate.leaf()));
        w.put("inspectorLeaf", Worked.inspector(w.map("inspector")).leaf());
        RoleEligibility e = Worked.eligibility(w.map("eligibility"));
        Bytes set = EligibilityLeaf.mac(suite, e.salt(), e.eligible());
        w.put("set", set);
        w.put(
                "eligibilityLeaf",
                new EligibilityLeaf(candidate.label(), w.text("role"), e.demand(), set).leaf());
    }

    private static void hashed(Worked w, String key, boolean length) {
        byte[] bytes = EventCodec.format(LedgerExamples.readEvent(w.in("event")));
        if (length) {
            w.put("bytes", (long) bytes.length);
        }
        w.put(key, Suite.INTL.hash(bytes));
    }

    private static void reveal(Worked w) {
        byte[] message =
                Labels.reveal(
                        w.text("drawId"),
                        w.bytes("announcement"),
                        w.text("party"),
                        w.bytes("nonce"));
        w.put("message", message);
        w.put("signature", w.key("privateKey").sign(message));
    }

    private static void confirm(Worked w) {
        Beacon dice = new Beacon.Dice(w.text("digits"));
        byte[] message = Labels.confirmation(w.text("drawId"), w.bytes("close"), dice);
        w.put("type", dice.type());
        w.put("message", message);
        w.put("signature", w.key("privateKey").sign(message));
    }

    private static void countersign(Worked w) {
        byte[] message =
                Labels.countersignature(w.text("kind"), w.text("drawId"), w.bytes("request"));
        w.put("message", message);
        w.put("signature", w.key("privateKey").sign(message));
    }

    private static void substitution(Worked w) {
        Suite suite = w.suite();
        String drawId = w.text("drawId");
        long k = w.number("k");
        Bytes salt = Labels.poolSalt(suite, w.bytes("key"), drawId, k, w.number("n"));
        SortedMap<Bytes, Long> pool = new TreeMap<>();
        w.map("pool").forEach((label, free) -> pool.put(Bytes.ofHex(label), (Long) free));
        Map<String, Object> b = w.map("beacon");
        Beacon beacon =
                new Beacon.Drand(
                        (String) b.get("type"),
                        (Long) b.get("round"),
                        Bytes.ofHex((String) b.get("randomness")));
        Bytes seed = w.bytes("seed");
        Vacancy.Slot slot =
                new Vacancy.Slot(w.bytes("visit"), w.text("role"), List.copyOf(pool.keySet()));
        Vacancy vacancy = new Vacancy(k, beacon, List.of(slot), pool);
        w.put("salt", salt);
        w.put("poolMac", Labels.pool(suite, salt, pool));
        w.put("vacancyKey", Substitution.key(suite, seed, drawId, k, beacon));
        w.put(
                "substitute",
                Substitution.compute(suite, seed, drawId, vacancy).get(0).orElseThrow());
    }

    private static void beacon(Worked w) {
        Worked drand = w.part("drand");
        long round = drand.number("round");
        byte[] signature = drand.hex("signature");
        drand.put("type", DrandChain.QUICKNET.type());
        drand.put("valid", DrandChain.QUICKNET.verify(round, signature, new byte[0]));
        drand.put("randomness", DrandChain.randomness(signature));
        drand.put("roundTime", DrandChain.QUICKNET.roundTime(round));
        Worked dice = w.part("dice");
        values(dice, new Beacon.Dice(dice.text("digits")));
        Worked lottery = w.part("lottery");
        values(lottery, new Beacon.Lottery(lottery.list("issues")));
    }

    private static void values(Worked w, Beacon beacon) {
        w.put("intl", beacon.randomness(Suite.INTL));
        w.put("gm", beacon.randomness(Suite.GM));
    }

    private static void seed(Worked w) {
        Map<String, Object> b = w.map("beacon");
        Beacon beacon =
                b.get("type").equals("dice")
                        ? new Beacon.Dice((String) b.get("digits"))
                        : new Beacon.Drand(
                                (String) b.get("type"),
                                (Long) b.get("round"),
                                Bytes.ofHex((String) b.get("randomness")));
        Suite suite = w.suite();
        Bytes announcement = w.bytes("announcement");
        Bytes seed =
                Seed.compute(
                        suite,
                        announcement,
                        w.labels("contributions"),
                        w.labels("missing"),
                        beacon);
        w.put("seed", seed);
        byte[] message = w.hex("message");
        if (!seed.equals(Bytes.of(suite.mac(announcement.toArray(), message)))) {
            throw new AssertionError("the message shown does not give the seed");
        }
    }

    private static void ticket(Worked w) {
        Tickets tickets = new Tickets(w.suite(), w.bytes("seed"));
        Bytes label = w.bytes("label");
        String stratum = w.text("stratum");
        long weight = w.number("weight");
        byte[] record = new byte[32];
        List<String> all = new ArrayList<>();
        byte[] seed = w.hex("seed");
        for (long j = 1; j <= weight; j++) {
            byte[] info =
                    org.yanqian.ledger.codec.Enc.of("DRAW1/target")
                            .string(stratum)
                            .bytes(label.toArray())
                            .number(j)
                            .toBytes();
            all.add(Hex.format(w.suite().mac(seed, info, new byte[] {1})));
        }
        w.put("tickets", all);
        w.put(
                "smallest",
                tickets.target(new Candidate(label, stratum, weight, "", Bytes.of(record))));
    }

    private static void visitOrder(Worked w) {
        Suite suite = w.suite();
        Tickets tickets = new Tickets(suite, w.bytes("seed"));
        List<Map<String, Object>> visits = w.list("visits");
        List<Object> again = new ArrayList<>();
        for (Map<String, Object> v : visits) {
            Bytes label = Bytes.ofHex((String) v.get("label"));
            again.add(Map.of("label", label.hex(), "t", Hex.format(tickets.visit(label))));
        }
        w.again().put("visits", again);
        byte[] first = tickets.visit(Bytes.ofHex((String) visits.get(0).get("label")));
        List<Object> people = new ArrayList<>();
        for (Map<String, Object> i : w.<Map<String, Object>>list("inspectors")) {
            Bytes label = Bytes.ofHex((String) i.get("label"));
            byte[] t = tickets.person(label);
            people.add(
                    Map.of(
                            "label",
                            label.hex(),
                            "t",
                            Hex.format(t),
                            "e",
                            Hex.format(suite.hash(first, t))));
        }
        w.again().put("inspectors", people);
    }

    private static void smallDraw(Worked w) {
        for (String key :
                List.of(
                        "suite",
                        "drawId",
                        "candidates",
                        "inspectors",
                        "quotas",
                        "eligibility",
                        "announcement",
                        "contributions",
                        "missing",
                        "beacon",
                        "derivation",
                        "substitutions")) {
            w.in(key);
        }
        w.put("expected", Replay.run(w.again()));
    }

    private static void unstaffable(Worked w) {
        List<PoolInspector> inspectors = Worked.inspectors(w.list("inspectors"));
        var eligibility = Worked.allEligibility(w.map("eligibility"));
        Assignment a =
                Assignment.compute(
                        w.suite(), w.bytes("seed"), inspectors, eligibility, eligibility.keySet());
        w.put("visitOrder", a.teams().keySet().stream().map(Bytes::hex).toList());
        Map<String, Object> teams = new LinkedHashMap<>();
        a.teams().forEach((visit, roles) -> teams.put(visit.hex(), hex(roles)));
        w.put("assignment", teams);
        w.put("unstaffable", a.unstaffable().stream().map(Bytes::hex).toList());
        List<Object> shortages = new ArrayList<>();
        for (Shortage s : a.shortages()) {
            shortages.add(shortage(s, a, inspectors, eligibility));
        }
        w.put("shortages", shortages);
    }

    private static Map<String, Object> hex(SortedMap<String, List<Bytes>> roles) {
        Map<String, Object> out = new TreeMap<>();
        roles.forEach((r, team) -> out.put(r, team.stream().map(Bytes::hex).toList()));
        return out;
    }

    private static Map<String, Object> shortage(
            Shortage s,
            Assignment a,
            List<PoolInspector> inspectors,
            Map<Bytes, Map<String, RoleEligibility>> eligibility) {
        Set<Bytes> earlier = new HashSet<>();
        for (Bytes visit : a.teams().keySet()) {
            if (visit.equals(s.visit())) {
                break;
            }
            if (!a.unstaffable().contains(visit)) {
                earlier.add(visit);
            }
        }
        if (!s.holds(inspectors, eligibility, earlier)) {
            throw new AssertionError("the proof of shortage does not hold");
        }
        earlier.add(s.visit());
        long demand = 0;
        for (Bytes visit : earlier) {
            for (RoleEligibility e : eligibility.get(visit).values()) {
                long others = e.eligible().stream().filter(l -> !s.reached().contains(l)).count();
                demand += Math.max(0, e.demand() - others);
            }
        }
        long capacity =
                inspectors.stream()
                        .filter(i -> s.reached().contains(i.label()))
                        .mapToLong(PoolInspector::capacity)
                        .sum();
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("visit", s.visit().hex());
        out.put("role", s.role());
        out.put("reached", s.reached().stream().map(Bytes::hex).toList());
        out.put("demand", demand);
        out.put("capacity", capacity);
        return out;
    }

    private static void result(Worked w) {
        Map<String, Object> s = w.map("selected");
        w.put(
                "selectedLeaf",
                DrawResult.selectedLeaf(
                        (String) s.get("stratum"),
                        (Long) s.get("rank"),
                        Bytes.ofHex((String) s.get("label"))));
        Map<String, Object> a = w.map("assigned");
        w.put(
                "assignedLeaf",
                DrawResult.assignedLeaf(
                        w.suite(),
                        Bytes.ofHex((String) a.get("label")),
                        (String) a.get("role"),
                        Bytes.ofHex((String) a.get("salt")),
                        Worked.labels((List<?>) a.get("team"))));
        byte[] bytes = EventCodec.format(LedgerExamples.readEvent(w.in("event")));
        w.put("bytes", new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
        w.put("drawHash", w.suite().hash(bytes));
    }

    private static void quota(Worked w) {
        RuleSet rules = RuleSet.parse(RuleSets.resource(RuleSets.WEIHAI_2023));
        Map<String, Long> base = new TreeMap<>();
        for (Map<String, Object> c : w.<Map<String, Object>>list("cases")) {
            base.put((String) c.get("stratum"), (Long) c.get("base"));
        }
        List<Object> again = new ArrayList<>();
        for (StratumQuota q :
                Quotas.compute(
                        rules, w.number("quarter"), w.flag("spreadCensus"), base, Map.of())) {
            again.add(org.yanqian.ledger.codec.RecordCodec.format(q));
        }
        w.again().put("cases", again);
    }
}
