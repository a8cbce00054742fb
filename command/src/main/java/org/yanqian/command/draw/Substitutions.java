package org.yanqian.command.draw;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.draw.VacancyCommands.AnnounceVacancy;
import org.yanqian.command.draw.VacancyCommands.CountersignVacancy;
import org.yanqian.command.draw.VacancyCommands.ExecuteVacancy;
import org.yanqian.command.draw.VacancyCommands.RejectVacancy;
import org.yanqian.command.draw.VacancyCommands.RequestVacancy;
import org.yanqian.command.draw.VacancyRequests.AskRequest;
import org.yanqian.command.draw.VacancyRequests.DecideRequest;
import org.yanqian.command.inspection.InspectionCommands.ChangeTeam;
import org.yanqian.command.keys.PolicySource;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.LedgerStates;
import org.yanqian.command.seal.Appended;
import org.yanqian.command.seal.Witnessing;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.DrawResult;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VacancyEvent.Slot;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.TeamChanged;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.freeze.AnnouncementTerms;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.freeze.Teams;
import org.yanqian.ledger.freeze.VisitPlan;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;

/** Who steps in for an inspector who cannot go: nobody chooses (DRAW/1 section 7). */
@Component
public class Substitutions {
    private final DrawFiles draws;
    private final FrozenDraws frozenDraws;
    private final DrawKeys keys;
    private final BeaconRules beacons;
    private final Witnessing witnessing;
    private final PolicySource policies;
    private final LedgerStates states;
    private final SealedLedger ledger;
    private final CommandEndpoint commands;
    private final CommandSettings settings;
    private final PartyKeys parties;
    private final Clock clock;

    Substitutions(
            DrawFiles draws,
            FrozenDraws frozenDraws,
            DrawKeys keys,
            BeaconRules beacons,
            Witnessing witnessing,
            PolicySource policies,
            LedgerStates states,
            SealedLedger ledger,
            CommandEndpoint commands,
            CommandSettings settings,
            PartyKeys parties,
            Clock clock) {
        this.draws = draws;
        this.frozenDraws = frozenDraws;
        this.keys = keys;
        this.beacons = beacons;
        this.witnessing = witnessing;
        this.policies = policies;
        this.states = states;
        this.ledger = ledger;
        this.commands = commands;
        this.settings = settings;
        this.parties = parties;
        this.clock = clock;
    }

    VacancyFile file(String drawId) {
        draws.read(drawId);
        return VacancyFile.read(ledger, settings.suiteValue(), drawId);
    }

    String request(Actor actor, String drawId, AskRequest body) {
        DrawFile draw = standing(drawId);
        requirePlaces(teams(draw), draw, body.wanted());
        commands.send(
                actor,
                new RequestVacancy(
                        VacancyEvent.stream(drawId), drawId, body.urgent(), body.wanted()));
        return drawId;
    }

    private DrawFile standing(String drawId) {
        DrawFile draw = draws.read(drawId);
        draw.result();
        Refusal.when(draw.isVoided(), RefusalCode.DRAW_VOIDED, drawId);
        return draw;
    }

    private void requirePlaces(Teams teams, DrawFile draw, List<VacancyEvent.Place> places) {
        for (VacancyEvent.Place place : places) {
            boolean free = teams.isPlace(bare(place)) && !isRecorded(draw.drawId(), place.visit());
            Refusal.when(
                    !free,
                    RefusalCode.VACANCY_PLACE_UNKNOWN,
                    place.visit() + " " + place.role() + " " + place.replaced());
        }
    }

    private static Teams.Place bare(VacancyEvent.Place place) {
        return new Teams.Place(place.visit(), place.role(), place.replaced());
    }

    private boolean isRecorded(String drawId, String visit) {
        for (SealedEntry sealed : ledger.stream(VisitEvent.stream(drawId, visit))) {
            if (Entry.parse(sealed.entry()).event().data() instanceof InspectionRecorded) {
                return true;
            }
        }
        return false;
    }

