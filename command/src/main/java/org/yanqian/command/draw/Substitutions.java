package org.yanqian.command.draw;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.draw.DrawRequests.ConfirmRequest;
import org.yanqian.command.draw.VacancyCommands.AnnounceVacancy;
import org.yanqian.command.draw.VacancyCommands.ConfirmVacancyBeacon;
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
import org.yanqian.command.seal.Witnessing.Met;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.DrawEvent.DrawCompleted;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VacancyEvent.Slot;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyBeaconConfirmed;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.event.VisitEvent.TeamChanged;
import org.yanqian.ledger.freeze.AnnouncementTerms;
import org.yanqian.ledger.freeze.BeaconValues;
import org.yanqian.ledger.freeze.Teams;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.registry.RegistryState;

/** Who steps in for an inspector who cannot go: nobody chooses (DRAW/1 section 7). */
@Component
public class Substitutions {
    private final DrawFiles draws;
    private final DrawnTeams drawn;
    private final DrawKeys keys;
    private final BeaconRules beacons;
    private final Witnessing witnessing;
    private final PolicySource policies;
    private final LedgerStates states;
    private final CommandEndpoint commands;
    private final CommandSettings settings;
    private final PartyKeys parties;
    private final Clock clock;

    Substitutions(
            DrawFiles draws,
            DrawnTeams drawn,
            DrawKeys keys,
            BeaconRules beacons,
            Witnessing witnessing,
            PolicySource policies,
            LedgerStates states,
            CommandEndpoint commands,
            CommandSettings settings,
            PartyKeys parties,
            Clock clock) {
        this.draws = draws;
        this.drawn = drawn;
        this.keys = keys;
        this.beacons = beacons;
        this.witnessing = witnessing;
        this.policies = policies;
        this.states = states;
        this.commands = commands;
        this.settings = settings;
        this.parties = parties;
        this.clock = clock;
    }

    VacancyFile file(String drawId) {
        return drawn.vacancies(draws.read(drawId));
    }

    /** Of every visit that is owed; none before the result. */
    List<Teams.Place> emptyPlaces(String drawId) {
        DrawFile draw = draws.read(drawId);
        return draw.find(DrawCompleted.class).isEmpty()
                ? List.of()
                : drawn.of(draw, Long.MAX_VALUE).emptyPlaces();
    }

    String request(Actor actor, String drawId, AskRequest body) {
        DrawFile draw = standing(drawId);
        requirePlaces(drawn.of(draw, Long.MAX_VALUE), draw, body.wanted());
        commands.send(
                actor,
                new RequestVacancy(
                        VacancyEvent.stream(drawId), drawId, body.urgent(), body.wanted()));
        return drawId;
    }

    DrawFile standing(String drawId) {
        DrawFile draw = draws.read(drawId);
        draw.result();
        Refusal.when(draw.isVoided(), RefusalCode.DRAW_VOIDED, drawId);
        return draw;
    }

    private void requirePlaces(Teams teams, DrawFile draw, List<VacancyEvent.Place> places) {
        for (VacancyEvent.Place place : places) {
            boolean free =
                    teams.isPlace(bare(place)) && !drawn.isRecorded(draw.drawId(), place.visit());
            Refusal.when(
                    !free,
                    RefusalCode.VACANCY_PLACE_UNKNOWN,
                    place.visit() + " " + place.role() + " " + place.replaced());
        }
    }

