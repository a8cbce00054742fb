package org.yanqian.query.workqueue;

import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.ledger.rules.Quarters;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.WorkingDays;
import org.yanqian.query.projection.Times;
import org.yanqian.query.workqueue.WorkItem.Basis;
import org.yanqian.query.workqueue.WorkItem.Kind;

/** Writes the items of the queue. */
final class WorkItems {
    private final JdbcClient jdbc;
    private final WorkingDays workingDays = WorkingDays.packaged();

    WorkItems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(WorkItem w) {
        remove(w.item());
        jdbc.sql("insert into workqueue_item values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
                .param(w.item())
                .param(w.bureau())
                .param(w.kind().name())
                .param(w.state())
                .param(w.plan())
                .param(w.drawId())
                .param(w.label())
                .param(w.objectId())
                .param(w.quantity())
                .param(w.role())
                .param(w.assignees())
                .param(w.dueAt())
                .param(w.dueBasis().name())
                .param(w.provisional())
                .param(w.witnessIndex())
                .param(w.sinceIndex())
                .update();
    }

    void remove(Kind kind, String id) {
        remove(kind + ":" + id);
    }

    private void remove(String item) {
        jdbc.sql("delete from workqueue_item where item = ?").param(item).update();
    }

    private record Quarter(String bureau, long year, long quarter, String content) {}

    private record Standing(boolean open, LocalDate last) {}

    /**
     * Sets the deadline of all results of the plan line's quarter. The clock of the rule set starts
     * when the quarter's tasks are completed: every line drawn, every visit recorded. Until then the
     * date is an estimate from the end of the quarter.
     */
    void setPublicationDeadlines(String plan) {
        Optional<Quarter> found =
                jdbc.sql(
                                "select p.bureau, p.year, p.quarter, r.content from workqueue_plan p"
                                        + " join workqueue_rule_set r on r.hash = p.rule_set"
                                        + " where p.plan = ? and exists (select from workqueue_item"
                                        + " i join workqueue_plan o using (plan) where i.kind ="
                                        + " 'RESULT_TO_PUBLISH' and o.bureau = p.bureau and"
                                        + " o.year = p.year and o.quarter = p.quarter)")
                        .param(plan)
                        .query(Quarter.class)
                        .optional();
        found.ifPresent(this::setPublicationDeadlines);
    }

    private void setPublicationDeadlines(Quarter q) {
        Standing standing =
                jdbc.sql(
                                "select coalesce(bool_or(not p.drawn or v.open), false) as open,"
                                        + " max(v.inspected_on) as last from workqueue_plan p left"
                                        + " join workqueue_visit v using (plan) where p.bureau = ?"
                                        + " and p.year = ? and p.quarter = ?")
                        .param(q.bureau)
                        .param(q.year)
                        .param(q.quarter)
                        .query(Standing.class)
                        .single();
        boolean running = !standing.open && standing.last != null;
        LocalDate start = running ? standing.last : Quarters.lastDay(q.year, q.quarter);
        long days =
                RuleSet.parse(q.content.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .publication()
                        .workingDays();
        WorkingDays.Deadline due = workingDays.plus(start, days);
        Basis basis = running ? Basis.QUARTER_COMPLETED : Basis.QUARTER_NOT_YET_COMPLETED;
        jdbc.sql(
                        "update workqueue_item i set due_at = ?, due_basis = ?, provisional = ? from"
                                + " workqueue_plan p where p.plan = i.plan and i.kind ="
                                + " 'RESULT_TO_PUBLISH' and p.bureau = ? and p.year = ? and"
                                + " p.quarter = ?")
                .param(Times.endOf(due.date()))
                .param(basis.name())
                .param(due.provisional() || !running)
                .param(q.bureau)
                .param(q.year)
                .param(q.quarter)
                .update();
    }
}
