package org.yanqian.command.inspection;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.yanqian.ledger.event.VisitEvent;

public final class InspectionCommands {
    private InspectionCommands() {}

    public record AssignVisit(
            @TargetAggregateIdentifier String stream, VisitEvent.VisitAssigned assigned) {}

    public record OweVisit(@TargetAggregateIdentifier String stream, VisitEvent.VisitOwed owed) {}

    public record ChangeTeam(
            @TargetAggregateIdentifier String stream, VisitEvent.TeamChanged changed) {}

    public record RecordInspection(
            @TargetAggregateIdentifier String stream, VisitEvent.InspectionRecorded recorded) {}
}
