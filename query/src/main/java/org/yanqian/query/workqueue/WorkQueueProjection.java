package org.yanqian.query.workqueue;

import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.yanqian.ledger.event.ClosureEvent.ClosureConfirmed;
import org.yanqian.ledger.event.ClosureEvent.ClosureCountersigned;
import org.yanqian.ledger.event.ClosureEvent.ClosureDecided;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;
import org.yanqian.ledger.event.DrawEvent.BeaconConfirmed;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.DrawEvent.DrawClosed;
import org.yanqian.ledger.event.DrawEvent.DrawCompleted;
import org.yanqian.ledger.event.DrawEvent.DrawLapsed;
import org.yanqian.ledger.event.DrawEvent.DrawOpened;
import org.yanqian.ledger.event.DrawEvent.DrawVoided;
import org.yanqian.ledger.event.DrawEvent.LabelsOpened;
import org.yanqian.ledger.event.DrawEvent.RedrawAllowed;
import org.yanqian.ledger.event.DrawEvent.RedrawRequested;
import org.yanqian.ledger.event.DrawEvent.RequestDecided;
import org.yanqian.ledger.event.DrawEvent.SeedCommitted;
import org.yanqian.ledger.event.DrawEvent.SeedRevealed;
import org.yanqian.ledger.event.DrawEvent.VoidRequested;
import org.yanqian.ledger.event.ImportEvent.RegistryImported;
import org.yanqian.ledger.event.InspectorEvent.InspectorChanged;
import org.yanqian.ledger.event.InspectorEvent.InspectorRegistered;
import org.yanqian.ledger.event.InspectorEvent.InspectorRemoved;
import org.yanqian.ledger.event.KeyEvent.KeyEnrolled;
import org.yanqian.ledger.event.KeyEvent.KeyRevoked;
import org.yanqian.ledger.event.KeyEvent.KeyRotated;
import org.yanqian.ledger.event.KeyEvent.PartyKeySucceeded;
import org.yanqian.ledger.event.OriginEvent.LedgerOpened;
import org.yanqian.ledger.event.OriginEvent.LedgerSucceeded;
import org.yanqian.ledger.event.OriginEvent.Sm3RootRecorded;
import org.yanqian.ledger.event.PersonEvent.ErasureDeclined;
import org.yanqian.ledger.event.PersonEvent.ErasureRequested;
import org.yanqian.ledger.event.PersonEvent.PersonErased;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.PlanEvent.StratumQuota;
import org.yanqian.ledger.event.PublicationEvent.DrawHashPublished;
import org.yanqian.ledger.event.PublicationEvent.DrawnListPublished;
import org.yanqian.ledger.event.PublicationEvent.ResultPublished;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;
import org.yanqian.ledger.event.TargetEvent.TargetChanged;
import org.yanqian.ledger.event.TargetEvent.TargetRegistered;
import org.yanqian.ledger.event.TargetEvent.TargetRemoved;
import org.yanqian.ledger.event.VacancyEvent.LoanDecided;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyBeaconConfirmed;
import org.yanqian.ledger.event.VacancyEvent.VacancyCountersigned;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRejected;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.TeamChanged;
import org.yanqian.ledger.event.VisitEvent.TeamMember;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.ledger.rules.Quarters;
import org.yanqian.query.projection.Projection;
import org.yanqian.query.projection.Times;
import org.yanqian.query.workqueue.WorkItem.Basis;
import org.yanqian.query.workqueue.WorkItem.Kind;

/** What is due in a bureau, for whom, until when. */
@Component
@ProcessingGroup(WorkQueueProjection.NAME)
class WorkQueueProjection extends Projection {
    static final String NAME = "workqueue";

    static final String DRAW_OPERATOR = "draw-operator";
    static final String SEED_PARTY = "seed-party";
    static final String INSPECTOR = "inspector";
    private static final String PUBLISHER = "publisher";
    static final String APPROVER = "approver";

    private record DrawRow(
            String drawId,
            String bureau,
            String plan,
            OffsetDateTime embargo,
            OffsetDateTime beaconAt,
            long beaconRound,
            boolean voided) {}

