package org.yanqian.verifier.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VacancyEvent.LoanDecided;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.event.VacancyEvent.Slot;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyBeaconConfirmed;
import org.yanqian.ledger.event.VacancyEvent.VacancyCountersigned;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRejected;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.ledger.event.VisitEvent.TeamChanged;
import org.yanqian.ledger.freeze.AnnouncementTerms;
import org.yanqian.ledger.freeze.BeaconValues;
import org.yanqian.ledger.freeze.Teams;

/** The vacancies of one draw, computed again with the draw's key (SPEC section 9.7). */
final class VacancyReplay {
    private static final long EXECUTION_SECONDS = 3 * 86_400;

    private final Check11AfterDraw check;
    private final Evidence evidence;
    private final Dossier dossier;
    private final OptionalLong now;
    private final Map<Long, Located<VacancyEvent>> asked = new TreeMap<>();
    private final Set<Long> decided = new HashSet<>();
    private final Set<Long> countersigned = new HashSet<>();
    private final Set<String> visits = new HashSet<>();
    private final Map<String, TeamChanged> changes = new HashMap<>();
    private Teams teams;
    private Located<VacancyEvent> open;
    private List<SortedMap<Bytes, Long>> pools = List.of();
    private final List<VacancyBeaconConfirmed> confirmed = new ArrayList<>();
    private int owed;
    private long k;

    VacancyReplay(Check11AfterDraw check, Evidence evidence, Dossier dossier, OptionalLong now) {
        this.check = check;
        this.evidence = evidence;
        this.dossier = dossier;
        this.now = now;
    }

    void run() {
        RegistryReplay.Outcome outcome = dossier.outcome;
        if (!dossier.vacancies.isEmpty()) {
            if (outcome == null || outcome.frozen() == null || dossier.seed == null) {
                check.open(
                        "REPLAY_IMPOSSIBLE",
                        dossier.vacancies.get(0).index(),
                        "lists and seed",
                        "layers 8 and 9");
                return;
            }
            teams = new Teams(outcome.frozen());
            dossier.assigned.forEach(v -> teams.assign(v.data()));
        }
        for (Located<VacancyEvent> at : dossier.vacancies) {
            check.part(at.index(), () -> oweUntil(at.index()));
            check.part(at.index(), () -> event(at));
        }
        executedInTime();
        for (Located<TeamChanged> at : dossier.teamChanged) {
            String place = at.data().k() + " " + at.data().label();
            TeamChanged expected = changes.remove(place);
            check.same(
                    "TEAM_CHANGE_DIFFERS",
                    at.index(),
                    expected == null ? "no vacancy" : expected,
                    at.data());
        }
        changes.forEach(
                (place, change) ->
                        check.failed("TEAM_CHANGE_DIFFERS", -1, change, "the team as before"));
    }

    // Owed visits come with the result, and with every reserve that follows a closed site.
    private void oweUntil(long index) {
        while (owed < dossier.owed.size() && dossier.owed.get(owed).index() < index) {
            teams.owe(dossier.owed.get(owed++).data());
        }
    }

    private void event(Located<VacancyEvent> at) {
        if (at.data() instanceof VacancyRequested e) {
            check.same("REQUEST_NUMBER", at.index(), asked.size() + 1L, e.request());
            asked.put(e.request(), at);
        } else if (at.data() instanceof VacancyRejected e) {
            decided(at, e.request(), VacancyRequested.class);
        } else if (at.data() instanceof VacancyCountersigned e) {
            countersigned(at, e);
        } else if (at.data() instanceof VacancyAnnounced e) {
            announced(at, e);
        } else if (at.data() instanceof VacancyExecuted e) {
            executed(at, e);
        } else if (at.data() instanceof VacancyBeaconConfirmed e) {
            confirmed(at, e);
        } else if (at.data() instanceof LoanRequested e) {
            loanRequested(at, e);
        } else if (at.data() instanceof LoanDecided e) {
            loanDecided(at, e);
        }
    }

