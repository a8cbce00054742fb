package org.yanqian.query.registry;

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
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
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
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
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

/** Target and inspector registries as they stand. Personal values are not in events, so not here. */
@Component
@ProcessingGroup(RegistryProjection.NAME)
class RegistryProjection extends Projection {
    static final String NAME = "registry";
    private static final String SEPARATOR = "|";

    RegistryProjection(DataSource dataSource, PlatformTransactionManager manager) {
        super(NAME, List.of("registry_target", "registry_inspector"), dataSource, manager);
        on(TargetRegistered.class, (e, p) -> putTarget(p, e.record(), e.source(), p.index()));
        on(TargetChanged.class, (e, p) -> putTarget(p, e.after(), e.source(), p.index()));
        on(TargetRemoved.class, (e, p) -> remove("target", "object_id", p));
        on(InspectorRegistered.class, (e, p) -> putInspector(p, e.record()));
        on(InspectorChanged.class, (e, p) -> putInspector(p, e.after()));
        on(InspectorRemoved.class, (e, p) -> remove("inspector", "person_id", p));
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
        skip(RuleSetAdopted.class, PlanLineAuthored.class, DrawOpened.class, SeedCommitted.class);
        skip(DrawAnnounced.class, SeedRevealed.class, DrawClosed.class, BeaconConfirmed.class);
        skip(DrawCompleted.class, DrawLapsed.class, LabelsOpened.class);
        skip(VisitAssigned.class, VisitOwed.class, InspectionRecorded.class);
        skip(DrawHashPublished.class, DrawnListPublished.class, ResultPublished.class);
    }

    private void remove(String kind, String idColumn, Place p) {
        write(
                "delete from registry_" + kind + " where bureau = ? and " + idColumn + " = ?",
                p.part(1),
                p.part(2));
    }

    private void putTarget(Place p, TargetRecord t, String source, long index) {
        write(
                "insert into registry_target values"
                        + " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
                        + " on conflict (bureau, object_id) do update set"
                        + " permit_no = excluded.permit_no, name = excluded.name,"
                        + " uscc = excluded.uscc, area = excluded.area,"
                        + " address = excluded.address,"
                        + " industry_code = excluded.industry_code,"
                        + " industry_name = excluded.industry_name,"
                        + " supervision_class = excluded.supervision_class,"
                        + " permit_class = excluded.permit_class,"
                        + " credit_grade = excluded.credit_grade,"
                        + " positive_list = excluded.positive_list,"
                        + " operating_status = excluded.operating_status,"
                        + " tags = excluded.tags,"
                        + " checks_last_year = excluded.checks_last_year,"
                        + " last_check_date = excluded.last_check_date,"
                        + " registry_status = excluded.registry_status,"
                        + " source = excluded.source, changed_idx = excluded.changed_idx",
                p.part(1),
                p.part(2),
                t.permitNo(),
                t.name(),
                t.uscc(),
                t.area(),
                t.address(),
                t.industryCode(),
                t.industryName(),
                t.supervisionClass(),
                t.permitClass(),
                t.creditGrade(),
                t.positiveList(),
                t.operatingStatus(),
                String.join(SEPARATOR, t.tags()),
                t.checksLastYear(),
                t.lastCheckDate(),
                t.registryStatus(),
                source,
                index,
                index);
    }

    private void putInspector(Place p, InspectorRecord i) {
        write(
                "insert into registry_inspector values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
                        + " on conflict (bureau, person_id) do update set"
                        + " certificate_no = excluded.certificate_no,"
                        + " certificate_expires = excluded.certificate_expires,"
                        + " unit = excluded.unit, post = excluded.post,"
                        + " rank = excluded.rank, specialties = excluded.specialties,"
                        + " establishment = excluded.establishment,"
                        + " on_post = excluded.on_post,"
                        + " checks_this_year = excluded.checks_this_year,"
                        + " recused_targets = excluded.recused_targets,"
                        + " registry_status = excluded.registry_status,"
                        + " changed_idx = excluded.changed_idx",
                p.part(1),
                p.part(2),
                i.certificateNo(),
                i.certificateExpires(),
                i.unit(),
                i.post(),
                i.rank(),
                String.join(SEPARATOR, i.specialties()),
                i.establishment(),
                i.onPost(),
                i.checksThisYear(),
                String.join(SEPARATOR, i.recusedTargets()),
                i.registryStatus(),
                p.index(),
                p.index());
    }
}