    private final WorkItems items = new WorkItems(this::write, this::jdbc);
    private final VacancyItems vacancies =
            new VacancyItems(items, this::write, this::jdbc, this::concerning);
    private final ClosureItems closures = new ClosureItems(items, this::concerning);

    WorkQueueProjection(DataSource dataSource, PlatformTransactionManager manager) {
        super(
                NAME,
                List.of(
                        "workqueue_rule_set",
                        "workqueue_plan",
                        "workqueue_draw",
                        "workqueue_party",
                        "workqueue_visit",
                        "workqueue_vacancy",
                        "workqueue_item"),
                dataSource,
                manager);
        on(RuleSetAdopted.class, this::adopted);
        on(PlanLineAuthored.class, this::planned);
        on(DrawOpened.class, this::opened);
        on(SeedCommitted.class, this::committed);
        on(DrawAnnounced.class, this::announced);
        on(SeedRevealed.class, this::revealed);
        on(DrawClosed.class, this::closed);
        on(DrawCompleted.class, this::completed);
        on(DrawLapsed.class, (e, p) -> lapsed(draw(e.drawId()), p));
        on(VoidRequested.class, (e, p) -> asked(e.drawId(), e.request(), p));
        on(RedrawRequested.class, (e, p) -> asked(e.drawId(), e.request(), p));
        on(RequestDecided.class, this::decided);
        on(DrawVoided.class, this::voided);
        on(RedrawAllowed.class, this::redrawAllowed);
        on(VacancyRequested.class, (e, p) -> vacancies.asked(e, p.index()));
        on(VacancyRejected.class, (e, p) -> vacancies.decided(e.drawId(), e.request()));
        on(VacancyCountersigned.class, (e, p) -> vacancies.countersigned(e));
        on(VacancyAnnounced.class, (e, p) -> vacancies.announced(e, p.index()));
        on(VacancyExecuted.class, (e, p) -> vacancies.executed(e));
        on(LoanRequested.class, (e, p) -> vacancies.loanAsked(e, p.index()));
        on(LoanDecided.class, (e, p) -> vacancies.decided(e.drawId(), e.request()));
        on(ClosureReported.class, (e, p) -> closures.reported(e, p.index()));
        on(ClosureConfirmed.class, (e, p) -> closures.confirmed(e, p.index()));
        on(ClosureDecided.class, (e, p) -> closures.decided(e, p.index()));
        on(ClosureCountersigned.class, (e, p) -> closures.countersigned(e));
        on(TeamChanged.class, this::teamChanged);
        on(LabelsOpened.class, (e, p) -> items.remove(Kind.LABELS_TO_OPEN, e.drawId()));
        on(VisitAssigned.class, this::assigned);
        on(VisitOwed.class, this::owed);
        on(InspectionRecorded.class, this::recorded);
        on(DrawHashPublished.class, (e, p) -> items.remove(Kind.DRAW_HASH_TO_PUBLISH, e.drawId()));
        on(
                DrawnListPublished.class,
                (e, p) -> items.remove(Kind.DRAWN_LIST_TO_PUBLISH, e.drawId()));
        on(
                ResultPublished.class,
                (e, p) -> items.remove(Kind.RESULT_TO_PUBLISH, visit(e.drawId(), e.label())));
        skip(
                LedgerOpened.class,
                LedgerSucceeded.class,
                Sm3RootRecorded.class,
                RegistryImported.class);
        skip(KeyEnrolled.class, KeyRotated.class, KeyRevoked.class, PartyKeySucceeded.class);
        on(ErasureRequested.class, this::erasureAsked);
        on(ErasureDeclined.class, (e, p) -> items.remove(Kind.ERASURE_TO_DECIDE, e.entry()));
        on(PersonErased.class, (e, p) -> items.remove(Kind.ERASURE_TO_DECIDE, e.entry()));
        skip(TargetRegistered.class, TargetChanged.class, TargetRemoved.class);
        skip(InspectorRegistered.class, InspectorChanged.class, InspectorRemoved.class);
        skip(BeaconConfirmed.class, VacancyBeaconConfirmed.class);
    }

    private void erasureAsked(ErasureRequested e, Place p) {
        // Streams of registry entries are kind/bureau/id.
        String[] entry = e.entry().split("/", 3);
        items.put(
                WorkItem.of(Kind.ERASURE_TO_DECIDE, e.entry(), entry[1], "", APPROVER, p.index())
                        .site("", entry[2]));
    }

