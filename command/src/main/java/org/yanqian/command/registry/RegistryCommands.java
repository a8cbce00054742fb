package org.yanqian.command.registry;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.yanqian.ledger.event.ImportEvent.RegistryImported;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;

/** Commands of the registry slice; {@code stream} is the aggregate. */
public final class RegistryCommands {
    private RegistryCommands() {}

    public record RegisterTarget(
            @TargetAggregateIdentifier String stream, TargetRecord record, String source) {}

    public record ChangeTarget(
            @TargetAggregateIdentifier String stream,
            TargetRecord record,
            String reason,
            String source) {}

    public record RemoveTarget(@TargetAggregateIdentifier String stream, String reason) {}

    public record RegisterInspector(
            @TargetAggregateIdentifier String stream, InspectorRecord record, String source) {}

    public record ChangeInspector(
            @TargetAggregateIdentifier String stream,
            InspectorRecord record,
            String reason,
            String source) {}

    public record RemoveInspector(@TargetAggregateIdentifier String stream, String reason) {}

    public record RecordImport(
            @TargetAggregateIdentifier String stream, RegistryImported imported) {}
}
