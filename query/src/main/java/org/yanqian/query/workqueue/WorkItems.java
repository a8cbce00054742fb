package org.yanqian.query.workqueue;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.ledger.rules.Quarters;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.WorkingDays;
import org.yanqian.query.projection.Times;
import org.yanqian.query.workqueue.WorkItem.Basis;
import org.yanqian.query.workqueue.WorkItem.Kind;

/** Writes the items of the queue. */
final class WorkItems {
    /** A change, perhaps later, in order. */
    interface Write {
        void run(String sql, Object... parameters);
    }

    private final Write write;
    private final Supplier<JdbcClient> jdbc;
    private final WorkingDays workingDays = WorkingDays.packaged();

    WorkItems(Write write, Supplier<JdbcClient> jdbc) {
        this.write = write;
        this.jdbc = jdbc;
    }

    void put(WorkItem w) {
        remove(w.item());
        write.run("insert into workqueue_item values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", w.row());
    }

    void remove(Kind kind, String id) {
        remove(kind + ":" + id);
    }

    private void remove(String item) {
        write.run("delete from workqueue_item where item = ?", item);
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
                jdbc.get()
                        .sql(
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
                jdbc.get()
                        .sql(
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
        write.run(
                "update workqueue_item i set due_at = ?, due_basis = ?, provisional = ? from"
                        + " workqueue_plan p where p.plan = i.plan and i.kind ="
                        + " 'RESULT_TO_PUBLISH' and p.bureau = ? and p.year = ? and"
                        + " p.quarter = ?",
                Times.endOf(due.date()),
                basis.name(),
                due.provisional() || !running,
                q.bureau,
                q.year,
                q.quarter);
    }
}
