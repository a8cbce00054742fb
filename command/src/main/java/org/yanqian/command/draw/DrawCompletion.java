package org.yanqian.command.draw;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.draw.DrawCommands.CompleteDraw;
import org.yanqian.command.inspection.InspectionCommands.AssignVisit;
import org.yanqian.command.inspection.InspectionCommands.OweVisit;
import org.yanqian.command.keys.PolicySource;
import org.yanqian.command.publication.PublicationCommands.PublishDrawHash;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.seal.Appended;
import org.yanqian.command.seal.Witnessing;
import org.yanqian.command.seal.Witnessing.Met;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.DrawRefusedException;
import org.yanqian.ledger.draw.DrawResult;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.BeaconConfirmed;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.DrawEvent.DrawCompleted;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.PublicationEvent.DrawHashPublished;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.ledger.freeze.BeaconValues;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.freeze.VisitPlan;
import org.yanqian.ledger.policy.Policy;

/** From close and beacon to result, visits and the published hash, in one transaction. */
@Component
public class DrawCompletion {
    private static final int RESERVES = 3;

    private final DrawFiles draws;
    private final FrozenDraws frozenDraws;
    private final BeaconRules beacons;
    private final Witnessing witnessing;
    private final PolicySource policies;
    private final CommandEndpoint commands;
    private final CommandSettings settings;
    private final Clock clock;

    public DrawCompletion(
            DrawFiles draws,
            FrozenDraws frozenDraws,
            BeaconRules beacons,
            Witnessing witnessing,
            PolicySource policies,
            CommandEndpoint commands,
            CommandSettings settings,
            Clock clock) {
        this.draws = draws;
        this.frozenDraws = frozenDraws;
        this.beacons = beacons;
        this.witnessing = witnessing;
        this.policies = policies;
        this.commands = commands;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param drawHash what the public looks the draw up by */
    public record Completed(
            String drawId, String drawHash, String grade, boolean lapsed, long drawn, long owed) {}

    Completed complete(Actor actor, String drawId, BeaconValue value) {
        DrawFile file = draws.read(drawId);
        DrawFile.Step close = file.close();
        Refusal.when(
                file.find(DrawCompleted.class).isPresent(),
                RefusalCode.DRAW_COMPLETED_ALREADY,
                drawId);
        Instant revealed = beacons.revealedAt(file.announced().beacon());
        Refusal.when(clock.instant().isBefore(revealed), RefusalCode.BEACON_TOO_EARLY, revealed);
        Beacon beacon = beacons.require(file.announced().beacon(), value);
        FrozenDraw frozen = frozenDraws.of(file);
        Bytes seed = seed(file, beacon);
        DrawResult result = DrawResult.compute(frozen.list(), seed, RESERVES);
        Standing standing = standing(file, revealed, value);
        DrawCompleted completed =
                new DrawCompleted(
                        drawId,
                        file.announcement().hash().hex(),
                        close.hash().hex(),
                        value,
                        seed.hex(),
                        standing.grade().name(),
                        standing.lapsed(),
                        counts(result),
                        result.assignment().unstaffable().size(),
                        result.selectionRoot().hex(),
                        result.assignmentRoot().hex());
        String hash = append(actor, completed);
        // Computed and published, void or not; nobody is sent anywhere by a void draw.
        List<VisitEvent> visits =
                file.isVoided()
                        ? List.of()
                        : VisitPlan.of(frozen, result.selection(), result.assignment());
        visits.forEach(visit -> dispatch(actor, drawId, visit));
        commands.send(
                actor,
                new PublishDrawHash(
                        PublicationEvent.stream(drawId), new DrawHashPublished(drawId, hash)));
        return new Completed(
                drawId,
                hash,
                completed.grade(),
                completed.lapsed(),
                result.selection().drawn().size(),
                completed.unstaffable());
    }

    private String append(Actor actor, DrawCompleted completed) {
        Appended.With<Object> done =
                Appended.collect(
                        () -> {
                            commands.send(
                                    actor,
                                    new CompleteDraw(
                                            DrawEvent.stream(completed.drawId()), completed));
                            return null;
                        });
        Entry entry = done.entries().get(0);
        return Hex.format(entry.hash(settings.suiteValue()));
    }

    private void dispatch(Actor actor, String drawId, VisitEvent visit) {
        if (visit instanceof VisitAssigned assigned) {
            commands.send(
                    actor, new AssignVisit(VisitEvent.stream(drawId, assigned.label()), assigned));
        } else if (visit instanceof VisitOwed owed) {
            commands.send(actor, new OweVisit(VisitEvent.stream(drawId, owed.label()), owed));
        }
    }

    private Bytes seed(DrawFile file, Beacon beacon) {
        try {
            return BeaconValues.seed(
                    settings.suiteValue(), file.announcement().hash(), file.closed(), beacon);
        } catch (DrawRefusedException e) {
            throw new Refusal(RefusalCode.DRAW_REFUSED, e.toString());
        }
    }

    private static Map<String, Long> counts(DrawResult result) {
        Map<String, Long> drawn = new TreeMap<>();
        result.selection()
                .selected()
                .forEach((stratum, labels) -> drawn.put(stratum, (long) labels.size()));
        return drawn;
    }

    private record Standing(Grade grade, boolean lapsed) {}

    // DRAW/1 section 4: cosigned by the quorum before the beacon, or the draw is lapsed.
    private Standing standing(DrawFile file, Instant revealed, BeaconValue value) {
        Policy policy = policies.require();
        long limit = policy.deadline(file.announced()).orElseThrow();
        Optional<Met> announced = witnessing.of(file.announcement().index());
        Optional<Met> closed = witnessing.of(file.close().index());
        boolean inTime =
                announced.filter(m -> m.atSeconds() < limit).isPresent()
                        && closed.filter(m -> m.atSeconds() < limit).isPresent();
        boolean late = clock.instant().isAfter(revealed.plusSeconds(7 * 86_400));
        boolean outsider =
                inTime
                        && Grading.byOutsider(policy, announced.get(), limit)
                        && Grading.byOutsider(policy, closed.get(), limit);
        int confirmed =
                BeaconValues.confirmedBy(file.announced(), file.all(BeaconConfirmed.class), value)
                        .size();
        Grade grade = Grading.of(policy, file, value.type(), outsider, confirmed);
        return new Standing(grade, !inTime || late);
    }
}
