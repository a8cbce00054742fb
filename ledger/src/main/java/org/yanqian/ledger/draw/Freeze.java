package org.yanqian.ledger.draw;

import java.text.Normalizer;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yanqian.ledger.codec.Bytes;

/**
 * The checks of SPEC section "Freeze", in the order of {@link DrawRefusedException}. Shape, normal
 * form, labels, weights and strata are looked at for excluded candidates too; the checks of visits
 * only concern those that can be drawn.
 */
public final class Freeze {
    /** The role that every visit needs two or more of. */
    public static final String ENFORCEMENT = "enforcement";

    public static final int HASH_BYTES = 32;
    public static final long MAX_WEIGHT = 16;
    public static final long MAX_CAPACITY = 64;
    public static final long MIN_ENFORCEMENT = 2;
    public static final long MAX_DEMAND = 9;

    private Freeze() {}

    /** The roots of the list, or {@link DrawRefusedException} with the first code that applies. */
    public static DrawRoots check(DrawList list) {
        malformed(list);
        notNfc(list);
        duplicateLabel(list);
        weightOutOfRange(list.candidates());
        capacityOutOfRange(list.inspectors());
        strataMismatch(list);
        noEnforcementRole(list);
        demandOutOfRange(list);
        unknownInspector(list);
        rolesOverlap(list);
        return DrawRoots.of(list);
    }

    private static void malformed(DrawList list) {
        shape(list.suite() != null && list.drawId() != null, "suite or drawId missing");
        shape(list.candidates() != null && list.inspectors() != null, "a list is missing");
        shape(list.quotas() != null && list.eligibility() != null, "quotas or eligibility missing");
        for (Candidate c : list.candidates()) {
            shape(c != null && c.stratum() != null, "a candidate without stratum");
            hash(c.label(), "candidate label");
            hash(c.record(), "candidate record");
            shape(
                    "".equals(c.excluded()) || "x".equals(c.excluded()),
                    "excluded is neither \"\" nor \"x\": " + c.excluded());
        }
        for (PoolInspector i : list.inspectors()) {
            shape(i != null, "an inspector is missing");
            hash(i.label(), "inspector label");
            hash(i.record(), "inspector record");
        }
        list.quotas()
                .forEach(
                        (stratum, n) ->
                                shape(
                                        stratum != null && n != null && n >= 0,
                                        "quota of " + stratum + " is " + n));
        list.eligibility().forEach(Freeze::malformedVisit);
    }

    private static void malformedVisit(Bytes label, Map<String, RoleEligibility> roles) {
        hash(label, "eligibility label");
        shape(roles != null, "roles missing");
        roles.forEach(
                (role, e) -> {
                    shape(role != null && e != null, "a role is missing");
                    shape(e.eligible() != null, "eligible missing");
                    hash(e.salt(), "eligibility salt");
                    e.eligible().forEach(l -> hash(l, "eligible label"));
                });
    }

    private static void notNfc(DrawList list) {
        requireNfc(list.drawId());
        // Strata and roles repeat by the thousand: look at each spelling once.
        Set<String> seen = new HashSet<>(list.quotas().keySet());
        list.candidates().forEach(c -> seen.add(c.stratum()));
        list.eligibility().values().forEach(roles -> seen.addAll(roles.keySet()));
        seen.forEach(Freeze::requireNfc);
    }

