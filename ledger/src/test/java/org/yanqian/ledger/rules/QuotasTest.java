package org.yanqian.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.event.PlanEvent.StratumQuota;

class QuotasTest {
    private static final RuleSet WEIHAI = RuleSet.parse(RuleSets.resource(RuleSets.WEIHAI_2023));
    private static final Map<String, Long> COUNTY =
            Map.of("重点", 48L, "简化", 108L, "一般", 1020L, "特殊", 24L);

    @Test
    void theCountySampleOfOneQuarter() {
        assertThat(Quotas.compute(WEIHAI, 1, false, COUNTY, Map.of()))
                .containsExactly(
                        new StratumQuota("重点", 48, 12, "ceil(48 × 25%) = 12"),
                        new StratumQuota("简化", 108, 6, "ceil(108 × 5%) = 6"),
                        new StratumQuota("一般", 1020, 11, "ceil(1020 × 1%) = 11"),
                        new StratumQuota("特殊", 24, 24, "24 × 100% = 24"));
    }

    @Test
    void aCensusSpreadOverItsHalfYearTakesHalfAndThenTheRest() {
        assertThat(special(1, 24, 0))
                .isEqualTo(new StratumQuota("特殊", 24, 12, "ceil(24 × 1/2) = 12"));
        assertThat(special(2, 24, 12)).isEqualTo(new StratumQuota("特殊", 24, 12, "24 − 12 = 12"));
        assertThat(special(3, 25, 0).quota()).isEqualTo(13);
        assertThat(special(4, 25, 11).quota()).isEqualTo(14);
        // Five sites came in after the first quarter: none is left out of the half-year.
        assertThat(special(2, 30, 13).quota()).isEqualTo(17);
    }

    private static StratumQuota special(long quarter, long base, long done) {
        List<StratumQuota> quotas =
                Quotas.compute(WEIHAI, quarter, true, Map.of("特殊", base), Map.of("特殊", done));
        return quotas.get(3);
    }

    @Test
    void aMinimumIsRoundedUpAndNeverDown() {
        assertThat(share(49).quota()).isEqualTo(13);
        assertThat(share(50).quota()).isEqualTo(13);
        assertThat(share(51).quota()).isEqualTo(13);
        assertThat(share(53).quota()).isEqualTo(14);
        assertThat(share(801).quota()).isEqualTo(201);
        assertThat(share(1).quota()).isEqualTo(1);
        assertThat(share(0).quota()).isZero();
    }

    private static StratumQuota share(long base) {
        return Quotas.compute(WEIHAI, 1, false, Map.of("重点", base), Map.of()).get(0);
    }

    @Property
    void theQuotaIsTheSmallestNumberThatReachesTheShare(
            @ForAll @LongRange(min = 0, max = 1L << 50) long base,
            @ForAll @IntRange(min = 0, max = 2) int which) {
        RuleSet.SupervisionClass c = WEIHAI.classes().get(which);
        long n =
                Quotas.compute(WEIHAI, 2, false, Map.of(c.code(), base), Map.of())
                        .get(which)
                        .quota();
        BigInteger asked =
                BigInteger.valueOf(base).multiply(BigInteger.valueOf(c.quota().numerator()));
        BigInteger d = BigInteger.valueOf(c.quota().denominator());
        assertThat(BigInteger.valueOf(n).multiply(d)).isGreaterThanOrEqualTo(asked);
        if (n > 0) {
            assertThat(BigInteger.valueOf(n - 1).multiply(d)).isLessThan(asked);
        }
    }

    @Test
    void aLookalikeClassIsNoClass() {
        for (String code : List.of("重点 ", "重奌", "重點", "重点\u200b", "特殊监管对象")) {
            assertThatThrownBy(() -> Quotas.compute(WEIHAI, 1, false, Map.of(code, 1L), Map.of()))
                    .isInstanceOf(CodedException.class)
                    .hasToString(
                            "STRATUM_NOT_IN_RULE_SET: \""
                                    + code
                                    + "\" is no class of rule set weihai-2023");
        }
    }

    @Test
    void aQuarterIsOneToFour() {
        for (long quarter : new long[] {0, 5}) {
            assertThatThrownBy(() -> Quotas.compute(WEIHAI, quarter, false, COUNTY, Map.of()))
                    .hasMessageContaining("1 to 4");
        }
    }

    @Test
    void quartersEndWhereTheCalendarSays() {
        assertThat(Quarters.lastDay(2026, 1)).hasToString("2026-03-31");
        assertThat(Quarters.lastDay(2026, 2)).hasToString("2026-06-30");
        assertThat(Quarters.firstDay(2026, 3)).hasToString("2026-07-01");
        assertThat(Quarters.lastDay(2026, 4)).hasToString("2026-12-31");
    }
}
