package org.yanqian.ledger.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.event.PlanEvent.StratumQuota;
import org.yanqian.ledger.rules.RuleSet.Quota;
import org.yanqian.ledger.rules.RuleSet.SupervisionClass;

/**
 * How many targets of each class a quarter's draw takes (SPEC section "Quota"). The base is every
 * target of the class at the freeze, before exclusion; a minimum ("不低于") is rounded up; when fewer
 * remain than the quota asks, the draw takes all that remain.
 */
public final class Quotas {
    /** {@code ceil(base × numerator / denominator)} in every quarter. */
    public static final String SHARE = "min-share-per-quarter";

    /** Every target once per half-year, in one quarter or spread over both. */
    public static final String CENSUS = "census-per-half-year";

    private Quotas() {}

    /**
     * One line per class of the rule set, in its order, with the formula in words.
     *
     * @param quarter 1 to 4
     * @param spreadCensus true: half of a census (rounded up) in the first quarter of a half-year, the
     *     rest in the second
     * @param base targets by class code; a class without an entry has none. Throws {@code
     *     STRATUM_NOT_IN_RULE_SET} for a code that the rule set does not have
     * @param censusDone targets already inspected in the half-year, by class code
     */
    public static List<StratumQuota> compute(
            RuleSet rules,
            long quarter,
            boolean spreadCensus,
            Map<String, Long> base,
            Map<String, Long> censusDone) {
        Quarters.require(quarter);
        base.keySet().forEach(rules::supervisionClass);
        List<StratumQuota> quotas = new ArrayList<>();
        for (SupervisionClass c : rules.classes()) {
            long n = base.getOrDefault(c.code(), 0L);
            long done = censusDone.getOrDefault(c.code(), 0L);
            if (n < 0 || done < 0 || done > n) {
                throw new AssertionError("base " + n + ", done " + done + " of " + c.code());
            }
            quotas.add(
                    CENSUS.equals(c.quota().shape())
                            ? census(c.code(), n, done, quarter, spreadCensus)
                            : share(c.code(), n, c.quota()));
        }
        return List.copyOf(quotas);
    }

    private static StratumQuota share(String code, long base, Quota share) {
        // ceil(a / b) = ⌊(a + b − 1) / b⌋ for a ≥ 0, b ≥ 1; exact, or ArithmeticException.
        long product = Math.multiplyExact(base, share.numerator());
        long quota = Math.addExact(product, share.denominator() - 1) / share.denominator();
        String ratio =
                share.denominator() == 100
                        ? share.numerator() + "%"
                        : share.numerator() + "/" + share.denominator();
        return new StratumQuota(code, base, quota, "ceil(" + base + " × " + ratio + ") = " + quota);
    }

    private static StratumQuota census(
            String code, long base, long done, long quarter, boolean spread) {
        if (!spread) {
            return new StratumQuota(code, base, base, base + " × 100% = " + base);
        }
        if (Quarters.isFirstOfHalf(quarter)) {
            long quota = (base + 1) / 2;
            return new StratumQuota(code, base, quota, "ceil(" + base + " × 1/2) = " + quota);
        }
        long rest = base - done;
        return new StratumQuota(code, base, rest, base + " − " + done + " = " + rest);
    }
}