    /** {@code NOT_NFC} unless in Unicode normal form C; never normalised. */
    public static void requireNfc(String text) {
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            throw new DrawRefusedException("NOT_NFC", "not in Unicode normal form C: " + text);
        }
    }

    private static void duplicateLabel(DrawList list) {
        int size = list.candidates().size() + list.inspectors().size();
        Set<Bytes> seen = new HashSet<>(size * 4 / 3 + 1);
        list.candidates().forEach(c -> once(seen, c.label()));
        list.inspectors().forEach(i -> once(seen, i.label()));
    }

    private static void once(Set<Bytes> seen, Bytes label) {
        if (!seen.add(label)) {
            throw new DrawRefusedException("DUPLICATE_LABEL", "stands twice in the list: " + label);
        }
    }

    private static void weightOutOfRange(List<Candidate> candidates) {
        for (Candidate c : candidates) {
            if (c.weight() < 1 || c.weight() > MAX_WEIGHT) {
                throw new DrawRefusedException(
                        "WEIGHT_OUT_OF_RANGE",
                        c.label() + " has weight " + c.weight() + ", allowed are 1 to 16");
            }
        }
    }

    private static void capacityOutOfRange(List<PoolInspector> inspectors) {
        for (PoolInspector i : inspectors) {
            if (i.capacity() < 1 || i.capacity() > MAX_CAPACITY) {
                throw new DrawRefusedException(
                        "CAPACITY_OUT_OF_RANGE",
                        i.label() + " has capacity " + i.capacity() + ", allowed are 1 to 64");
            }
        }
    }

    // A stratum whose sites are all excluded is still a stratum of the list: they stay counted.
    private static void strataMismatch(DrawList list) {
        Set<String> strata = new HashSet<>();
        list.candidates().forEach(c -> strata.add(c.stratum()));
        if (!strata.equals(list.quotas().keySet())) {
            throw new DrawRefusedException(
                    "STRATA_MISMATCH",
                    "strata of the list " + strata + ", of the quotas " + list.quotas().keySet());
        }
    }

    private static void noEnforcementRole(DrawList list) {
        for (Candidate c : list.candidates()) {
            RoleEligibility e = roles(list, c).get(ENFORCEMENT);
            if (!c.isExcluded() && (e == null || e.demand() < MIN_ENFORCEMENT)) {
                throw new DrawRefusedException(
                        "NO_ENFORCEMENT_ROLE",
                        c.label() + " has no role enforcement with demand 2 or more");
            }
        }
    }

    private static void demandOutOfRange(DrawList list) {
        for (Candidate c : list.candidates()) {
            for (RoleEligibility e : roles(list, c).values()) {
                if (e.demand() < 1 || e.demand() > MAX_DEMAND) {
                    throw new DrawRefusedException(
                            "DEMAND_OUT_OF_RANGE",
                            c.label() + " demands " + e.demand() + ", allowed are 1 to 9");
                }
            }
        }
    }

    private static void unknownInspector(DrawList list) {
        Set<Bytes> known = new HashSet<>();
        list.inspectors().forEach(i -> known.add(i.label()));
        Set<List<Bytes>> looked = lists();
        for (Candidate c : list.candidates()) {
            for (RoleEligibility e : roles(list, c).values()) {
                if (!looked.add(e.eligible())) {
                    continue;
                }
                for (Bytes label : e.eligible()) {
                    if (!known.contains(label)) {
                        throw new DrawRefusedException(
                                "UNKNOWN_INSPECTOR",
                                c.label() + " names " + label + ", who is not in the list");
                    }
                }
            }
        }
    }

    private static void rolesOverlap(DrawList list) {
        Set<List<Bytes>> alone = lists();
        for (Candidate c : list.candidates()) {
            Map<String, RoleEligibility> roles = roles(list, c);
            if (roles.size() == 1 && !alone.add(roles.values().iterator().next().eligible())) {
                continue;
            }
            Set<Bytes> seen = new HashSet<>();
            for (RoleEligibility e : roles.values()) {
                for (Bytes label : e.eligible()) {
                    if (!seen.add(label)) {
                        throw new DrawRefusedException(
                                "ROLES_OVERLAP",
                                label + " is eligible twice for the visit of " + c.label());
                    }
                }
            }
        }
    }

    // Thousands of visits share one list of hundreds: by identity, it is looked at once.
    private static Set<List<Bytes>> lists() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    // Nothing that is given for an excluded candidate counts.
    private static Map<String, RoleEligibility> roles(DrawList list, Candidate c) {
        return c.isExcluded() ? Map.of() : list.eligibility().getOrDefault(c.label(), Map.of());
    }

    private static void hash(Bytes bytes, String what) {
        // The message is built for the wrong one only: a city's list has millions of labels.
        if (bytes == null || bytes.length() != HASH_BYTES) {
            throw DrawRefusedException.malformed(what + " is not 32 bytes: " + bytes);
        }
    }

    private static void shape(boolean ok, String message) {
        if (!ok) {
            throw DrawRefusedException.malformed(message);
        }
    }
}
