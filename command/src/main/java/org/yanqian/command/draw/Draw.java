package org.yanqian.command.draw;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.yanqian.command.draw.DrawCommands.AnnounceDraw;
import org.yanqian.command.draw.DrawCommands.AskOfDraw;
import org.yanqian.command.draw.DrawCommands.CloseDraw;
import org.yanqian.command.draw.DrawCommands.CommitSeed;
import org.yanqian.command.draw.DrawCommands.CompleteDraw;
import org.yanqian.command.draw.DrawCommands.ConfirmBeacon;
import org.yanqian.command.draw.DrawCommands.CountersignRequest;
import org.yanqian.command.draw.DrawCommands.DecideRequest;
import org.yanqian.command.draw.DrawCommands.LapseDraw;
import org.yanqian.command.draw.DrawCommands.OpenDraw;
import org.yanqian.command.draw.DrawCommands.OpenLabels;
import org.yanqian.command.draw.DrawCommands.RevealSeed;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent.BeaconConfirmed;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.DrawEvent.DrawClosed;
import org.yanqian.ledger.event.DrawEvent.DrawCompleted;
import org.yanqian.ledger.event.DrawEvent.DrawLapsed;
import org.yanqian.ledger.event.DrawEvent.DrawOpened;
import org.yanqian.ledger.event.DrawEvent.DrawVoided;
import org.yanqian.ledger.event.DrawEvent.LabelsOpened;
import org.yanqian.ledger.event.DrawEvent.MissingParty;
import org.yanqian.ledger.event.DrawEvent.Party;
import org.yanqian.ledger.event.DrawEvent.RedrawAllowed;
import org.yanqian.ledger.event.DrawEvent.RedrawRequested;
import org.yanqian.ledger.event.DrawEvent.RequestDecided;
import org.yanqian.ledger.event.DrawEvent.SeedCommitted;
import org.yanqian.ledger.event.DrawEvent.SeedRevealed;
import org.yanqian.ledger.event.DrawEvent.VoidRequested;
import org.yanqian.ledger.event.EventCodec;

/** One draw from opening to result (DRAW/1). What one actor may not do alone is refused here. */
@Aggregate
public class Draw {
    @AggregateIdentifier private String stream;
    private String drawId;
    private String operator;
    private String bureau;
    private final Map<String, Party> parties = new TreeMap<>();
    private final Map<String, String> commitments = new HashMap<>();
    private final Map<String, SeedRevealed> reveals = new TreeMap<>();
    private final Map<String, BeaconConfirmed> confirmations = new TreeMap<>();
    private DrawAnnounced announced;
    private boolean closed;
    private boolean completed;
    private boolean lapsed;
    private boolean opened;
    private boolean voided;
    private boolean redrawAllowed;
    private final Requests requests = new Requests();

    protected Draw() {}

    @CommandHandler
    public Draw(OpenDraw command) {
        stream = command.stream();
        DrawOpened draw = command.opened();
        PartyRules.requireTwoDistinctKeys(draw.parties());
        apply(draw);
    }

    @CommandHandler
    public void handle(CommitSeed command) {
        SeedCommitted commit = command.committed();
        Party party = requireParty(commit.party());
        Refusal.when(announced != null, RefusalCode.DRAW_ANNOUNCED_ALREADY, drawId);
        requireOtherSide(party, command.actor());
        Refusal.when(
                commitments.containsKey(commit.party()),
                RefusalCode.PARTY_COMMITTED_ALREADY,
                commit.party());
        PartyRules.requireCommitSignature(party, commit);
        apply(commit);
    }

    @CommandHandler
    public void handle(AnnounceDraw command) {
        Refusal.when(announced != null, RefusalCode.DRAW_ANNOUNCED_ALREADY, drawId);
        requireNotEnded();
        List<String> outstanding = new ArrayList<>(parties.keySet());
        outstanding.removeAll(commitments.keySet());
        Refusal.when(
                !outstanding.isEmpty(),
                RefusalCode.PARTIES_NOT_COMMITTED,
                DrawCommands.names(outstanding));
        apply(command.announced());
    }

