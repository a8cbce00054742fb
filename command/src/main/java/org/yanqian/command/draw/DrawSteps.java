package org.yanqian.command.draw;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.draw.DrawCommands.CloseDraw;
import org.yanqian.command.draw.DrawCommands.RevealSeed;
import org.yanqian.command.draw.DrawRequests.RevealRequest;
import org.yanqian.command.keys.KeyEntries;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.seal.Receipts;
import org.yanqian.command.seal.Witnessing;
import org.yanqian.command.seal.Witnessing.Met;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.DrawEvent.DrawClosed;
import org.yanqian.ledger.event.DrawEvent.DrawCompleted;
import org.yanqian.ledger.event.DrawEvent.SeedCommitted;
import org.yanqian.ledger.event.DrawEvent.SeedRevealed;
import org.yanqian.ledger.keys.EventBureau;

/** Between announcement and beacon: reveal and close, each only after witnesses saw what is before. */
@Component
public class DrawSteps {
    private final DrawFiles draws;
    private final Witnessing witnessing;
    private final Receipts receipts;
    private final BeaconRules beacons;
    private final CommandEndpoint commands;
    private final Clock clock;
    private final KeyEntries keyEntries;
    private final DrawWaits waits;

    public DrawSteps(
            DrawFiles draws,
            Witnessing witnessing,
            Receipts receipts,
            BeaconRules beacons,
            CommandEndpoint commands,
            Clock clock,
            KeyEntries keyEntries,
            DrawWaits waits) {
        this.draws = draws;
        this.witnessing = witnessing;
        this.receipts = receipts;
        this.beacons = beacons;
        this.commands = commands;
        this.clock = clock;
        this.keyEntries = keyEntries;
        this.waits = waits;
    }

    /**
     * What a party or operator needs to go on.
     *
     * @param waitingFor what must happen next, in codes: COMMITMENTS, ANNOUNCEMENT,
     *     ANNOUNCEMENT_WITNESSED, REVEALS, CLOSE, CLOSE_WITNESSED, BEACON, RESULT; empty when complete
     * @param voided it counts for nothing, and is computed and published all the same
     * @param requests what was asked of it: void, redraw
     * @param waits steps that no quorum has seen: whose cosignature is missing, since when, and when
     *     the draw lapses for it
     * @param announcement entry, its hash and the proof under a cosigned checkpoint
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Status(
            String drawId,
            String state,
            List<String> waitingFor,
            List<String> outstandingParties,
            Witnessed announcement,
            Witnessed close,
            String beaconAt,
            String drawHash,
            boolean voided,
            List<Asked> requests,
            List<DrawWait> waits) {}

    /** {@code state}: ASKED, REJECTED, APPROVED (to be countersigned) or DONE. */
    public record Asked(long request, String kind, String reason, String state, Witnessed event) {}

    /**
     * @param proof tlog-proof under the cosigned checkpoint, absent until the quorum is met
     * @param keys key events of service and parties, absent where there are none: by them a party
     *     follows from the keys of its policy to those of today
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Witnessed(
            long index,
            String hash,
            String entry,
            boolean witnessed,
            String proof,
            List<KeyEntry> keys) {}

    public record KeyEntry(long index, String entry) {}

    Status status(String drawId) {
        DrawFile file = draws.read(drawId);
        Optional<DrawFile.Step> announcement = file.find(DrawAnnounced.class);
        Optional<DrawFile.Step> close = file.find(DrawClosed.class);
        Witnessed announced = announcement.map(this::witnessed).orElse(null);
        Witnessed closed = close.map(this::witnessed).orElse(null);
        return new Status(
                drawId,
                file.state(),
                waitingFor(file, announced, closed),
                announcement.isEmpty()
                        ? file.outstanding(SeedCommitted.class)
                        : close.isEmpty() ? file.outstanding(SeedRevealed.class) : List.of(),
                announced,
                closed,
                announcement
                        .map(a -> beacons.revealedAt(file.announced().beacon()).toString())
                        .orElse(null),
                file.find(DrawCompleted.class).map(step -> step.hash().hex()).orElse(null),
                file.isVoided(),
                AskedRequest.of(file).stream()
                        .map(
                                a ->
                                        new Asked(
                                                a.request(),
                                                a.kind(),
                                                a.reason(),
                                                a.state(),
                                                witnessed(a.step())))
                        .toList(),
                waits.of(file));
    }

    private List<String> waitingFor(DrawFile file, Witnessed announced, Witnessed closed) {
        List<String> waiting = new ArrayList<>();
        switch (file.state()) {
            case "opened" ->
                    waiting.add(
                            file.outstanding(SeedCommitted.class).isEmpty()
                                    ? "ANNOUNCEMENT"
                                    : "COMMITMENTS");
            case "announced" -> {
                if (!announced.witnessed()) {
                    waiting.add("ANNOUNCEMENT_WITNESSED");
                }
                waiting.add(file.outstanding(SeedRevealed.class).isEmpty() ? "CLOSE" : "REVEALS");
            }
            case "closed" -> {
                if (!closed.witnessed()) {
                    waiting.add("CLOSE_WITNESSED");
                }
                Instant at = beacons.revealedAt(file.announced().beacon());
                waiting.add(clock.instant().isBefore(at) ? "BEACON" : "RESULT");
            }
            default -> {}
        }
        return waiting;
    }

    Witnessed witnessed(DrawFile.Step step) {
        Optional<Met> met = witnessing.of(step.index());
        return new Witnessed(
                step.index(),
                step.hash().hex(),
                new String(step.entry().bytes(), StandardCharsets.UTF_8),
                met.isPresent(),
                met.map(m -> receipts.under(step.index(), m.size(), m.note())).orElse(null),
                keys(step));
    }

    private List<KeyEntry> keys(DrawFile.Step step) {
        String bureau = EventBureau.of(step.entry().event());
        List<KeyEntry> keys = new ArrayList<>();
        keyEntries
                .of(bureau, false)
                .forEach(
                        (index, entry) ->
                                keys.add(
                                        new KeyEntry(
                                                index, new String(entry, StandardCharsets.UTF_8))));
        return keys.isEmpty() ? null : keys;
    }

    SeedRevealed reveal(Actor actor, String drawId, RevealRequest body) {
        DrawFile file = draws.read(drawId);
        DrawFile.Step announcement = file.announcement();
        // A reveal before the witnesses saw the announcement would let the operator shop for forks.
        Refusal.when(
                witnessing.of(announcement.index()).isEmpty(),
                RefusalCode.ANNOUNCEMENT_NOT_WITNESSED);
        SeedRevealed reveal =
                new SeedRevealed(
                        drawId,
                        String.valueOf(body.party()),
                        String.valueOf(body.nonce()),
                        String.valueOf(body.signature()));
        commands.send(
                actor,
                new RevealSeed(
                        DrawEvent.stream(drawId),
                        reveal,
                        announcement.hash().hex(),
                        actor,
                        clock.instant()));
        return reveal;
    }

    String close(Actor actor, String drawId) {
        DrawFile file = draws.read(drawId);
        commands.send(
                actor,
                new CloseDraw(
                        DrawEvent.stream(drawId),
                        file.announcement().hash().hex(),
                        clock.instant()));
        return drawId;
    }
}
