package org.yanqian.query.projection;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.yanqian.ledger.event.DrawEvent;

/**
 * What must wait behind a dead letter: the rest of its stream, and of a draw also its visits and
 * publications.
 */
final class DrawSequence implements SequencingPolicy<EventMessage<?>> {
    @Override
    public Object getSequenceIdentifierFor(EventMessage<?> message) {
        if (!(message instanceof DomainEventMessage<?> event)) {
            return message.getIdentifier();
        }
        return switch (event.getType()) {
            // visit/<origin>/<bureau>/<year>/<number>/<label>; an origin may hold slashes itself
            case "visit" -> DrawEvent.stream(between(event.getAggregateIdentifier()));
            case "publication", "vacancy", "closure" ->
                    DrawEvent.stream(after(event.getAggregateIdentifier()));
            default -> event.getAggregateIdentifier();
        };
    }

    private static String after(String stream) {
        return stream.substring(stream.indexOf('/') + 1);
    }

    private static String between(String stream) {
        return stream.substring(stream.indexOf('/') + 1, stream.lastIndexOf('/'));
    }
}
