package org.yanqian.query.drawlookup;

import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Beacon;
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
import org.yanqian.ledger.event.Entry;
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
import org.yanqian.ledger.sign.Suite;
import org.yanqian.query.projection.Projection;
import org.yanqian.query.projection.Times;
import org.yanqian.query.source.SealedLedgerSource;

/** Every draw with its four events: opened, announced, closed, completed. No site stands in them. */
@Component
@ProcessingGroup(DrawLookupProjection.NAME)
class DrawLookupProjection extends Projection {
    static final String NAME = "drawlookup";

    private final SealedLedgerSource source;

    DrawLookupProjection(
            DataSource dataSource, PlatformTransactionManager manager, SealedLedgerSource source) {
        super(NAME, List.of("draw_plan", "draw_view"), dataSource, manager);
        this.source = source;
        on(PlanLineAuthored.class, this::planned);
        on(DrawOpened.class, this::opened);
        on(DrawAnnounced.class, this::announced);
        on(DrawClosed.class, this::closed);
        on(DrawCompleted.class, this::completed);
        on(DrawLapsed.class, this::lapsed);
        on(DrawVoided.class, this::voided);
        on(RedrawAllowed.class, this::redrawAllowed);
        on(VacancyAnnounced.class, this::vacancy);
        on(VacancyExecuted.class, this::executed);
        on(ClosureCountersigned.class, this::closedSite);
        skip(VacancyRequested.class, VacancyRejected.class, VacancyCountersigned.class);
        skip(VacancyBeaconConfirmed.class, LoanRequested.class, LoanDecided.class);
        skip(ClosureReported.class, ClosureConfirmed.class, ClosureDecided.class);
        skip(TeamChanged.class);
        skip(VoidRequested.class, RedrawRequested.class, RequestDecided.class);
        skip(
                LedgerOpened.class,
                LedgerSucceeded.class,
                Sm3RootRecorded.class,
                RegistryImported.class);
        skip(KeyEnrolled.class, KeyRotated.class, KeyRevoked.class, PartyKeySucceeded.class);
        skip(ErasureRequested.class, ErasureDeclined.class, PersonErased.class);
        skip(TargetRegistered.class, TargetChanged.class, TargetRemoved.class);
        skip(InspectorRegistered.class, InspectorChanged.class, InspectorRemoved.class);
        skip(RuleSetAdopted.class, SeedCommitted.class, SeedRevealed.class);
        skip(BeaconConfirmed.class, LabelsOpened.class);
        skip(VisitAssigned.class, VisitOwed.class, InspectionRecorded.class);
        skip(DrawHashPublished.class, DrawnListPublished.class, ResultPublished.class);
    }

    private static String json(Record data) {
        return new String(CanonicalJson.format(RecordCodec.format(data)), StandardCharsets.UTF_8);
    }

    private void planned(PlanLineAuthored e, Place p) {
        write(
                "insert into draw_plan values (?, ?, ?, ?, ?, ?)",
                p.stream(),
                e.year(),
                e.quarter(),
                e.line(),
                e.itemName(),
                e.legalBasis());
    }

    private void opened(DrawOpened e, Place p) {
        write(
                "insert into draw_view (draw_id, bureau, year, number, plan, try_number,"
                        + " suite, state, grade, lapse_reason, opened, opened_idx)"
                        + " select ?, ?, ?, ?, ?, 1 + count(*), ?, 'OPENED', '', '', ?, ?"
                        + " from draw_view where plan = ?",
                e.drawId(),
                e.bureau(),
                e.year(),
                e.number(),
                e.plan(),
                e.suite(),
                json(e),
                p.index(),
                e.plan());
    }

    /** Only the first announcement of a draw counts (DRAW/1 section 4). */
    private void announced(DrawAnnounced e, Place p) {
        write(
                "update draw_view set state = 'ANNOUNCED', announced = ?, announced_idx = ?,"
                        + " announced_time = ? where draw_id = ? and announced is null",
                json(e),
                p.index(),
                Times.instant(p.time()),
                e.drawId());
    }

    private void closed(DrawClosed e, Place p) {
        write(
                "update draw_view set state = 'CLOSED', closed = ?, closed_idx = ?"
                        + " where draw_id = ? and closed is null",
                json(e),
                p.index(),
                e.drawId());
    }

    private void completed(DrawCompleted e, Place p) {
        write(
                "update draw_view set state = case when voided_idx is null then ? else 'VOIDED'"
                        + " end, grade = ?, draw_hash = ?, completed = ?,"
                        + " completed_idx = ?, completed_time = ? where draw_id = ?"
                        + " and completed is null",
                e.lapsed() ? "LAPSED" : "COMPLETED",
                e.grade(),
                drawHash(e.drawId(), p),
                json(e),
                p.index(),
                Times.instant(p.time()),
                e.drawId());
    }

    /** By the suite of the draw, which may be another than that of the ledger (DRAW/1 section 8). */
    private String drawHash(String drawId, Place p) {
        Suite suite =
                Suite.of(
                        jdbc().sql("select suite from draw_view where draw_id = ?")
                                .param(drawId)
                                .query(String.class)
                                .single());
        byte[] entry = source.ledger().find(p.stream(), p.seq()).orElseThrow().entry();
        return Hex.format(suite.hash(Entry.parse(entry).eventBytes()));
    }

    private void lapsed(DrawLapsed e, Place p) {
        write(
                "update draw_view set state = 'LAPSED', lapse_reason = ? where draw_id = ?",
                e.reason(),
                e.drawId());
    }

    // Until it has its result it goes on as before: a void draw is computed and published too.
    private void voided(DrawVoided e, Place p) {
        write(
                "update draw_view set state = case when completed is null then state else"
                        + " 'VOIDED' end, void_reason = ?, voided_idx = ? where draw_id = ?"
                        + " and voided_idx is null",
                e.reason(),
                p.index(),
                e.drawId());
    }

    private void redrawAllowed(RedrawAllowed e, Place p) {
        write("update draw_view set redraw_reason = ? where draw_id = ?", e.reason(), e.drawId());
    }

    private void vacancy(VacancyAnnounced e, Place p) {
        write(
                "update draw_view set vacancies = vacancies + 1, urgent_vacancies ="
                        + " urgent_vacancies + ? where draw_id = ?",
                e.beacon().type().equals(Beacon.NONE) ? 1L : 0L,
                e.drawId());
    }

    // The weakest speaks for all of them: C comes after A.
    private void executed(VacancyExecuted e, Place p) {
        write(
                "update draw_view set vacancy_grade = greatest(vacancy_grade, ?) where draw_id = ?",
                e.grade(),
                e.drawId());
    }

    private void closedSite(ClosureCountersigned e, Place p) {
        write("update draw_view set closed_sites = closed_sites + 1 where draw_id = ?", e.drawId());
    }
}