    private static Teams.Place bare(VacancyEvent.Place place) {
        return new Teams.Place(place.visit(), place.role(), place.replaced());
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
        VacancyFile file = drawn.vacancies(draw);
        DrawFile.Step asked = file.request(request);
        VacancyRequested wanted = (VacancyRequested) asked.data();
        Teams teams = drawn.of(draw, Long.MAX_VALUE);
        requirePlaces(teams, draw, wanted.places());
        Policy policy = policies.require();
        long margin = body.marginSeconds() == null ? policy.marginSeconds() : body.marginSeconds();
        BeaconTerms terms = body.terms(wanted.urgent());
        requireAhead(draw, terms, margin, policy);
        long k = file.all(VacancyAnnounced.class).size() + 1L;
        LocalDate asOf = AnnouncementTerms.day(clock.instant());
        List<SortedMap<Bytes, Long>> pools =
                drawn.pools(
                        teams,
                        draw,
                        state,
                        asOf,
                        wanted.places().stream().map(Substitutions::bare).toList());
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

    private String closed(String drawId, long k, long n, SortedMap<Bytes, Long> pool) {
        Bytes key = Bytes.of(keys.read(drawId));
        Bytes salt = Labels.poolSalt(settings.suiteValue(), key, drawId, k, n);
        return Labels.pool(settings.suiteValue(), salt, pool).hex();
    }

    private void requireAhead(DrawFile draw, BeaconTerms terms, long margin, Policy policy) {
        Refusal.when(
                margin < policy.marginSeconds(),
                RefusalCode.TIMES_OUT_OF_BOUNDS,
                "marginSeconds " + margin);
        if (terms.type().equals(Beacon.NONE)) {
            return;
        }
        beacons.requireTerms(terms);
        OptionalLong roundTime = policy.roundTime(terms);
        boolean own = terms.type().equals(draw.announced().beacon().type());
        Refusal.when(
                !terms.type().startsWith("drand-") && !own
                        || roundTime.isEmpty()
                        || roundTime.getAsLong() - margin <= clock.instant().getEpochSecond(),
                RefusalCode.TIMES_OUT_OF_BOUNDS,
                terms.type() + " " + terms.round() + terms.notBefore());
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
        DrawFile.Step asked = drawn.vacancies(draw).request(request);
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

    VacancyBeaconConfirmed confirm(Actor actor, String drawId, long k, ConfirmRequest body) {
        DrawFile draw = draws.read(drawId);
        DrawFile.Step announced = drawn.vacancies(draw).announced(k);
        VacancyBeaconConfirmed confirmed =
                new VacancyBeaconConfirmed(
                        drawId,
                        k,
                        String.valueOf(body.party()),
                        body.confirmed(),
                        String.valueOf(body.signature()));
        commands.send(
                actor,
                new ConfirmVacancyBeacon(
                        VacancyEvent.stream(drawId),
                        confirmed,
                        announced.hash().hex(),
                        parties.ofParty(draw, confirmed.party()),
                        draw.opened().bureau(),
                        actor,
                        clock.instant()));
        return confirmed;
    }

    VacancyExecuted execute(Actor actor, String drawId, long k, BeaconValue value) {
        DrawFile draw = draws.read(drawId);
        VacancyFile file = drawn.vacancies(draw);
        DrawFile.Step step = file.announced(k);
        Refusal.when(file.executed(k).isPresent(), RefusalCode.VACANCY_NOT_OPEN, k);
        VacancyAnnounced announced = (VacancyAnnounced) step.data();
        Beacon beacon = beacon(announced, value);
        Teams teams = drawn.of(draw, step.index());
        List<Teams.Place> places =
                announced.slots().stream()
                        .map(s -> new Teams.Place(s.visit(), s.role(), s.replaced()))
                        .toList();
        List<SortedMap<Bytes, Long>> pools =
                drawn.pools(
                        teams,
                        draw,
                        states.asOf(announced.registrySize()),
                        LocalDate.parse(announced.asOf()),
                        places);
        Standing standing = standing(draw, step, announced, value, file.confirmations(k));
        VacancyExecuted executed =
                new VacancyExecuted(
                        drawId,
                        k,
                        step.hash().hex(),
                        value,
                        standing.grade().name(),
                        standing.late(),
                        teams.substitutes(DrawnTeams.seed(draw), k, beacon, places, pools));
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

    private record Standing(Grade grade, boolean late) {}

    // Whoever could show a vacancy after the beacon could have kept many and show the one that
    // suits.
    private Standing standing(
            DrawFile draw,
            DrawFile.Step step,
            VacancyAnnounced announced,
            BeaconValue value,
            List<VacancyBeaconConfirmed> confirmed) {
        Policy policy = policies.require();
        if (announced.beacon().type().equals(Beacon.NONE)) {
            return new Standing(Grading.of(policy, draw, Beacon.NONE, false, 0), false);
        }
        long limit =
                policy.roundTime(announced.beacon()).orElseThrow()
                        - Math.max(policy.marginSeconds(), announced.marginSeconds());
        Optional<Met> met = witnessing.of(step.index()).filter(m -> m.atSeconds() < limit);
        int words = BeaconValues.confirmedBy(draw.announced(), confirmed, value).size();
        boolean outsider = met.filter(m -> Grading.byOutsider(policy, m, limit)).isPresent();
        return new Standing(Grading.of(policy, draw, value.type(), outsider, words), met.isEmpty());
    }
}
