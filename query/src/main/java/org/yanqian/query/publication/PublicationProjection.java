package org.yanqian.query.publication;

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
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.query.projection.Projection;
import org.yanqian.query.projection.Times;

/** What has been published of each draw, and when. */
@Component
@ProcessingGroup(PublicationProjection.NAME)
class PublicationProjection extends Projection {
    static final String NAME = "publication";

    PublicationProjection(DataSource dataSource, PlatformTransactionManager manager) {
        super(NAME, List.of("publication_draw", "publication_result"), dataSource, manager);
        on(DrawHashPublished.class, this::hashPublished);
        on(LabelsOpened.class, this::labelsOpened);
        on(DrawnListPublished.class, this::listPublished);
        on(ResultPublished.class, this::resultPublished);
        skip(VacancyRequested.class, VacancyRejected.class, VacancyCountersigned.class);
        skip(VacancyBeaconConfirmed.class, LoanRequested.class, LoanDecided.class);
        skip(ClosureReported.class, ClosureConfirmed.class);
        skip(ClosureDecided.class, ClosureCountersigned.class);
        skip(VacancyAnnounced.class, VacancyExecuted.class, TeamChanged.class);
        skip(VoidRequested.class, RedrawRequested.class, RequestDecided.class);
        skip(DrawVoided.class, RedrawAllowed.class);
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
        skip(DrawCompleted.class, DrawLapsed.class);
        skip(VisitAssigned.class, VisitOwed.class, InspectionRecorded.class);
    }

    private void row(String drawId) {
        write(
                "insert into publication_draw (draw_id, draw_hash, labels, list, sites)"
                        + " values (?, '', '', '', 0) on conflict do nothing",
                drawId);
    }

    private void hashPublished(DrawHashPublished e, Place p) {
        row(e.drawId());
        write(
                "update publication_draw set draw_hash = ?, hash_idx = ?, hash_time = ?"
                        + " where draw_id = ?",
                e.drawHash(),
                p.index(),
                Times.instant(p.time()),
                e.drawId());
    }

    private void labelsOpened(LabelsOpened e, Place p) {
        row(e.drawId());
        write(
                "update publication_draw set labels = ?, labels_idx = ? where draw_id = ?",
                e.list(),
                p.index(),
                e.drawId());
    }

    private void listPublished(DrawnListPublished e, Place p) {
        row(e.drawId());
        write(
                "update publication_draw set list = ?, sites = ?, list_idx = ?, list_time ="
                        + " ? where draw_id = ?",
                e.list(),
                e.sites(),
                p.index(),
                Times.instant(p.time()),
                e.drawId());
    }

    private void resultPublished(ResultPublished e, Place p) {
        write(
                "insert into publication_result values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (draw_id, label) do update set"
                        + " target_name = excluded.target_name,"
                        + " inspected_on = excluded.inspected_on,"
                        + " outcome = excluded.outcome,"
                        + " outcome_text = excluded.outcome_text,"
                        + " recorded = excluded.recorded, idx = excluded.idx,"
                        + " published_at = excluded.published_at",
                e.drawId(),
                e.label(),
                e.objectId(),
                e.targetName(),
                Times.day(e.inspectedOn()),
                e.outcome(),
                e.outcomeText(),
                e.recorded(),
                p.index(),
                Times.instant(p.time()));
    }
}