    private static String visit(String drawId, String label) {
        return drawId + "/" + label;
    }

    private void adopted(RuleSetAdopted e, Place p) {
        write(
                "insert into workqueue_rule_set values (?, ?) on conflict do nothing",
                e.hash(),
                e.content());
    }

    private void planned(PlanLineAuthored e, Place p) {
        long quota = e.quotas().stream().mapToLong(StratumQuota::quota).sum();
        write(
                "insert into workqueue_plan values (?, ?, ?, ?, ?, ?, ?, false)",
                p.stream(),
                e.bureau(),
                e.year(),
                e.quarter(),
                e.ruleSet(),
                e.itemName(),
                quota);
        items.put(
                WorkItem.of(
                                Kind.PLAN_LINE_TO_DRAW,
                                p.stream(),
                                e.bureau(),
                                p.stream(),
                                DRAW_OPERATOR,
                                p.index())
                        .quantity(quota)
                        .due(
                                Times.endOf(Quarters.lastDay(e.year(), e.quarter())),
                                Basis.END_OF_QUARTER));
        items.setPublicationDeadlines(p.stream());
    }

    private void opened(DrawOpened e, Place p) {
        items.remove(Kind.PLAN_LINE_TO_DRAW, e.plan());
        // A new try answers for the one before it.
        write(
                "delete from workqueue_item where plan = ? and kind = ? and state in (?, ?, ?)",
                e.plan(),
                Kind.DRAW_IN_PROGRESS.name(),
                WorkItem.LAPSED,
                WorkItem.VOIDED,
                WorkItem.REDRAW_ALLOWED);
        write(
                "insert into workqueue_draw values (?, ?, ?, null, null, 0)",
                e.drawId(),
                e.bureau(),
                e.plan());
        e.parties()
                .forEach(
                        party ->
                                write(
                                        "insert into workqueue_party values (?, ?, false, false)",
                                        e.drawId(),
                                        party.party()));
        items.put(
                inProgress(draw(e.drawId()), p)
                        .state(
                                WorkItem.AWAITING_COMMITMENTS,
                                SEED_PARTY,
                                waiting(e.drawId(), "committed")));
    }

    private static WorkItem inProgress(DrawRow draw, Place p) {
        return WorkItem.of(
                        Kind.DRAW_IN_PROGRESS,
                        draw.drawId,
                        draw.bureau,
                        draw.plan,
                        DRAW_OPERATOR,
                        p.index())
                .draw(draw.drawId);
    }

    private DrawRow draw(String drawId) {
        return jdbc().sql("select * from workqueue_draw where draw_id = ?")
                .param(drawId)
                .query(DrawRow.class)
                .single();
    }

    /** The parties that have not committed, or not revealed, separated by spaces. */
    private String waiting(String drawId, String column) {
        return String.join(
                " ",
                jdbc().sql(
                                "select party from workqueue_party where draw_id = ? and not "
                                        + column
                                        + " order by party")
                        .param(drawId)
                        .query(String.class)
                        .list());
    }

    private void committed(SeedCommitted e, Place p) {
        write(
                "update workqueue_party set committed = true where draw_id = ? and party = ?",
                e.drawId(),
                e.party());
        String waiting = waiting(e.drawId(), "committed");
        WorkItem item = inProgress(draw(e.drawId()), p);
        items.put(
                waiting.isEmpty()
                        ? item.state(WorkItem.AWAITING_ANNOUNCEMENT, DRAW_OPERATOR, "")
                        : item.state(WorkItem.AWAITING_COMMITMENTS, SEED_PARTY, waiting));
    }

    private void announced(DrawAnnounced e, Place p) {
        write(
                "update workqueue_draw set embargo = ?, beacon_at = ?, beacon_round = ? where"
                        + " draw_id = ?",
                Times.instant(e.embargoEnd()),
                RoundTimes.of(e.beacon()),
                e.beacon().round(),
                e.drawId());
        items.put(
                inProgress(draw(e.drawId()), p)
                        .state(
                                WorkItem.AWAITING_REVEALS,
                                SEED_PARTY,
                                waiting(e.drawId(), "revealed"))
                        .due(Times.instant(e.revealDeadline()), Basis.REVEAL_DEADLINE)
                        .witnessed(p.index()));
    }