    /** The teams as drawn, and after every vacancy executed since. */
    private Teams teams(DrawFile draw) {
        FrozenDraw frozen = frozenDraws.of(draw);
        DrawResult result = DrawResult.compute(frozen.list(), seed(draw), 0);
        Teams teams = new Teams(frozen);
        for (VisitEvent visit : VisitPlan.of(frozen, result.selection(), result.assignment())) {
            if (visit instanceof VisitAssigned assigned) {
                teams.assign(assigned);
            }
        }
        VacancyFile.read(ledger, settings.suiteValue(), draw.drawId())
                .all(VacancyExecuted.class)
                .forEach(teams::execute);
        return teams;
    }

    private static Bytes seed(DrawFile draw) {
        return Bytes.ofHex(draw.completed().seed(), 32);
    }

    /** Under the bureau's lock: the registry by which inspectors are fit must not move. */
    Object decide(Actor actor, String drawId, long request, DecideRequest body) {
        DrawFile draw = standing(drawId);
        if (!body.approved()) {
            commands.send(
                    actor,
                    new RejectVacancy(VacancyEvent.stream(drawId), request, body.text(), actor));
            return drawId;
        }
        return states.now(state -> announce(actor, draw, request, body, state));
    }

    private VacancyAnnounced announce(
            Actor actor, DrawFile draw, long request, DecideRequest body, RegistryState state) {
        VacancyFile file = VacancyFile.read(ledger, settings.suiteValue(), draw.drawId());
        DrawFile.Step asked = file.request(request);
        VacancyRequested wanted = (VacancyRequested) asked.data();
        Teams teams = teams(draw);
        requirePlaces(teams, draw, wanted.places());
        Policy policy = policies.require();
        long margin = body.marginSeconds() == null ? policy.marginSeconds() : body.marginSeconds();
        BeaconTerms terms = body.terms(wanted.urgent());
        requireAhead(terms, margin, policy);
        long k = file.all(VacancyAnnounced.class).size() + 1L;
        LocalDate asOf = AnnouncementTerms.day(clock.instant());
        List<SortedMap<Bytes, Long>> pools = pools(teams, draw, state, asOf, wanted.places());
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < pools.size(); i++) {
            VacancyEvent.Place place = wanted.places().get(i);
            slots.add(
                    new Slot(
                            place.visit(),
                            place.role(),
                            place.replaced(),
                            pools.get(i).size(),
                            closed(draw.drawId(), k, i + 1L, pools.get(i))));
        }
        VacancyAnnounced announced =
                new VacancyAnnounced(
                        draw.drawId(),
                        k,
                        request,
                        asked.hash().hex(),
                        slots,
                        asOf.toString(),
                        state.size(),
                        terms,
                        margin);
        requireSameDay(asOf, append(actor, announced));
        return announced;
    }

    private List<SortedMap<Bytes, Long>> pools(
            Teams teams,
            DrawFile draw,
            RegistryState state,
            LocalDate asOf,
            List<VacancyEvent.Place> places) {
        var rules = FrozenDraws.rules(state, draw.opened().bureau());
        List<SortedMap<Bytes, Long>> pools = new ArrayList<>();
        for (VacancyEvent.Place place : places) {
            Set<Bytes> unfit = teams.unfit(state, rules, asOf, place.visit());
            pools.add(teams.pool(place.visit(), place.role(), unfit));
        }
        return pools;
    }

    private String closed(String drawId, long k, long n, SortedMap<Bytes, Long> pool) {
        Bytes key = Bytes.of(keys.read(drawId));
        Bytes salt = Labels.poolSalt(settings.suiteValue(), key, drawId, k, n);
        return Labels.pool(settings.suiteValue(), salt, pool).hex();
    }

    private void requireAhead(BeaconTerms terms, long margin, Policy policy) {
        Refusal.when(
                margin < policy.marginSeconds(),
                RefusalCode.TIMES_OUT_OF_BOUNDS,
                "marginSeconds " + margin);
        if (terms.type().equals(Beacon.NONE)) {
            return;
        }
        beacons.requireTerms(terms);
        OptionalLong roundTime = policy.roundTime(terms);
        Refusal.when(
                !terms.type().startsWith("drand-")
                        || roundTime.isEmpty()
                        || roundTime.getAsLong() - margin <= clock.instant().getEpochSecond(),
                RefusalCode.TIMES_OUT_OF_BOUNDS,
                terms.type() + " " + terms.round());
    }

    // Verifiers count from the event's own time, and midnight may have passed since.
    private static void requireSameDay(LocalDate asOf, Instant at) {
        Refusal.when(
                !AnnouncementTerms.day(at).equals(asOf),
                RefusalCode.TIMES_OUT_OF_BOUNDS,
                "asOf " + asOf);
    }

    private Instant append(Actor actor, VacancyAnnounced announced) {
        AnnounceVacancy command =
                new AnnounceVacancy(VacancyEvent.stream(announced.drawId()), announced, actor);
        Appended.With<Object> done =
                Appended.collect(
                        () -> {
                            commands.send(actor, command);
                            return null;
                        });
        return EventCodec.parseTime(done.entries().get(0).event().time());
    }

    String countersign(Actor actor, String drawId, long request, String party, String signature) {
        DrawFile draw = draws.read(drawId);
        DrawFile.Step asked =
                VacancyFile.read(ledger, settings.suiteValue(), drawId).request(request);
        commands.send(
                actor,
                new CountersignVacancy(
                        VacancyEvent.stream(drawId),
                        request,
                        asked.hash().hex(),
                        parties.ofParty(draw, party),
                        draw.opened().bureau(),
                        signature,
                        actor));
        return drawId;
    }

    VacancyExecuted execute(Actor actor, String drawId, long k, BeaconValue value) {
        DrawFile draw = draws.read(drawId);
        DrawFile.Step step = VacancyFile.read(ledger, settings.suiteValue(), drawId).announced(k);
        VacancyAnnounced announced = (VacancyAnnounced) step.data();
        Beacon beacon = beacon(announced, value);
        Teams teams = teams(draw);
        List<VacancyEvent.Place> places =
                announced.slots().stream()
                        .map(s -> new VacancyEvent.Place(s.visit(), s.role(), s.replaced(), "", ""))
                        .toList();
        List<SortedMap<Bytes, Long>> pools =
                pools(
                        teams,
                        draw,
                        states.asOf(announced.registrySize()),
                        LocalDate.parse(announced.asOf()),
                        places);
        VacancyExecuted executed =
                new VacancyExecuted(
                        drawId,
                        k,
                        step.hash().hex(),
                        value,
                        isLate(step, announced),
                        teams.substitutes(
                                seed(draw),
                                k,
                                beacon,
                                places.stream().map(Substitutions::bare).toList(),
                                pools));
        commands.send(actor, new ExecuteVacancy(VacancyEvent.stream(drawId), executed));
        for (TeamChanged changed : teams.execute(executed)) {
            commands.send(
                    actor, new ChangeTeam(VisitEvent.stream(drawId, changed.label()), changed));
        }
        return executed;
    }

    private Beacon beacon(VacancyAnnounced announced, BeaconValue value) {
        if (announced.beacon().type().equals(Beacon.NONE)) {
            Refusal.when(
                    !value.type().equals(Beacon.NONE), RefusalCode.BEACON_MISMATCH, value.type());
            return new Beacon.None();
        }
        Instant revealed = beacons.revealedAt(announced.beacon());
        Refusal.when(clock.instant().isBefore(revealed), RefusalCode.BEACON_TOO_EARLY, revealed);
        return beacons.require(announced.beacon(), value);
    }

    // Whoever could show a vacancy after the beacon could have kept many and show the one that
    // suits.
    private boolean isLate(DrawFile.Step step, VacancyAnnounced announced) {
        if (announced.beacon().type().equals(Beacon.NONE)) {
            return false;
        }
        Policy policy = policies.require();
        long limit =
                policy.roundTime(announced.beacon()).orElseThrow()
                        - Math.max(policy.marginSeconds(), announced.marginSeconds());
        return witnessing.of(step.index()).filter(met -> met.atSeconds() < limit).isEmpty();
    }
}
