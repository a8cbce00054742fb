package org.yanqian.command.person;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.yanqian.ledger.event.Actor;

public final class ErasureCommands {
    private ErasureCommands() {}

    public record RequestErasure(
            @TargetAggregateIdentifier String stream,
            String entry,
            String reason,
            String article) {}

    /** @param fields what lies under the person's key */
    public record DecideErasure(
            @TargetAggregateIdentifier String stream,
            long request,
            boolean approved,
            String reason,
            List<String> fields,
            Actor actor) {}
}
