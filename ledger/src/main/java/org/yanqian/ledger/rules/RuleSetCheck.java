package org.yanqian.ledger.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.rules.RuleSet.Bounds;
import org.yanqian.ledger.rules.RuleSet.Exclusion;
import org.yanqian.ledger.rules.RuleSet.Quota;
import org.yanqian.ledger.rules.RuleSet.Role;
import org.yanqian.ledger.rules.RuleSet.SupervisionClass;

/** What a rule set must hold beyond its shape; {@code BAD_RULE_SET}. */
final class RuleSetCheck {
    // The limits of DRAW/1; the rules stand below the draw and do not call it.
    static final String ENFORCEMENT = "enforcement";
    static final long MIN_ENFORCEMENT = 2;
    static final long MAX_DEMAND = 9;
    static final long MAX_WEIGHT = 16;
    static final long MAX_CAPACITY = 64;

    static final String RECORD_IN = "record-in";
    static final String RECORD_NOT_IN = "record-not-in";
    static final String THIS_YEAR = "inspected-this-year";
    static final String THIS_HALF_YEAR = "inspected-this-half-year";

    private RuleSetCheck() {}

    static void check(RuleSet rules) {
        require(!rules.id().isEmpty() && rules.version() >= 1, "id or version is missing");
        codes("class", rules.classes(), SupervisionClass::code);
        codes("exclusion", rules.exclusions(), Exclusion::code);
        codes("role", rules.roles(), Role::role);
        codes("outcome", rules.outcomes(), RuleSet.Outcome::code);
        codes("plan kind", rules.planKinds(), RuleSet.PlanKind::code);
        codes("item", rules.items(), RuleSet.Item::id);
        rules.classes().forEach(c -> quota(c.code(), c.quota()));
        weights(rules);
        rules.exclusions().forEach(e -> exclusion(rules, e));
        roles(rules);
        long capacity = rules.inspectors().capacity();
        require(
                capacity >= 1 && capacity <= MAX_CAPACITY,
                "capacity " + capacity + " is not within 1 to 64");
        require("end-of-quarter".equals(rules.visits().due()), "unknown due date of visits");
        require(
                Set.of(RuleSet.VisitRules.NEXT_RESERVE, RuleSet.VisitRules.NOTHING)
                        .contains(rules.visits().closed()),
                "unknown consequence of a closed site");
        require(
                "quarter-completed".equals(rules.publication().from())
                        && rules.publication().workingDays() >= 1,
                "unknown start or no length of the publication deadline");
        bounds("revealSeconds", rules.draw().revealSeconds());
        bounds("marginSeconds", rules.draw().marginSeconds());
        bounds("embargoDays", rules.draw().embargoDays());
        rules.items()
                .forEach(
                        i -> {
                            require(!i.legalBasis().isEmpty(), "an item without legal basis");
                            require(
                                    i.kinds().stream().allMatch(rules::hasPlanKind),
                                    "item " + i.id() + " names an unknown plan kind");
                        });
    }

    private static <T> void codes(String what, List<T> list, Function<T, String> code) {
        Set<String> seen = new HashSet<>();
        require(!list.isEmpty(), "no " + what);
        for (T item : list) {
            String text = code.apply(item);
            require(
                    !text.isBlank() && text.equals(text.strip()) && seen.add(text),
                    what + " \"" + text + "\" is blank, padded or there twice");
        }
    }

    private static void quota(String code, Quota quota) {
        boolean share = Quotas.SHARE.equals(quota.shape());
        boolean census = Quotas.CENSUS.equals(quota.shape());
        require(share || census, "unknown quota shape of " + code + ": " + quota.shape());
        require(
                quota.denominator() >= 1
                        && quota.numerator() >= 1
                        && quota.numerator() <= quota.denominator()
                        && (share || quota.numerator() == quota.denominator()),
                "quota of " + code + " is no share within 0 and 1");
    }

    private static void weights(RuleSet rules) {
        long base = rules.weights().base();
        require(base >= 1 && base <= MAX_WEIGHT, "base weight " + base);
        for (RuleSet.WeightStep step : rules.weights().steps()) {
            field(step.when().field());
            require(
                    Math.abs(step.add()) <= MAX_WEIGHT && step.add() != 0,
                    "weight step " + step.add());
        }
    }

    private static void exclusion(RuleSet rules, Exclusion e) {
        require(!e.source().article().isEmpty(), "exclusion " + e.code() + " names no article");
        require(
                e.classes().stream().allMatch(rules::hasClass),
                "exclusion " + e.code() + " names an unknown class");
        switch (e.kind()) {
            case RECORD_IN, RECORD_NOT_IN -> field(e.field());
            case THIS_YEAR, THIS_HALF_YEAR -> {
                require(e.field().isEmpty(), "exclusion " + e.code() + " looks at no field");
                e.values().forEach(rules::outcome);
            }
            default -> require(false, "unknown kind of exclusion: " + e.kind());
        }
    }

    private static void roles(RuleSet rules) {
        for (Role role : rules.roles()) {
            // Eligibility is defined for certified inspectors alone: one role, so no two overlap.
            require(ENFORCEMENT.equals(role.role()), "unknown role " + role.role());
            require(
                    role.demand() >= MIN_ENFORCEMENT && role.demand() <= MAX_DEMAND,
                    "role " + role.role() + " demands " + role.demand());
        }
    }

    private static void field(String field) {
        require(TargetFields.names().contains(field), "unknown field " + field);
    }

    private static void bounds(String what, Bounds bounds) {
        require(
                bounds.min() >= 0
                        && bounds.min() <= bounds.usual()
                        && bounds.contains(bounds.usual()),
                what + ": min ≤ usual ≤ max does not hold");
    }

    private static void require(boolean ok, String message) {
        if (!ok) {
            throw new CodedException("BAD_RULE_SET", message);
        }
    }
}
