package org.yanqian.command.draw;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;
import org.yanqian.ledger.event.DrawEvent.Party;

/** Commands about drawn sites that were found closed. */
public final class ClosureCommands {
    private ClosureCommands() {}

    /** {@code report}: its number does not count yet, the aggregate gives it. */
    public record ReportClosure(@TargetAggregateIdentifier String stream, ClosureReported report) {}

    /** @param report hex hash of the report */
    public record ConfirmClosure(
            @TargetAggregateIdentifier String stream,
            long request,
            String report,
            String inspector,
            Actor actor) {}

    public record DecideClosure(
            @TargetAggregateIdentifier String stream,
            long request,
            boolean approved,
            String reason,
            Actor actor) {}

    /**
     * @param requestHash hex hash of the confirmation, what the party signed
     * @param speakers the party with each key that is in force now
     * @param bureau of the draw: nobody of it speaks for the other side
     * @param reserve the label that follows, {@code ""} if none is left
     */
    public record CountersignClosure(
            @TargetAggregateIdentifier String stream,
            long request,
            String requestHash,
            List<Party> speakers,
            String bureau,
            String signature,
            String reserve,
            Actor actor) {}
}
