package org.yanqian.ledger.rules;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.rules.RuleSet.Exclusion;
import org.yanqian.ledger.rules.RuleSet.WeightStep;

/** What the rule set makes of a target's registry record: weight and exclusion. */
public final class TargetRules {
    /** An inspection of this site as the ledger has it; {@code eventId} is the proof. */
    public record Inspected(LocalDate on, String outcome, String eventId) {}

    /** {@code proof} is the id of the event that shows it. */
    public record Excluded(Exclusion rule, String proof) {}

    private TargetRules() {}

    /** Weihai art. 15: base plus the steps that apply, within 1 to 16. */
    public static long weight(RuleSet rules, TargetRecord target) {
        long weight = rules.weights().base();
        for (WeightStep step : rules.weights().steps()) {
            if (TargetFields.hasOneOf(target, step.when().field(), step.when().values())) {
                weight += step.add();
            }
        }
        return Math.max(1, Math.min(RuleSetCheck.MAX_WEIGHT, weight));
    }

    /**
     * The first exclusion of the rule set that applies.
     *
     * @param changed id of the event that last changed the record
     * @param inspections of this site, in ledger order
     */
    public static Optional<Excluded> exclusion(
            RuleSet rules,
            PlanLineAuthored plan,
            TargetRecord target,
            String changed,
            List<Inspected> inspections) {
        for (Exclusion rule : rules.exclusions()) {
            if (!rule.classes().contains(target.supervisionClass())) {
                continue;
            }
            Optional<String> proof =
                    switch (rule.kind()) {
                        case RuleSetCheck.RECORD_IN -> when(has(target, rule), changed);
                        case RuleSetCheck.RECORD_NOT_IN -> when(!has(target, rule), changed);
                        case RuleSetCheck.THIS_YEAR ->
                                plan.excludeInspected()
                                        ? thisYear(rules, rule, plan, inspections)
                                        : Optional.empty();
                        case RuleSetCheck.THIS_HALF_YEAR -> thisHalf(rule, plan, inspections);
                        default -> throw new AssertionError("checked at parsing: " + rule.kind());
                    };
            if (proof.isPresent()) {
                return Optional.of(new Excluded(rule, proof.get()));
            }
        }
        return Optional.empty();
    }

    /** Whether no exclusion of the rule set for its state of operation applies. */
    public static boolean isOperating(RuleSet rules, TargetRecord target) {
        return rules.exclusions().stream()
                .filter(rule -> rule.field().equals(TargetFields.OPERATING_STATUS))
                .noneMatch(rule -> has(target, rule) == rule.kind().equals(RuleSetCheck.RECORD_IN));
    }

    /** Whether the census of the plan's half-year has this site behind it. */
    public static boolean isCensusDone(
            RuleSet rules,
            PlanLineAuthored plan,
            TargetRecord target,
            List<Inspected> inspections) {
        return rules.exclusions().stream()
                .filter(rule -> RuleSetCheck.THIS_HALF_YEAR.equals(rule.kind()))
                .filter(rule -> rule.classes().contains(target.supervisionClass()))
                .anyMatch(rule -> thisHalf(rule, plan, inspections).isPresent());
    }

    private static boolean has(TargetRecord target, Exclusion rule) {
        return TargetFields.hasOneOf(target, rule.field(), rule.values());
    }

    private static Optional<String> when(boolean applies, String proof) {
        return applies ? Optional.of(proof) : Optional.empty();
    }

    // Weihai art. 18: drawn this year and no problem found. One visit with a problem keeps it in.
    private static Optional<String> thisYear(
            RuleSet rules, Exclusion rule, PlanLineAuthored plan, List<Inspected> inspections) {
        String proof = null;
        for (Inspected i : inspections) {
            if (i.on().getYear() == plan.year()) {
                if (rule.values().contains(i.outcome())) {
                    proof = i.eventId();
                } else if (mayBeProblem(rules, i.outcome())) {
                    return Optional.empty();
                }
            }
        }
        return Optional.ofNullable(proof);
    }

    // An outcome of an earlier rule set that this one does not know never excludes.
    private static boolean mayBeProblem(RuleSet rules, String outcome) {
        return rules.outcomes().stream().noneMatch(o -> o.code().equals(outcome) && !o.problem());
    }

    // Weihai art. 14 (4): once per half-year, whatever was found.
    private static Optional<String> thisHalf(
            Exclusion rule, PlanLineAuthored plan, List<Inspected> inspections) {
        return inspections.stream()
                .filter(i -> Quarters.inSameHalf(i.on(), plan.year(), plan.quarter()))
                .filter(i -> rule.values().contains(i.outcome()))
                .map(Inspected::eventId)
                .findFirst();
    }
}
