package org.yanqian.command.registry;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.RegistryCommands.ChangeInspector;
import org.yanqian.command.registry.RegistryCommands.RegisterInspector;
import org.yanqian.command.registry.RegistryCommands.RemoveInspector;
import org.yanqian.ledger.event.InspectorEvent.InspectorChanged;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.InspectorEvent.InspectorRegistered;
import org.yanqian.ledger.event.InspectorEvent.InspectorRemoved;

@Aggregate
public class InspectorEntry {
    @AggregateIdentifier private String stream;
    private InspectorRecord record;

    protected InspectorEntry() {}

    public InspectorEntry(RegisterInspector command) {
        stream = command.stream();
        apply(new InspectorRegistered(command.record(), command.source()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public void handle(RegisterInspector command) {
        stream = command.stream();
        Refusal.when(record != null, RefusalCode.UNCHANGED);
        apply(new InspectorRegistered(command.record(), command.source()));
    }

    @CommandHandler
    public void handle(ChangeInspector command) {
        requireListed();
        TargetEntry.requireReason(command.reason());
        Refusal.when(record.equals(command.record()), RefusalCode.UNCHANGED);
        apply(new InspectorChanged(record, command.record(), command.reason(), command.source()));
    }

    @CommandHandler
    public void handle(RemoveInspector command) {
        requireListed();
        TargetEntry.requireReason(command.reason());
        apply(new InspectorRemoved(record, command.reason()));
    }

    private void requireListed() {
        Refusal.when(record == null, RefusalCode.INSPECTOR_UNKNOWN, stream);
    }

    @EventSourcingHandler
    void on(InspectorRegistered event, @SourceId String source) {
        stream = source;
        record = event.record();
    }

    @EventSourcingHandler
    void on(InspectorChanged event) {
        record = event.after();
    }

    @EventSourcingHandler
    void on(InspectorRemoved event) {
        record = null;
    }
}