    private void revealed(SeedRevealed e, Place p) {
        write(
                "update workqueue_party set revealed = true where draw_id = ? and party = ?",
                e.drawId(),
                e.party());
        String waiting = waiting(e.drawId(), "revealed");
        write(
                "update workqueue_item set state = ?, role = ?, assignees = ? where item = ?",
                waiting.isEmpty() ? WorkItem.AWAITING_CLOSE : WorkItem.AWAITING_REVEALS,
                waiting.isEmpty() ? DRAW_OPERATOR : SEED_PARTY,
                waiting,
                Kind.DRAW_IN_PROGRESS + ":" + e.drawId());
    }

    private void closed(DrawClosed e, Place p) {
        DrawRow draw = draw(e.drawId());
        WorkItem item =
                inProgress(draw, p)
                        .state(WorkItem.AWAITING_BEACON, DRAW_OPERATOR, "")
                        .witnessed(p.index());
        boolean ownChain = draw.beaconAt == null && draw.beaconRound > 0;
        items.put(ownChain ? item.dueByPolicy() : item.due(draw.beaconAt, Basis.BEACON_TIME));
    }

    private void completed(DrawCompleted e, Place p) {
        DrawRow draw = draw(e.drawId());
        items.put(item(Kind.DRAW_HASH_TO_PUBLISH, draw, PUBLISHER, p));
        items.put(
                item(Kind.LABELS_TO_OPEN, draw, PUBLISHER, p).due(draw.embargo, Basis.EMBARGO_END));
        items.put(
                item(Kind.DRAWN_LIST_TO_PUBLISH, draw, PUBLISHER, p)
                        .due(draw.embargo, Basis.EMBARGO_END));
        if (draw.voided) {
            items.put(inProgress(draw, p).state(WorkItem.VOIDED, DRAW_OPERATOR, ""));
            return;
        }
        if (e.lapsed()) {
            lapsed(draw, p);
            return;
        }
        items.remove(Kind.DRAW_IN_PROGRESS, e.drawId());
        write("update workqueue_plan set drawn = true where plan = ?", draw.plan);
        items.setPublicationDeadlines(draw.plan);
    }

    private static WorkItem item(Kind kind, DrawRow draw, String role, Place p) {
        return WorkItem.of(kind, draw.drawId, draw.bureau, draw.plan, role, p.index())
                .draw(draw.drawId);
    }

    private void lapsed(DrawRow draw, Place p) {
        items.put(inProgress(draw, p).state(WorkItem.LAPSED, DRAW_OPERATOR, ""));
    }

    private static String request(String drawId, long number) {
        return drawId + "/" + number;
    }

    private void asked(String drawId, long number, Place p) {
        items.put(requested(Kind.REQUEST_TO_DECIDE, drawId, number, APPROVER, p));
    }

    private WorkItem requested(Kind kind, String drawId, long number, String role, Place p) {
        return concerning(kind, request(drawId, number), drawId, role, p.index());
    }

    private void decided(RequestDecided e, Place p) {
        items.remove(Kind.REQUEST_TO_DECIDE, request(e.drawId(), e.request()));
        if (e.approved()) {
            items.put(
                    requested(Kind.REQUEST_TO_COUNTERSIGN, e.drawId(), e.request(), SEED_PARTY, p));
        }
    }

    // Nobody is sent anywhere by a void draw; its result and its labels are published all the same.
    private void voided(DrawVoided e, Place p) {
        items.remove(Kind.REQUEST_TO_COUNTERSIGN, request(e.drawId(), e.request()));
        write("update workqueue_draw set voided = true where draw_id = ?", e.drawId());
        write("update workqueue_visit set open = false where draw_id = ?", e.drawId());
        write(
                "delete from workqueue_item where draw_id = ? and kind in (?, ?)",
                e.drawId(),
                Kind.VISIT_TO_INSPECT.name(),
                Kind.VISIT_OWED.name());
        DrawRow draw = draw(e.drawId());
        boolean done =
                jdbc().sql("select count(*) from workqueue_item where item = ?")
                                .param(Kind.DRAW_IN_PROGRESS + ":" + e.drawId())
                                .query(Long.class)
                                .single()
                        == 0;
        if (done) {
            write("update workqueue_plan set drawn = false where plan = ?", draw.plan);
            items.put(inProgress(draw, p).state(WorkItem.VOIDED, DRAW_OPERATOR, ""));
        }
        items.setPublicationDeadlines(draw.plan);
    }

