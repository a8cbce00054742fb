package org.yanqian.command.draw;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.draw.DrawCommands.AnnounceDraw;
import org.yanqian.command.draw.DrawCommands.OpenDraw;
import org.yanqian.command.draw.DrawRequests.AnnounceRequest;
import org.yanqian.command.keys.PolicySource;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.LedgerStates;
import org.yanqian.command.seal.Appended;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.DrawEvent.DrawOpened;
import org.yanqian.ledger.event.DrawEvent.PartyCommitment;
import org.yanqian.ledger.event.DrawEvent.SeedCommitted;
import org.yanqian.ledger.event.DrawId;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.freeze.AnnouncementTerms;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.registry.DrawLine;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.sign.SealedBox;
import org.yanqian.ledger.store.SealedLedger;

/** Opening and announcing a draw (DRAW/1 sections 2 and 3), both under the bureau's lock. */
@Component
public class DrawOpening {
    static final String ALGORITHM = "DRAW/1";

    private final LedgerStates states;
    private final SealedLedger ledger;
    private final PolicySource policies;
    private final FrozenDraws frozenDraws;
    private final DrawKeys keys;
    private final BeaconRules beacons;
    private final CommandEndpoint commands;
    private final CommandSettings settings;
    private final SecureRandom random;
    private final Clock clock;
    private final PartyKeys parties;

    public DrawOpening(
            LedgerStates states,
            SealedLedger ledger,
            PolicySource policies,
            FrozenDraws frozenDraws,
            DrawKeys keys,
            BeaconRules beacons,
            CommandEndpoint commands,
            CommandSettings settings,
            SecureRandom random,
            Clock clock,
            PartyKeys parties) {
        this.states = states;
        this.ledger = ledger;
        this.policies = policies;
        this.frozenDraws = frozenDraws;
        this.keys = keys;
        this.beacons = beacons;
        this.commands = commands;
        this.settings = settings;
        this.random = random;
        this.clock = clock;
        this.parties = parties;
    }

    DrawOpened open(Actor actor, String bureau, long year, String plan) {
        long number =
                states.now(
                        state -> {
                            requireFreeLine(state, bureau, year, plan);
                            return state.nextDrawNumber(bureau, year);
                        });
        String drawId = new DrawId(settings.origin(), bureau, year, number).format();
        DrawOpened opened =
                new DrawOpened(
                        drawId,
                        bureau,
                        year,
                        number,
                        plan,
                        settings.suite(),
                        // Until the draw is opened no key changes: it keeps those of its opening.
                        parties.ofBureau(bureau));
        commands.send(actor, new OpenDraw(DrawEvent.stream(drawId), opened, actor));
        return opened;
    }

    // DRAW/1 section 2: one plan line has one draw; another only after a void or lapse.
    private static void requireFreeLine(
            RegistryState state, String bureau, long year, String plan) {
        Refusal.when(
                state.plan(bureau, plan).filter(line -> line.plan().year() == year).isEmpty(),
                RefusalCode.PLAN_LINE_UNKNOWN,
                plan);
        FrozenDraws.rules(state, bureau);
        List<DrawLine> earlier = state.tries(bureau, plan);
        for (DrawLine draw : earlier) {
            Refusal.when(!draw.isOver(), RefusalCode.PLAN_LINE_DRAWN, draw.drawId());
        }
        // Whoever may try again without the other side can spare a site (section 7).
        earlier.stream()
                .reduce((first, later) -> later)
                .filter(last -> !last.isRedrawAllowed())
                .ifPresent(
                        last -> {
                            throw new Refusal(RefusalCode.COUNTERSIGNATURE_REQUIRED, last.drawId());
                        });
    }

    DrawAnnounced announce(Actor actor, String drawId, AnnounceRequest request) {
        Policy policy = policies.require();
        return states.now(state -> announce(actor, drawId, request, policy, state));
    }

