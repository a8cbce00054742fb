package org.yanqian.ledger.rules;

import java.util.List;
import java.util.Map;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.codec.RecordCodec;

/**
 * One regulation as data (SPEC section "Rule set"). Strict JSON with exactly these keys, strings in
 * NFC, integers only. Every rule carries its {@link Source}.
 *
 * @param id {@code weihai-2023}
 * @param version counts from 1, for corrections of the same regulation's data
 * @param classes supervision classes (监管类别); their codes are the strata of a draw
 * @param exclusions in the order in which they are looked at; the first that applies is recorded
 * @param operatingStatuses words allowed for 生产状态
 * @param registryStatuses words allowed for 在库状态
 * @param postStatuses words allowed for 在岗情况
 */
public record RuleSet(
        String id,
        long version,
        String title,
        String issuer,
        String scope,
        List<SupervisionClass> classes,
        Weights weights,
        List<Exclusion> exclusions,
        List<String> operatingStatuses,
        List<String> registryStatuses,
        List<String> postStatuses,
        List<Role> roles,
        InspectorRules inspectors,
        List<Outcome> outcomes,
        VisitRules visits,
        PublicationRules publication,
        DrawRules draw,
        List<PlanKind> planKinds,
        List<Item> items) {

    /**
     * @param article of the regulation, as it numbers itself
     * @param note what the regulation leaves open and how it is read here
     */
    public record Source(String article, String note) {}

    /** A supervision class; {@code code} is the stratum. */
    public record SupervisionClass(
            String code, String zh, String en, String definition, Quota quota, Source source) {}

    /** {@code shape} is {@link Quotas#SHARE} or {@link Quotas#CENSUS} (there 1/1). */
    public record Quota(String shape, long numerator, long denominator) {}

    /** weight = base + the steps that apply, within 1 to 16. */
    public record Weights(long base, List<WeightStep> steps, Source source) {}

    public record WeightStep(Condition when, long add, Source source) {}

    /** True when the field of the registry record ({@link TargetFields}) has one of the values. */
    public record Condition(String field, List<String> values) {}

    /**
     * Why a target of these classes stays listed but cannot be drawn.
     *
     * @param kind {@code record-in}: the field has one of the values; {@code record-not-in}: it has
     *     none; {@code inspected-this-year} (only when the plan line chose it): inspected in the
     *     plan's year, and every time with an outcome among the values; {@code
     *     inspected-this-half-year}: inspected in the plan's half-year with an outcome among them
     */
    public record Exclusion(
            String code,
            String kind,
            String field,
            List<String> values,
            List<String> classes,
            String zh,
            String en,
            Source source) {}

    /** {@code demand}: how many inspectors of this role a visit needs. */
    public record Role(String role, long demand, String zh, String en, Source source) {}

    /**
     * Who may be drawn for the role {@code enforcement}: a certificate valid at the draw's date, a post
     * status and a registry status among these, not auxiliary, no recusal.
     *
     * @param capacity places one inspector can hold in one draw, 1 to 64
     */
    public record InspectorRules(
            List<String> onPost,
            List<String> registryStatus,
            List<String> auxiliaryEstablishments,
            List<String> auxiliaryPosts,
            long capacity,
            Source source) {}

    /**
     * @param inspected false when the visit did not take place
     * @param problem true when a problem was found
     */
    public record Outcome(
            String code, String zh, String en, boolean inspected, boolean problem, Source source) {}

    /**
     * @param due {@code end-of-quarter}
     * @param closed what follows a drawn site that was found closed: {@link #NEXT_RESERVE} or {@link
     *     #NOTHING}
     */
    public record VisitRules(String due, String closed, Source source) {
        public static final String NEXT_RESERVE = "next-reserve";
        public static final String NOTHING = "nothing";
    }

    /** {@code workingDays} after {@code from} ({@code quarter-completed}) results must be public. */
    public record PublicationRules(
            long workingDays, String from, List<String> fields, Source source) {}

    /** Bounds within which a bureau chooses the times of a draw. */
    public record DrawRules(
            Bounds revealSeconds, Bounds marginSeconds, Bounds embargoDays, Source source) {}

    public record Bounds(long min, long max, long usual) {
        public boolean contains(long value) {
            return min <= value && value <= max;
        }
    }

    public record PlanKind(String code, String zh, String en, Source source) {}

    /** An inspection item (抽查事项); {@code kinds}: plan kinds that may use it. */
    public record Item(String id, String name, String legalBasis, List<String> kinds) {}

    /** Throws {@code NOT_JSON}, {@code NOT_NFC}, {@code BAD_FIELD} or {@code BAD_RULE_SET}. */
    public static RuleSet parse(byte[] bytes) {
        Object json = Json.read(bytes);
        requireNfc(json);
        RuleSet rules = RecordCodec.parse(RuleSet.class, json);
        RuleSetCheck.check(rules);
        return rules;
    }

    private static void requireNfc(Object json) {
        if (json instanceof String text) {
            Enc.utf8(text);
        } else if (json instanceof List<?> list) {
            list.forEach(RuleSet::requireNfc);
        } else if (json instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) -> {
                        requireNfc(key);
                        requireNfc(value);
                    });
        }
    }

    /** Throws {@code STRATUM_NOT_IN_RULE_SET}; a lookalike is another code. */
    public SupervisionClass supervisionClass(String code) {
        for (SupervisionClass c : classes) {
            if (c.code.equals(code)) {
                return c;
            }
        }
        throw new CodedException(
                "STRATUM_NOT_IN_RULE_SET", "\"" + code + "\" is no class of rule set " + id);
    }

    public boolean hasClass(String code) {
        return classes.stream().anyMatch(c -> c.code.equals(code));
    }

    /** Throws {@code UNKNOWN_OUTCOME}. */
    public Outcome outcome(String code) {
        return outcomes.stream()
                .filter(o -> o.code.equals(code))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CodedException(
                                        "UNKNOWN_OUTCOME",
                                        "\"" + code + "\" is no outcome of rule set " + id));
    }

    /** Throws {@code UNKNOWN_ITEM}: no inspection without an item (三个不查). */
    public Item item(String itemId) {
        return items.stream()
                .filter(i -> i.id.equals(itemId))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CodedException(
                                        "UNKNOWN_ITEM",
                                        "\"" + itemId + "\" is no item of rule set " + id));
    }

    public boolean hasPlanKind(String code) {
        return planKinds.stream().anyMatch(k -> k.code.equals(code));
    }
}