    @CommandHandler
    public void handle(RevealSeed command) {
        SeedRevealed reveal = command.revealed();
        requireAnnounced();
        Party party = requireParty(reveal.party());
        requireOtherSide(party, command.actor());
        Refusal.when(closed, RefusalCode.DRAW_CLOSED_ALREADY, drawId);
        Refusal.when(
                command.at().isAfter(EventCodec.parseTime(announced.revealDeadline())),
                RefusalCode.REVEAL_TOO_LATE,
                announced.revealDeadline());
        Refusal.when(
                reveals.containsKey(reveal.party()),
                RefusalCode.PARTY_REVEALED_ALREADY,
                reveal.party());
        PartyRules.requireMatchingReveal(
                announced.suite(), commitments.get(reveal.party()), reveal);
        PartyRules.requireRevealSignature(party, reveal, command.announcement());
        apply(reveal);
    }

    @CommandHandler
    public void handle(CloseDraw command) {
        requireAnnounced();
        Refusal.when(closed, RefusalCode.DRAW_CLOSED_ALREADY, drawId);
        requireNotEnded();
        List<MissingParty> missing = missing();
        requireDeadlinePassedOrNobodyMissing(command.at(), missing);
        apply(
                new DrawClosed(
                        drawId, command.announcement(), List.copyOf(reveals.values()), missing));
    }

    @CommandHandler
    public void handle(ConfirmBeacon command) {
        requireClosed();
        Refusal.when(completed, RefusalCode.DRAW_COMPLETED_ALREADY, drawId);
        Party party = requireParty(command.confirmed().party());
        requireOtherSide(party, command.actor());
        Refusal.when(
                confirmations.containsKey(command.confirmed().party()),
                RefusalCode.PARTY_REVEALED_ALREADY,
                command.confirmed().party());
        BeaconRules.requireAttested(announced.beacon(), command.confirmed().value());
        Refusal.when(
                command.at().isBefore(EventCodec.parseTime(announced.beacon().notBefore())),
                RefusalCode.BEACON_TOO_EARLY,
                announced.beacon().notBefore());
        PartyRules.requireConfirmationSignature(
                List.of(party),
                drawId,
                command.confirmed(),
                command.close(),
                command.confirmed().signature());
        apply(command.confirmed());
    }

    @CommandHandler
    public void handle(CompleteDraw command) {
        requireClosed();
        Refusal.when(completed, RefusalCode.DRAW_COMPLETED_ALREADY, drawId);
        apply(command.completed());
    }

    @CommandHandler
    public void handle(LapseDraw command) {
        Refusal.when(completed, RefusalCode.DRAW_COMPLETED_ALREADY, drawId);
        requireNotEnded();
        apply(new DrawLapsed(drawId, command.reason()));
    }

    @CommandHandler
    public void handle(OpenLabels command) {
        Refusal.when(!completed, RefusalCode.DRAW_NOT_COMPLETED, drawId);
        Refusal.when(opened, RefusalCode.ALREADY_OPENED, drawId);
        Refusal.when(
                command.at().isBefore(EventCodec.parseTime(announced.embargoEnd())),
                RefusalCode.EMBARGO_NOT_ENDED,
                announced.embargoEnd());
        apply(command.opened());
    }

    @CommandHandler
    public void handle(AskOfDraw command) {
        Refusal.when(command.reason().isBlank(), RefusalCode.REASON_MISSING);
        requests.requireNoneOpen(command.kind());
        if (command.kind().equals(DrawCommands.VOID)) {
            requireAnnounced();
            Refusal.when(voided, RefusalCode.DRAW_VOIDED, drawId);
            apply(new VoidRequested(drawId, requests.next(), command.reason()));
        } else {
            Refusal.when(!lapsed && !voided, RefusalCode.DRAW_STANDS, drawId);
            Refusal.when(redrawAllowed, RefusalCode.REDRAW_ALLOWED_ALREADY, drawId);
            apply(new RedrawRequested(drawId, requests.next(), command.reason()));
        }
    }

    @CommandHandler
    public void handle(DecideRequest command) {
        requests.requireDecidable(command.request(), command.actor());
        apply(new RequestDecided(drawId, command.request(), command.approved(), command.reason()));
    }