    private DrawAnnounced announce(
            Actor actor,
            String drawId,
            AnnounceRequest request,
            Policy policy,
            RegistryState state) {
        DrawFile file = DrawFile.read(ledger, settings.suiteValue(), drawId);
        DrawOpened opened = file.opened();
        String bureau = opened.bureau();
        Refusal.when(!file.state().equals("opened"), RefusalCode.DRAW_ANNOUNCED_ALREADY, drawId);
        RuleSet rules = FrozenDraws.rules(state, bureau);
        Terms terms = terms(request, policy);
        PlanLineAuthored plan = state.plan(bureau, opened.plan()).orElseThrow().plan();
        requireBounds(terms, clock.instant(), plan, rules);
        byte[] key = new byte[32];
        random.nextBytes(key);
        FrozenDraw frozen =
                frozenDraws.freeze(state, bureau, opened.plan(), drawId, key, terms.asOf());
        DrawAnnounced announced = announced(file, frozen, terms, key, policy, state);
        // Verifiers count from the event's own time, and midnight may have passed since.
        requireBounds(terms, append(actor, announced), plan, rules);
        keys.keep(drawId, key);
        frozenDraws.remember(drawId, frozen);
        return announced;
    }

    private Instant append(Actor actor, DrawAnnounced announced) {
        AnnounceDraw command = new AnnounceDraw(DrawEvent.stream(announced.drawId()), announced);
        Appended.With<Object> done =
                Appended.collect(
                        () -> {
                            commands.send(actor, command);
                            return null;
                        });
        return EventCodec.parseTime(done.entries().get(0).event().time());
    }

    private DrawAnnounced announced(
            DrawFile file,
            FrozenDraw frozen,
            Terms terms,
            byte[] key,
            Policy policy,
            RegistryState state) {
        String drawId = file.drawId();
        return new DrawAnnounced(
                drawId,
                settings.suite(),
                ALGORITHM,
                state.lastAnnouncement(frozen.bureau()),
                file.opened().plan(),
                frozen.ruleSet(),
                frozen.frozenSize(),
                terms.asOf().toString(),
                frozen.eventRoots(),
                frozen.counts(),
                frozen.quotas(),
                Labels.keyCommitment(settings.suiteValue(), drawId, Bytes.of(key)).hex(),
                policy.auditorKey()
                        .map(auditor -> Hex.format(SealedBox.seal(auditor, key, random)))
                        .orElse(""),
                commitments(file),
                terms.request().beacon().terms(),
                terms.request().revealDeadline(),
                terms.margin(),
                terms.request().embargoEnd());
    }

    private static List<PartyCommitment> commitments(DrawFile file) {
        Map<String, String> committed = new HashMap<>();
        file.all(SeedCommitted.class)
                .forEach(commit -> committed.put(commit.party(), commit.commitment()));
        List<String> outstanding = file.outstanding(SeedCommitted.class);
        Refusal.when(
                !outstanding.isEmpty(),
                RefusalCode.PARTIES_NOT_COMMITTED,
                DrawCommands.names(outstanding));
        return file.opened().parties().stream()
                .map(
                        p ->
                                new PartyCommitment(
                                        p.party(),
                                        p.key(),
                                        p.supervising(),
                                        committed.get(p.party())))
                .toList();
    }

    private record Terms(
            AnnounceRequest request, AnnouncementTerms bounded, OptionalLong roundTime) {
        LocalDate asOf() {
            return bounded.asOf();
        }

        long margin() {
            return bounded.marginSeconds();
        }
    }

    private Terms terms(AnnounceRequest request, Policy policy) {
        try {
            Refusal.when(request.beacon() == null, RefusalCode.BEACON_TERMS_INVALID, "beacon");
            beacons.requireTerms(request.beacon().terms());
            LocalDate asOf =
                    request.asOf() == null
                            ? AnnouncementTerms.day(clock.instant())
                            : AnnouncementTerms.date(request.asOf());
            long margin =
                    request.marginSeconds() == null
                            ? policy.marginSeconds()
                            : request.marginSeconds();
            Refusal.when(
                    margin < policy.marginSeconds(),
                    RefusalCode.TIMES_OUT_OF_BOUNDS,
                    "marginSeconds " + margin);
            return new Terms(
                    request,
                    new AnnouncementTerms(
                            asOf,
                            EventCodec.parseTime(request.revealDeadline()),
                            margin,
                            EventCodec.parseTime(request.embargoEnd())),
                    policy.roundTime(request.beacon().terms()));
        } catch (CodedException | NullPointerException e) {
            throw new Refusal(RefusalCode.TIMES_OUT_OF_BOUNDS, e.getMessage());
        }
    }

    private static void requireBounds(
            Terms terms, Instant at, PlanLineAuthored plan, RuleSet rules) {
        terms.bounded().breaches(at, plan, rules, terms.roundTime()).stream()
                .findFirst()
                .ifPresent(
                        breach -> {
                            throw new Refusal(RefusalCode.TIMES_OUT_OF_BOUNDS, breach.toString());
                        });
    }
}
