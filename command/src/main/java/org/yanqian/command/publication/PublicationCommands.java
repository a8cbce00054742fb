package org.yanqian.command.publication;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.yanqian.ledger.event.PublicationEvent;

public final class PublicationCommands {
    private PublicationCommands() {}

    public record PublishDrawHash(
            @TargetAggregateIdentifier String stream, PublicationEvent.DrawHashPublished hash) {}

    public record PublishDrawnList(
            @TargetAggregateIdentifier String stream, PublicationEvent.DrawnListPublished list) {}

    public record PublishResult(
            @TargetAggregateIdentifier String stream, PublicationEvent.ResultPublished result) {}
}