    // DRAW/1 section 7: void and redraw only with the supervising party's own key.
    @CommandHandler
    public void handle(CountersignRequest command) {
        String kind = requests.kind(command.request());
        requests.requireApproved(command.request(), kind);
        Party party = requireParty(command.party());
        PartyRules.requireSupervising(command.speakers());
        requireOtherSide(party, command.actor());
        PartyRules.requireCountersignature(
                command.speakers(), kind, drawId, command.requestHash(), command.signature());
        if (kind.equals(DrawCommands.VOID)) {
            apply(
                    new DrawVoided(
                            drawId,
                            command.request(),
                            command.requestHash(),
                            command.reason(),
                            command.party(),
                            command.signature()));
        } else {
            apply(
                    new RedrawAllowed(
                            drawId,
                            command.request(),
                            command.requestHash(),
                            command.reason(),
                            command.party(),
                            command.signature()));
        }
    }

    private Party requireParty(String name) {
        Party party = parties.get(name);
        Refusal.when(party == null, RefusalCode.PARTY_UNKNOWN, name);
        return party;
    }

    // Nobody of the bureau that draws speaks for the party that supervises it.
    private void requireOtherSide(Party party, Actor actor) {
        Refusal.when(
                party.supervising()
                        && (actor.officer().equals(operator) || actor.bureau().equals(bureau)),
                RefusalCode.ACTOR_ON_BOTH_SIDES,
                actor.officer());
    }

    private void requireAnnounced() {
        Refusal.when(announced == null, RefusalCode.DRAW_NOT_ANNOUNCED, drawId);
    }

    private void requireClosed() {
        requireAnnounced();
        Refusal.when(!closed, RefusalCode.DRAW_NOT_CLOSED, drawId);
    }

    private void requireNotEnded() {
        Refusal.when(lapsed, RefusalCode.DRAW_CLOSED_ALREADY, drawId);
    }

    private void requireDeadlinePassedOrNobodyMissing(Instant at, List<MissingParty> missing) {
        boolean early = at.isBefore(EventCodec.parseTime(announced.revealDeadline()));
        Refusal.when(
                early && !missing.isEmpty(),
                RefusalCode.REVEALS_OUTSTANDING,
                announced.revealDeadline(),
                DrawCommands.names(missing.stream().map(MissingParty::party).toList()));
    }

    private List<MissingParty> missing() {
        List<MissingParty> missing = new ArrayList<>();
        for (String party : parties.keySet()) {
            if (!reveals.containsKey(party)) {
                missing.add(new MissingParty(party, commitments.get(party)));
            }
        }
        return missing;
    }

    @EventSourcingHandler
    void on(DrawOpened event, @SourceId String source, MetaData meta) {
        stream = source;
        drawId = event.drawId();
        bureau = event.bureau();
        operator = Requests.officer(meta);
        event.parties().forEach(party -> parties.put(party.party(), party));
    }

    @EventSourcingHandler
    void on(SeedCommitted event) {
        commitments.put(event.party(), event.commitment());
    }

    @EventSourcingHandler
    void on(DrawAnnounced event) {
        announced = event;
    }

    @EventSourcingHandler
    void on(SeedRevealed event) {
        reveals.put(event.party(), event);
    }

    @EventSourcingHandler
    void on(DrawClosed event) {
        closed = true;
    }

    @EventSourcingHandler
    void on(BeaconConfirmed event) {
        confirmations.put(event.party(), event);
    }

    @EventSourcingHandler
    void on(DrawCompleted event) {
        completed = true;
        lapsed |= event.lapsed();
    }

    @EventSourcingHandler
    void on(DrawLapsed event) {
        lapsed = true;
    }

    @EventSourcingHandler
    void on(LabelsOpened event) {
        opened = true;
    }

    @EventSourcingHandler
    void on(VoidRequested event, MetaData by) {
        requests.asked(event.request(), DrawCommands.VOID, by);
    }

    @EventSourcingHandler
    void on(RedrawRequested event, MetaData by) {
        requests.asked(event.request(), DrawCommands.REDRAW, by);
    }

    @EventSourcingHandler
    void on(RequestDecided event) {
        requests.decided(event.request(), event.approved());
    }

    @EventSourcingHandler
    void on(DrawVoided event) {
        voided = true;
        requests.done(event.request());
    }

    @EventSourcingHandler
    void on(RedrawAllowed event) {
        redrawAllowed = true;
        requests.done(event.request());
    }
}