    private void loanRequested(Located<VacancyEvent> at, LoanRequested e) {
        check.same("REQUEST_NUMBER", at.index(), asked.size() + 1L, e.request());
        asked.put(e.request(), at);
        if (e.bureau().equals(dossier.bureau())
                || e.inspectors().isEmpty()
                || e.capacity() < 1
                || e.capacity() > 64
                || e.reason().isBlank()) {
            check.failed("LOAN_DIFFERS", at.index(), "inspectors of another bureau, why", e);
        }
    }

    // Who lends decides; the bureau that draws cannot name its own helpers alone.
    private void loanDecided(Located<VacancyEvent> at, LoanDecided e) {
        decided(at, e.request(), LoanRequested.class);
        if (!(asked.containsKey(e.request())
                && asked.get(e.request()).data() instanceof LoanRequested loan)) {
            return;
        }
        check.same("LOAN_NOT_BY_LENDER", at.index(), loan.bureau(), at.event().actor().bureau());
        RegistryReplay.Outcome outcome = evidence.registry.outcome(dossier.drawId());
        if (e.approved() && outcome.key() != null) {
            teams.lend(Bytes.ofHex(outcome.key().key(), 32), loan);
        }
    }

    private void confirmed(Located<VacancyEvent> at, VacancyBeaconConfirmed e) {
        DrawEvent.BeaconTerms terms =
                open == null || ((VacancyAnnounced) open.data()).k() != e.k()
                        ? null
                        : ((VacancyAnnounced) open.data()).beacon();
        if (terms == null
                || !Beacons.isAttested(terms.type())
                || !terms.type().equals(e.value().type())) {
            check.failed(
                    "CONFIRMED_WRONGLY",
                    at.index(),
                    "dice or lottery of an open vacancy",
                    e.k() + " " + e.value().type());
            return;
        }
        byte[] message =
                Labels.confirmation(
                        dossier.drawId(), Bytes.ofHex(open.hash()), BeaconValues.beacon(e.value()));
        new Countersignatures(check, evidence)
                .requireConfirmed(at, dossier, e.party(), message, e.signature());
        check.notBefore("CONFIRMED_EARLY", at, terms, evidence);
        confirmed.add(e);
    }

    private void decided(
            Located<VacancyEvent> at, long request, Class<? extends VacancyEvent> type) {
        Located<VacancyEvent> wanted = asked.get(request);
        if (wanted == null || !type.isInstance(wanted.data()) || !decided.add(request)) {
            check.failed(
                    "REQUEST_DIFFERS",
                    at.index(),
                    "one decision of an open request",
                    "request " + request);
            return;
        }
        String asking = wanted.event().actor().officer();
        if (asking.equals(at.event().actor().officer())) {
            check.failed("DECIDED_BY_REQUESTER", at.index(), "another than " + asking, asking);
        }
    }

    private void countersigned(Located<VacancyEvent> at, VacancyCountersigned e) {
        Located<VacancyEvent> wanted = asked.get(e.request());
        check.same(
                "REQUEST_DIFFERS",
                at.index(),
                wanted == null ? "asked before" : wanted.hash(),
                e.requestHash());
        new Countersignatures(check, evidence)
                .require(at, dossier, "vacancy", e.requestHash(), e.party(), e.signature());
        countersigned.add(e.request());
    }

    private void announced(Located<VacancyEvent> at, VacancyAnnounced e) {
        long index = at.index();
        check.same("VACANCY_NUMBER", index, ++k, e.k());
        if (open != null) {
            check.failed("VACANCY_OPEN", index, "vacancy at " + open.index() + " executed", "not");
        }
        decided(at, e.request(), VacancyRequested.class);
        asked(at, e);
        terms(at, e);
        check.same(
                "VACANCY_DATE",
                index,
                AnnouncementTerms.day(EventCodec.parseTime(at.time())),
                e.asOf());
        boolean again = false;
        for (Slot slot : e.slots()) {
            again |= visits.contains(slot.visit());
            Teams.Place place = new Teams.Place(slot.visit(), slot.role(), slot.replaced());
            if (!teams.isPlace(place)) {
                check.failed("VACANCY_PLACE", index, "a place of a team", place);
            }
        }
        if (again && !countersigned.contains(e.request())) {
            check.failed(
                    "VACANCY_NOT_COUNTERSIGNED",
                    index,
                    "countersigned: not the first of its visit",
                    "not");
        }
        e.slots().forEach(slot -> visits.add(slot.visit()));
        pools(at, e);
        open = at;
        confirmed.clear();
    }