    private void redrawAllowed(RedrawAllowed e, Place p) {
        items.remove(Kind.REQUEST_TO_COUNTERSIGN, request(e.drawId(), e.request()));
        write(
                "update workqueue_item set state = ? where item = ?",
                WorkItem.REDRAW_ALLOWED,
                Kind.DRAW_IN_PROGRESS + ":" + e.drawId());
    }

    private WorkItem concerning(Kind kind, String id, String drawId, String role, long index) {
        DrawRow draw = draw(drawId);
        return WorkItem.of(kind, id, draw.bureau, draw.plan, role, index).draw(drawId);
    }

    private void teamChanged(TeamChanged e, Place p) {
        String id = visit(e.drawId(), e.label());
        Kind now = e.owed() ? Kind.VISIT_OWED : Kind.VISIT_TO_INSPECT;
        write(
                "update workqueue_item set item = ?, kind = ?, role = ?, assignees = ? where item"
                        + " in (?, ?)",
                now + ":" + id,
                now.name(),
                e.owed() ? DRAW_OPERATOR : INSPECTOR,
                e.owed() ? "" : certificates(e.team()),
                Kind.VISIT_OWED + ":" + id,
                Kind.VISIT_TO_INSPECT + ":" + id);
    }

    private static String certificates(List<TeamMember> team) {
        return String.join(" ", team.stream().map(TeamMember::certificateNo).sorted().toList());
    }

    private void assigned(VisitAssigned e, Place p) {
        putVisit(e.drawId(), e.label());
        items.remove(Kind.VISIT_OWED, visit(e.drawId(), e.label()));
        String team = certificates(e.team());
        DrawRow draw = draw(e.drawId());
        items.put(
                visitItem(Kind.VISIT_TO_INSPECT, draw, e.label(), INSPECTOR, p)
                        .site(e.label(), e.objectId())
                        .state(WorkItem.TO_DO, INSPECTOR, team)
                        .due(Times.endOf(Times.day(e.dueOn())), Basis.VISIT_DUE));
        items.setPublicationDeadlines(draw.plan);
    }

    private void owed(VisitOwed e, Place p) {
        putVisit(e.drawId(), e.label());
        DrawRow draw = draw(e.drawId());
        items.put(
                visitItem(Kind.VISIT_OWED, draw, e.label(), DRAW_OPERATOR, p)
                        .site(e.label(), e.objectId())
                        .due(Times.endOf(Times.day(e.dueOn())), Basis.VISIT_DUE));
        items.setPublicationDeadlines(draw.plan);
    }

    private void putVisit(String drawId, String label) {
        write(
                "insert into workqueue_visit select ?, ?, plan, true, null from"
                        + " workqueue_draw where draw_id = ? on conflict do nothing",
                drawId,
                label,
                drawId);
    }

    private static WorkItem visitItem(Kind kind, DrawRow draw, String label, String role, Place p) {
        return WorkItem.of(kind, visit(draw.drawId, label), draw.bureau, draw.plan, role, p.index())
                .draw(draw.drawId);
    }

    private void recorded(InspectionRecorded e, Place p) {
        write(
                "update workqueue_visit set open = false, inspected_on = ? where draw_id = ?"
                        + " and label = ?",
                Times.day(e.inspectedOn()),
                e.drawId(),
                e.label());
        DrawRow draw = draw(e.drawId());
        items.remove(Kind.VISIT_TO_INSPECT, visit(e.drawId(), e.label()));
        items.remove(Kind.VISIT_OWED, visit(e.drawId(), e.label()));
        items.put(
                visitItem(Kind.RESULT_TO_PUBLISH, draw, e.label(), PUBLISHER, p)
                        .site(e.label(), e.objectId()));
        items.setPublicationDeadlines(draw.plan);
    }
}
