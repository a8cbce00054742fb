package org.yanqian.command.registry;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.yanqian.command.registry.RegistryCommands.RecordImport;
import org.yanqian.ledger.event.ImportEvent.RegistryImported;

@Aggregate
public class ImportRecord {
    @AggregateIdentifier private String stream;

    protected ImportRecord() {}

    @CommandHandler
    public ImportRecord(RecordImport command) {
        stream = command.stream();
        apply(command.imported());
    }

    @EventSourcingHandler
    void on(RegistryImported event, @SourceId String source) {
        stream = source;
    }
}