    private void asked(Located<VacancyEvent> at, VacancyAnnounced e) {
        Located<VacancyEvent> wanted = asked.get(e.request());
        if (wanted == null
                || !wanted.hash().equals(e.requestHash())
                || !(wanted.data() instanceof VacancyRequested)) {
            check.failed(
                    "REQUEST_DIFFERS",
                    at.index(),
                    wanted == null ? "asked before" : wanted.hash(),
                    e.requestHash());
            return;
        }
        VacancyRequested request = (VacancyRequested) wanted.data();
        List<Teams.Place> places =
                request.places().stream()
                        .map(p -> new Teams.Place(p.visit(), p.role(), p.replaced()))
                        .toList();
        check.same("REQUEST_DIFFERS", at.index(), places, places(e));
        check.same(
                "REQUEST_DIFFERS",
                at.index(),
                "urgent " + request.urgent(),
                "urgent " + e.beacon().type().equals(Beacon.NONE));
        if (request.urgent()) {
            check.noted("VACANCY_URGENT", at.index(), "a beacon", "none, urgent");
        }
    }

    private static List<Teams.Place> places(VacancyAnnounced e) {
        return e.slots().stream()
                .map(s -> new Teams.Place(s.visit(), s.role(), s.replaced()))
                .toList();
    }

    // A round that was known, or about to be, lets whoever asks choose.
    private void terms(Located<VacancyEvent> at, VacancyAnnounced e) {
        if (e.beacon().type().equals(Beacon.NONE)) {
            return;
        }
        String own = dossier.announcement().data().beacon().type();
        if (!Beacons.isDrand(e.beacon().type()) && !e.beacon().type().equals(own)
                || evidence.policy.roundTime(e.beacon()).isEmpty()) {
            check.failed(
                    "BEACON_NOT_PINNED",
                    at.index(),
                    "a pinned chain, or " + own + " as the draw",
                    e.beacon().type());
            return;
        }
        long asked = EventCodec.parseTime(at.time()).getEpochSecond();
        if (deadline(e) < asked) {
            check.failed(
                    "VACANCY_TOO_SOON",
                    at.index(),
                    "a value after " + at.time() + " and the margin",
                    e.beacon().type() + " " + e.beacon().round() + e.beacon().notBefore());
        }
    }

    private long deadline(VacancyAnnounced e) {
        return evidence.policy.roundTime(e.beacon()).orElseThrow()
                - Math.max(evidence.policy.marginSeconds(), e.marginSeconds());
    }

    private void pools(Located<VacancyEvent> at, VacancyAnnounced e) {
        RegistryReplay.Fitness fitness = evidence.registry.fitness(at.index());
        RegistryReplay.Outcome outcome = dossier.outcome;
        pools = new ArrayList<>();
        if (fitness == null || fitness.unfit() == null || outcome.key() == null) {
            check.open("REPLAY_IMPOSSIBLE", at.index(), "registry and key", "layer 8");
            return;
        }
        if (fitness.touched() >= e.registrySize() || e.registrySize() > at.index()) {
            check.failed(
                    "VACANCY_STALE",
                    at.index(),
                    "nothing from index " + e.registrySize(),
                    "index " + fitness.touched());
        }
        Bytes key = Bytes.ofHex(outcome.key().key(), 32);
        for (int i = 0; i < e.slots().size(); i++) {
            Slot slot = e.slots().get(i);
            SortedMap<Bytes, Long> pool = teams.pool(places(e).get(i), fitness.unfit().get(i));
            pools.add(pool);
            Bytes salt = Labels.poolSalt(evidence.suite, key, dossier.drawId(), e.k(), i + 1L);
            check.same(
                    "POOL_DIFFERS",
                    at.index(),
                    pool.size() + " " + Labels.pool(evidence.suite, salt, pool).hex(),
                    slot.poolSize() + " " + slot.pool());
        }
    }

