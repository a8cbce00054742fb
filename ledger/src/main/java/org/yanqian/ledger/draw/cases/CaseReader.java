package org.yanqian.ledger.draw.cases;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Candidate;
import org.yanqian.ledger.draw.DrawList;
import org.yanqian.ledger.draw.DrawRefusedException;
import org.yanqian.ledger.draw.Freeze;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.draw.PoolInspector;
import org.yanqian.ledger.draw.RoleEligibility;
import org.yanqian.ledger.draw.Vacancy;
import org.yanqian.ledger.sign.Suite;

/**
 * Reads a case of SPEC section "Form of the cases" from plain JSON values. Refuses it as {@code
 * MALFORMED} or {@code NOT_NFC}, the whole input for the first before any for the second; all other
 * codes come from the draw itself.
 */
public final class CaseReader {
    private CaseReader() {}

    /** The case of a parsed JSON value; keys that the form does not name are ignored. */
    public static DrawCase read(Object json) {
        Node root = new Node(json, "case");
        DrawList list = list(root);
        Map<String, Bytes> contributions = root.at("contributions").object(Node::hash);
        Map<String, Bytes> missing = root.at("missing").object(Node::hash);
        RawBeacon beacon = RawBeacon.of(root.at("beacon"));
        Node derivation = root.at("derivation");
        List<RawVacancy> vacancies = root.at("substitutions").list(RawVacancy::of);
        Bytes announcement = root.at("announcement").hash();
        Bytes key = derivation.at("key").hash();
        List<DrawCase.Item> items = derivation.at("items").list(CaseReader::item);
        checkShape(list, contributions, missing, vacancies);

        contributions.keySet().forEach(Freeze::requireNfc);
        missing.keySet().forEach(Freeze::requireNfc);
        items.forEach(i -> Freeze.requireNfc(i.id()));
        items.forEach(i -> Freeze.requireNfc(i.record()));
        beacon.requireNfc();
        vacancies.forEach(RawVacancy::requireNfc);
        return new DrawCase(
                list,
                announcement,
                contributions,
                missing,
                beacon.beacon(),
                key,
                items,
                vacancies.stream().map(RawVacancy::vacancy).toList());
    }

    private static DrawList list(Node root) {
        Node suite = root.at("suite");
        return new DrawList(
                suite(suite),
                root.at("drawId").text(),
                root.at("candidates").list(CaseReader::candidate),
                root.at("inspectors").list(CaseReader::inspector),
                root.at("quotas").object(Node::integer),
                root.at("eligibility").byLabel(roles -> roles.object(CaseReader::eligibility)));
    }

    private static Suite suite(Node node) {
        try {
            return Suite.of(node.text());
        } catch (CodedException e) {
            throw node.malformed(e.getMessage());
        }
    }

    private static Candidate candidate(Node node) {
        String excluded = node.at("excluded").text();
        if (!excluded.isEmpty() && !excluded.equals("x")) {
            throw node.malformed("excluded is neither \"\" nor \"x\"");
        }
        return new Candidate(
                node.at("label").hash(),
                node.at("stratum").text(),
                node.at("weight").integer(),
                excluded,
                node.at("record").hash());
    }

    private static PoolInspector inspector(Node node) {
        return new PoolInspector(
                node.at("label").hash(), node.at("capacity").integer(), node.at("record").hash());
    }

    private static RoleEligibility eligibility(Node node) {
        return new RoleEligibility(
                node.at("demand").integer(),
                node.at("eligible").list(Node::hash),
                node.at("salt").hash());
    }

    private static DrawCase.Item item(Node node) {
        String kind = node.at("kind").text();
        for (Labels.Kind known : Labels.Kind.values()) {
            if (known.wire().equals(kind)) {
                return new DrawCase.Item(known, node.at("id").text(), node.at("record").text());
            }
        }
        throw node.malformed("kind is neither target nor inspector: " + kind);
    }

    private static void checkShape(
            DrawList list,
            Map<String, Bytes> contributions,
            Map<String, Bytes> missing,
            List<RawVacancy> vacancies) {
        Set<Bytes> inspectors = new HashSet<>();
        list.inspectors().forEach(i -> inspectors.add(i.label()));
        for (Map.Entry<String, Long> quota : list.quotas().entrySet()) {
            malformedIf(quota.getValue() < 0, "negative quota of " + quota.getKey());
        }
        for (String party : contributions.keySet()) {
            malformedIf(missing.containsKey(party), "both revealed and missing: " + party);
        }
        for (RawVacancy vacancy : vacancies) {
            for (Vacancy.Slot slot : vacancy.slots()) {
                for (Bytes label : slot.pool()) {
                    malformedIf(!inspectors.contains(label), "pool names no inspector: " + label);
                }
            }
        }
    }

    private static void malformedIf(boolean bad, String message) {
        if (bad) {
            throw new DrawRefusedException("MALFORMED", message);
        }
    }

    /** A beacon of the right shape whose strings were not yet looked at for their normal form. */
    private record RawBeacon(Node node, List<String> issues) {
        static RawBeacon of(Node node) {
            if (!node.at("type").text().equals(Beacon.LOTTERY)) {
                RawBeacon raw = new RawBeacon(node, List.of());
                raw.beacon();
                return raw;
            }
            List<String> issues = node.at("issues").list(Node::text);
            Beacon.Lottery.requireLines(issues);
            return new RawBeacon(node, issues);
        }

        void requireNfc() {
            issues.forEach(Freeze::requireNfc);
        }

        Beacon beacon() {
            String type = node.at("type").text();
            return switch (type) {
                case Beacon.LOTTERY -> new Beacon.Lottery(issues);
                case Beacon.DICE -> new Beacon.Dice(node.at("digits").text());
                case Beacon.NONE -> none();
                default ->
                        new Beacon.Drand(
                                type, node.at("round").integer(), node.at("randomness").hash());
            };
        }

        private Beacon none() {
            malformedIf(
                    node.has("randomness") && !node.at("randomness").text().isEmpty(),
                    "beacon none has no randomness");
            return new Beacon.None();
        }
    }

    private record RawVacancy(
            long k, RawBeacon beacon, List<Vacancy.Slot> slots, Map<Bytes, Long> free) {
        static RawVacancy of(Node node) {
            long k = node.at("k").integer();
            malformedIf(k < 1, "vacancies are numbered from 1, found " + k);
            return new RawVacancy(
                    k,
                    RawBeacon.of(node.at("beacon")),
                    node.at("slots").list(RawVacancy::slot),
                    node.at("free").byLabel(Node::integer));
        }

        private static Vacancy.Slot slot(Node node) {
            return new Vacancy.Slot(
                    node.at("visit").hash(),
                    node.at("role").text(),
                    node.at("pool").list(Node::hash));
        }

        void requireNfc() {
            beacon.requireNfc();
            slots.forEach(s -> Freeze.requireNfc(s.role()));
        }

        Vacancy vacancy() {
            return new Vacancy(k, beacon.beacon(), slots, free);
        }
    }
}
