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
import org.yanqian.command.registry.RegistryCommands.ChangeTarget;
import org.yanqian.command.registry.RegistryCommands.RegisterTarget;
import org.yanqian.command.registry.RegistryCommands.RemoveTarget;
import org.yanqian.ledger.event.TargetEvent.TargetChanged;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.event.TargetEvent.TargetRegistered;
import org.yanqian.ledger.event.TargetEvent.TargetRemoved;

@Aggregate
public class TargetEntry {
    @AggregateIdentifier private String stream;
    private TargetRecord record;

    protected TargetEntry() {}

    public TargetEntry(RegisterTarget command) {
        stream = command.stream();
        apply(new TargetRegistered(command.record(), command.source()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public void handle(RegisterTarget command) {
        stream = command.stream();
        Refusal.when(record != null, RefusalCode.UNCHANGED);
        apply(new TargetRegistered(command.record(), command.source()));
    }

    @CommandHandler
    public void handle(ChangeTarget command) {
        requireListed();
        requireReason(command.reason());
        Refusal.when(record.equals(command.record()), RefusalCode.UNCHANGED);
        apply(new TargetChanged(record, command.record(), command.reason(), command.source()));
    }

    @CommandHandler
    public void handle(RemoveTarget command) {
        requireListed();
        requireReason(command.reason());
        apply(new TargetRemoved(record, command.reason()));
    }

    private void requireListed() {
        Refusal.when(record == null, RefusalCode.TARGET_UNKNOWN, stream);
    }

    static void requireReason(String reason) {
        Refusal.when(reason == null || reason.isBlank(), RefusalCode.REASON_MISSING);
    }

    @EventSourcingHandler
    void on(TargetRegistered event, @SourceId String source) {
        stream = source;
        record = event.record();
    }

    @EventSourcingHandler
    void on(TargetChanged event) {
        record = event.after();
    }

    @EventSourcingHandler
    void on(TargetRemoved event) {
        record = null;
    }
}
