package org.yanqian.command.publication;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.yanqian.command.publication.PublicationCommands.PublishDrawHash;
import org.yanqian.command.publication.PublicationCommands.PublishDrawnList;
import org.yanqian.command.publication.PublicationCommands.PublishResult;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.PublicationEvent.DrawHashPublished;
import org.yanqian.ledger.event.PublicationEvent.DrawnListPublished;
import org.yanqian.ledger.event.PublicationEvent.ResultPublished;

/** What the public was shown of one draw: first the hash, after the embargo list and results. */
@Aggregate
public class Publication {
    @AggregateIdentifier private String stream;
    private String drawHash = "";
    private boolean listPublished;
    private final Set<String> results = new HashSet<>();

    protected Publication() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public void handle(PublishDrawHash command) {
        stream = command.stream();
        Refusal.when(!drawHash.isEmpty(), RefusalCode.PUBLISHED_ALREADY, drawHash);
        apply(command.hash());
    }

    @CommandHandler
    public void handle(PublishDrawnList command) {
        Refusal.when(listPublished, RefusalCode.PUBLISHED_ALREADY, stream);
        apply(command.list());
    }

    @CommandHandler
    public void handle(PublishResult command) {
        Refusal.when(!listPublished, RefusalCode.NOT_OPENED, stream);
        Refusal.when(
                results.contains(command.result().label()),
                RefusalCode.PUBLISHED_ALREADY,
                command.result().objectId());
        apply(command.result());
    }

    @EventSourcingHandler
    void on(DrawHashPublished event, @SourceId String source) {
        stream = source;
        drawHash = event.drawHash();
    }

    @EventSourcingHandler
    void on(DrawnListPublished event) {
        listPublished = true;
    }

    @EventSourcingHandler
    void on(ResultPublished event) {
        results.add(event.label());
    }
}
