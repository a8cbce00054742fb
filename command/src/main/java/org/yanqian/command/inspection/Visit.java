package org.yanqian.command.inspection;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.yanqian.command.inspection.InspectionCommands.AssignVisit;
import org.yanqian.command.inspection.InspectionCommands.ChangeTeam;
import org.yanqian.command.inspection.InspectionCommands.OweVisit;
import org.yanqian.command.inspection.InspectionCommands.RecordInspection;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.TeamChanged;
import org.yanqian.ledger.event.VisitEvent.TeamMember;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;

/** One drawn site: who was assigned, what was found. */
@Aggregate
public class Visit {
    private static final int MIN_INSPECTORS = 2;

    @AggregateIdentifier private String stream;
    private List<TeamMember> team = List.of();
    private boolean recorded;

    protected Visit() {}

    @CommandHandler
    public Visit(AssignVisit command) {
        stream = command.stream();
        apply(command.assigned());
    }

    @CommandHandler
    public Visit(OweVisit command) {
        stream = command.stream();
        apply(command.owed());
    }

    // Announced vacancies are executed, whatever happened meanwhile (DRAW/1 section 7).
    @CommandHandler
    public void handle(ChangeTeam command) {
        apply(command.changed());
    }

    @CommandHandler
    public void handle(RecordInspection command) {
        Refusal.when(team.isEmpty(), RefusalCode.VISIT_UNSTAFFED);
        Refusal.when(recorded, RefusalCode.RESULT_RECORDED_ALREADY);
        requireTheAssigned(command.recorded().inspectors());
        apply(command.recorded());
    }

    // Weihai art. 19: two or more; art. 21: those who were drawn.
    private void requireTheAssigned(List<String> inspectors) {
        Set<String> there = new TreeSet<>(inspectors);
        Refusal.when(
                there.size() < MIN_INSPECTORS || there.size() != inspectors.size(),
                RefusalCode.INSPECTORS_FEWER_THAN_TWO);
        Set<String> assigned = new TreeSet<>();
        team.forEach(member -> assigned.add(member.certificateNo()));
        Refusal.when(!there.equals(assigned), RefusalCode.NOT_ASSIGNED, String.join("、", there));
    }

    @EventSourcingHandler
    void on(VisitAssigned event, @SourceId String source) {
        stream = source;
        team = event.team();
    }

    @EventSourcingHandler
    void on(TeamChanged event) {
        team = event.owed() ? List.of() : event.team();
    }

    @EventSourcingHandler
    void on(VisitOwed event, @SourceId String source) {
        stream = source;
    }

    @EventSourcingHandler
    void on(InspectionRecorded event) {
        recorded = true;
    }
}
