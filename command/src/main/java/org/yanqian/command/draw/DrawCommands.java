package org.yanqian.command.draw;

import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;

/** Commands of the draw slice; times and actors are passed in, an aggregate asks no clock. */
public final class DrawCommands {
    private DrawCommands() {}

    public record OpenDraw(
            @TargetAggregateIdentifier String stream, DrawEvent.DrawOpened opened, Actor actor) {}

    public record CommitSeed(
            @TargetAggregateIdentifier String stream,
            DrawEvent.SeedCommitted committed,
            Actor actor) {}

    public record AnnounceDraw(
            @TargetAggregateIdentifier String stream, DrawEvent.DrawAnnounced announced) {}

    /** {@code announcement}: suite hash of the announcement's event bytes. */
    public record RevealSeed(
            @TargetAggregateIdentifier String stream,
            DrawEvent.SeedRevealed revealed,
            String announcement,
            Actor actor,
            Instant at) {}

    public record CloseDraw(
            @TargetAggregateIdentifier String stream, String announcement, Instant at) {}

    public record ConfirmBeacon(
            @TargetAggregateIdentifier String stream,
            DrawEvent.BeaconConfirmed confirmed,
            String close,
            Actor actor,
            Instant at) {}

    public record CompleteDraw(
            @TargetAggregateIdentifier String stream, DrawEvent.DrawCompleted completed) {}

    public record LapseDraw(
            @TargetAggregateIdentifier String stream, String drawId, String reason) {}

    public record OpenLabels(
            @TargetAggregateIdentifier String stream, DrawEvent.LabelsOpened opened, Instant at) {}

    /** {@code kind}: {@link #VOID} or {@link #REDRAW}. */
    public record AskOfDraw(@TargetAggregateIdentifier String stream, String kind, String reason) {}

    public record DecideRequest(
            @TargetAggregateIdentifier String stream,
            long request,
            boolean approved,
            String reason,
            Actor actor) {}

    /**
     * @param requestHash hex hash of the asking event, what the party signed
     * @param speakers the party with each key that is in force now
     */
    public record CountersignRequest(
            @TargetAggregateIdentifier String stream,
            long request,
            String requestHash,
            String reason,
            List<DrawEvent.Party> speakers,
            String signature,
            Actor actor) {
        String party() {
            return speakers.get(0).party();
        }
    }

    public static final String VOID = "void";
    public static final String REDRAW = "redraw";

    /** Names of parties that have not done what is asked, for messages. */
    static String names(List<String> parties) {
        return String.join("、", parties);
    }
}
