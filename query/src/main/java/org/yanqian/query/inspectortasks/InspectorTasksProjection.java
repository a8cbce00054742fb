package org.yanqian.query.inspectortasks;

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
import org.yanqian.query.projection.Projection;
import org.yanqian.query.projection.Times;

/** The visits of each inspector: the team of a drawn site, and whether its result is recorded. */
@Component
@ProcessingGroup(InspectorTasksProjection.NAME)
class InspectorTasksProjection extends Projection {
    static final String NAME = "inspectortasks";
    static final String TO_DO = "TO_DO";
    static final String DONE = "DONE";

    InspectorTasksProjection(DataSource dataSource, PlatformTransactionManager manager) {
        super(NAME, List.of("inspector_task", "inspector_visit"), dataSource, manager);
        on(VisitAssigned.class, this::assigned);
        on(VisitOwed.class, this::owed);
        on(InspectionRecorded.class, this::recorded);
        on(DrawVoided.class, this::voided);
        on(TeamChanged.class, this::teamChanged);
        skip(VacancyRequested.class, VacancyRejected.class, VacancyCountersigned.class);
        skip(VacancyBeaconConfirmed.class, LoanRequested.class, LoanDecided.class);
        skip(ClosureReported.class, ClosureConfirmed.class);
        skip(ClosureDecided.class, ClosureCountersigned.class);
        skip(VacancyAnnounced.class, VacancyExecuted.class);
        skip(VoidRequested.class, RedrawRequested.class);
        skip(RequestDecided.class, RedrawAllowed.class);
        skip(
                LedgerOpened.class,
                LedgerSucceeded.class,
                Sm3RootRecorded.class,
                RegistryImported.class);
        skip(KeyEnrolled.class, KeyRotated.class, KeyRevoked.class, PartyKeySucceeded.class);
        skip(ErasureRequested.class, ErasureDeclined.class, PersonErased.class);
        skip(TargetRegistered.class, TargetChanged.class, TargetRemoved.class);
        skip(InspectorRegistered.class, InspectorChanged.class, InspectorRemoved.class);
        skip(RuleSetAdopted.class, PlanLineAuthored.class, DrawOpened.class, SeedCommitted.class);
        skip(DrawAnnounced.class, SeedRevealed.class, DrawClosed.class, BeaconConfirmed.class);
        skip(DrawCompleted.class, DrawLapsed.class, LabelsOpened.class);
        skip(DrawHashPublished.class, DrawnListPublished.class, ResultPublished.class);
    }

    private void assigned(VisitAssigned e, Place p) {
        clear(e.drawId(), e.label());
        write(
                "insert into inspector_visit values (?,?,?,?,?,?,?) on conflict do nothing",
                e.drawId(),
                e.label(),
                p.bureau(),
                e.objectId(),
                e.stratum(),
                e.rank(),
                Times.day(e.dueOn()));
        for (TeamMember member : e.team()) {
            write(
                    "insert into inspector_task values (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                    e.drawId(),
                    e.label(),
                    member.personId(),
                    member.certificateNo(),
                    member.role(),
                    p.bureau(),
                    e.objectId(),
                    e.stratum(),
                    e.rank(),
                    Times.day(e.dueOn()),
                    TO_DO,
                    null,
                    "",
                    p.index());
        }
    }

    // Nobody goes yet; a vacancy may give it a team.
    private void owed(VisitOwed e, Place p) {
        clear(e.drawId(), e.label());
        write(
                "insert into inspector_visit values (?,?,?,?,?,?,?) on conflict do nothing",
                e.drawId(),
                e.label(),
                p.bureau(),
                e.objectId(),
                e.stratum(),
                e.rank(),
                Times.day(e.dueOn()));
    }

    // Whoever was replaced has nothing to do here any more.
    private void teamChanged(TeamChanged e, Place p) {
        write(
                "delete from inspector_task where draw_id = ? and label = ? and state = ?",
                e.drawId(),
                e.label(),
                TO_DO);
        for (TeamMember member : e.team()) {
            write(
                    "insert into inspector_task select draw_id, label, ?, ?, ?, bureau, object_id,"
                            + " stratum, rank, due_on, ?, null, '', ? from inspector_visit where"
                            + " draw_id = ? and label = ? on conflict do nothing",
                    member.personId(),
                    member.certificateNo(),
                    member.role(),
                    TO_DO,
                    p.index(),
                    e.drawId(),
                    e.label());
        }
    }

    private void clear(String drawId, String label) {
        write("delete from inspector_task where draw_id = ? and label = ?", drawId, label);
    }

    private void voided(DrawVoided e, Place p) {
        write("delete from inspector_task where draw_id = ? and state = ?", e.drawId(), TO_DO);
    }

    private void recorded(InspectionRecorded e, Place p) {
        write(
                "update inspector_task set state = ?, inspected_on = ?, outcome = ? where"
                        + " draw_id = ? and label = ?",
                DONE,
                Times.day(e.inspectedOn()),
                e.outcome(),
                e.drawId(),
                e.label());
    }
}
