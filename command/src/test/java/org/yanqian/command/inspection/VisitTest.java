package org.yanqian.command.inspection;

import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.yanqian.command.Refused;
import org.yanqian.command.inspection.InspectionCommands.AssignVisit;
import org.yanqian.command.inspection.InspectionCommands.OweVisit;
import org.yanqian.command.inspection.InspectionCommands.RecordInspection;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.TeamMember;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;

/** Two or more, and exactly those who were drawn. */
class VisitTest {
    private static final String DRAW = "yanqian.sample/t/yunling/2026/0001";
    private static final String LABEL = "ab".repeat(32);
    private static final String STREAM = VisitEvent.stream(DRAW, LABEL);
    private final AggregateTestFixture<Visit> fixture = new AggregateTestFixture<>(Visit.class);

    private static TeamMember member(int i) {
        return new TeamMember("enforcement", "RY0000" + i, "9904210000" + i, "cd".repeat(32));
    }

    private static VisitAssigned assigned(TeamMember... team) {
        return new VisitAssigned(DRAW, LABEL, "QY000001", "重点", 1, List.of(team), "2026-12-31");
    }

    private static RecordInspection record(String... certificates) {
        return new RecordInspection(
                STREAM,
                new InspectionRecorded(
                        DRAW,
                        LABEL,
                        "QY000001",
                        List.of(certificates),
                        "2026-11-22",
                        "NO_PROBLEM_FOUND",
                        ""));
    }

    private void refused(RefusalCode code, String... certificates) {
        fixture.given(assigned(member(1), member(2)))
                .when(record(certificates))
                .expectException(Refused.with(code))
                .expectNoEvents();
    }

    @Test
    void a_visit_is_assigned_or_owed() {
        fixture.givenNoPriorActivity()
                .when(new AssignVisit(STREAM, assigned(member(1), member(2))))
                .expectEvents(assigned(member(1), member(2)));
        VisitOwed owed = new VisitOwed(DRAW, LABEL, "QY000001", "重点", 1, "2026-12-31");
        fixture.givenNoPriorActivity().when(new OweVisit(STREAM, owed)).expectEvents(owed);
        fixture.given(owed)
                .when(record("99042100001", "99042100002"))
                .expectException(Refused.with(RefusalCode.VISIT_UNSTAFFED))
                .expectNoEvents();
    }

    @Test
    void the_two_who_were_drawn_report_in_any_order() {
        RecordInspection report = record("99042100002", "99042100001");
        fixture.given(assigned(member(1), member(2))).when(report).expectEvents(report.recorded());
    }

    @Test
    void one_inspector_nobody_or_the_same_one_twice_is_too_few() {
        refused(RefusalCode.INSPECTORS_FEWER_THAN_TWO, "99042100001");
        refused(RefusalCode.INSPECTORS_FEWER_THAN_TWO);
        refused(RefusalCode.INSPECTORS_FEWER_THAN_TWO, "99042100001", "99042100001");
        refused(RefusalCode.INSPECTORS_FEWER_THAN_TWO, "99042100001", "99042100002", "99042100002");
    }

    @Test
    void others_than_the_drawn_ones_or_one_more_are_not_the_team() {
        refused(RefusalCode.NOT_ASSIGNED, "99042100001", "99042100003");
        refused(RefusalCode.NOT_ASSIGNED, "99042100001", "99042100002", "99042100003");
    }

    @Test
    void a_result_is_recorded_once() {
        RecordInspection report = record("99042100001", "99042100002");
        fixture.given(assigned(member(1), member(2)), report.recorded())
                .when(report)
                .expectException(Refused.with(RefusalCode.RESULT_RECORDED_ALREADY))
                .expectNoEvents();
    }
}
