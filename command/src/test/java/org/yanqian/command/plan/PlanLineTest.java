package org.yanqian.command.plan;

import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.yanqian.command.Refused;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.PlanEvent;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.PlanEvent.StratumQuota;

/** No item, no basis, no quota: no inspection; and a line is written once. */
class PlanLineTest {
    private static final String STREAM = PlanEvent.stream("yunling", 2026, 4, "L1");
    private static final List<StratumQuota> QUOTAS =
            List.of(new StratumQuota("重点", 48, 12, "ceil(48 × 25%) = 12"));
    private final AggregateTestFixture<PlanLine> fixture =
            new AggregateTestFixture<>(PlanLine.class);

    private static PlanLineAuthored line(
            String itemId, String itemName, String basis, List<StratumQuota> quotas) {
        return new PlanLineAuthored(
                "yunling",
                2026,
                4,
                "L1",
                "routine",
                itemId,
                itemName,
                basis,
                "00".repeat(32),
                9,
                true,
                false,
                quotas);
    }

    @Test
    void a_line_is_authored_once() {
        PlanLineAuthored line = line("WH-1", "样本事项", "样本依据", QUOTAS);
        fixture.givenNoPriorActivity().when(new AuthorPlanLine(STREAM, line)).expectEvents(line);
        fixture.given(line)
                .when(new AuthorPlanLine(STREAM, line))
                .expectException(Refused.with(RefusalCode.PLAN_LINE_EXISTS))
                .expectNoEvents();
    }

    @Test
    void a_line_without_item_name_basis_or_quota_is_refused() {
        List<PlanLineAuthored> bad =
                List.of(
                        line(" ", "样本事项", "样本依据", QUOTAS),
                        line("WH-1", "", "样本依据", QUOTAS),
                        line("WH-1", "样本事项", "", QUOTAS),
                        line("WH-1", "样本事项", "样本依据", List.of()));
        for (PlanLineAuthored line : bad) {
            fixture.givenNoPriorActivity()
                    .when(new AuthorPlanLine(STREAM, line))
                    .expectException(Refused.with(RefusalCode.PLAN_LINE_INCOMPLETE))
                    .expectNoEvents();
        }
    }
}
