package org.yanqian.command.keys;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.yanqian.ledger.event.KeyEvent;

/**
 * One stream of key events. What makes a key valid reaches over streams, so {@link KeyRegister} judges
 * it by the same fold that the verifier runs.
 */
@Aggregate
public class KeyHistory {
    @AggregateIdentifier private String stream;

    protected KeyHistory() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordKeyEvent command) {
        stream = command.stream();
        apply(command.event());
    }

    @EventSourcingHandler
    void on(KeyEvent event, @SourceId String source) {
        stream = source;
    }
}