    private void executed(Located<VacancyEvent> at, VacancyExecuted e) {
        if (open == null) {
            check.failed("VACANCY_NOT_ANNOUNCED", at.index(), "an announced vacancy", e.k());
            return;
        }
        VacancyAnnounced announced = (VacancyAnnounced) open.data();
        check.same("VACANCY_NUMBER", at.index(), announced.k(), e.k());
        check.same("VACANCY_HASH", at.index(), open.hash(), e.vacancy());
        beacon(at, announced, e);
        late(at, announced, e);
        grade(at, announced, e);
        if (pools.size() == announced.slots().size()) {
            Bytes seed = dossier.seed.seed();
            check.same(
                    "SUBSTITUTE_DIFFERS",
                    at.index(),
                    teams.substitutes(
                            seed,
                            announced.k(),
                            BeaconValues.beacon(e.beacon()),
                            places(announced),
                            pools),
                    e.substitutes());
        }
        teams.execute(e).forEach(c -> changes.put(c.k() + " " + c.label(), c));
        open = null;
    }

    private void beacon(Located<VacancyEvent> at, VacancyAnnounced announced, VacancyExecuted e) {
        check.same(
                "BEACON_ROUND",
                at.index(),
                announced.beacon().type() + " " + announced.beacon().round(),
                e.beacon().type() + " " + e.beacon().round());
        if (Beacons.isAttested(e.beacon().type())) {
            check.notBefore("RESULT_EARLY", at, announced.beacon(), evidence);
        }
        Beacons.difference(evidence, announced.beacon(), e.beacon())
                .ifPresent(d -> check.failed(d.code(), at.index(), d.expected(), d.found()));
    }

    // As of a draw: what the policy's witnesses and parties vouch for.
    private void grade(Located<VacancyEvent> at, VacancyAnnounced announced, VacancyExecuted e) {
        OptionalLong seen = evidence.seenAt(open.index(), evidence.policy.outsiders());
        boolean outsider =
                !announced.beacon().type().equals(Beacon.NONE)
                        && seen.isPresent()
                        && seen.getAsLong() < deadline(announced);
        DrawEvent.DrawAnnounced draw = dossier.announcement().data();
        int confirming = BeaconValues.confirmedBy(draw, confirmed, e.beacon()).size();
        Grade grade =
                Grade.of(
                        new Grade.Basis(
                                e.beacon().type(),
                                draw.parties().size(),
                                dossier.close().data().reveals().size(),
                                outsider,
                                evidence.policy.canQuorumBeMetWithout(evidence.policy.outsiders()),
                                confirming >= 2));
        if (!e.grade().matches("[ABC]") || e.grade().compareTo(grade.name()) < 0) {
            check.failed("GRADE_OVERSTATED", at.index(), grade, e.grade());
        }
    }

    // Private forks of a vacancy, the one shown whose beacon suits: witnesses rule them out.
    private void late(Located<VacancyEvent> at, VacancyAnnounced announced, VacancyExecuted e) {
        if (announced.beacon().type().equals(Beacon.NONE)
                || evidence.policy.roundTime(announced.beacon()).isEmpty()) {
            return;
        }
        OptionalLong seen = evidence.witnessedAt(open.index());
        boolean late = seen.isEmpty() || seen.getAsLong() >= deadline(announced);
        if (late && e.late()) {
            check.noted("VACANCY_LATE", at.index(), "witnessed in time", "late, as recorded");
        } else if (late) {
            check.failed(
                    "VACANCY_LATE",
                    at.index(),
                    "seen before " + Check11AfterDraw.time(deadline(announced)),
                    seen.isPresent() ? Check11AfterDraw.time(seen.getAsLong()) : "by no quorum");
        }
    }

    private void executedInTime() {
        if (open == null || now.isEmpty()) {
            return;
        }
        VacancyAnnounced e = (VacancyAnnounced) open.data();
        OptionalLong roundTime = evidence.policy.roundTime(e.beacon());
        long from = roundTime.orElse(EventCodec.parseTime(open.time()).getEpochSecond());
        if (from + EXECUTION_SECONDS < now.getAsLong()) {
            check.failed(
                    "VACANCY_NOT_EXECUTED",
                    open.index(),
                    "substitutes by " + Check11AfterDraw.time(from + EXECUTION_SECONDS),
                    "none at " + Check11AfterDraw.time(now.getAsLong()));
        }
    }
}
