package org.yanqian.verifier.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VacancyEvent.Place;
import org.yanqian.ledger.event.VacancyEvent.Slot;
import org.yanqian.ledger.event.VacancyEvent.Substitute;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.event.VisitEvent.TeamChanged;
import org.yanqian.ledger.event.VisitEvent.TeamMember;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.freeze.AnnouncementTerms;
import org.yanqian.ledger.freeze.BeaconValues;
import org.yanqian.ledger.freeze.Teams;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSets;

/** Vacancies of the first drawn visit: each time the first of its team cannot go (样本). */
public final class SampleVacancies {
    private static final RuleSet RULES = RuleSet.parse(RuleSets.resource(RuleSets.WEIHAI_2023));

    private final GoodLedger good;
    private Teams teams;
    private List<TeamMember> team = List.of();
    private String visit = "";
    private String retired = "";

    SampleVacancies(GoodLedger good) {
        this.good = good;
    }

    /** Who goes now; with vacancies none but the first visit differs from what was drawn. */
    List<TeamMember> team(VisitAssigned assigned) {
        return assigned.label().equals(visit) ? team : assigned.team();
    }

    /** Whom no retirement keeps at home. */
    boolean canGo(VisitAssigned assigned) {
        return team(assigned).stream().noneMatch(member -> member.personId().equals(retired));
    }

    void run(GoodLedger.Options options) {
        for (int k = 1; k <= options.vacancies; k++) {
            if (teams == null) {
                begin();
            }
            vacate(k, options);
        }
    }

    private void retire(InspectorRecord before) {
        retired = before.personId();
        Map<String, Object> after = new HashMap<>(RecordCodec.format(before));
        after.put("onPost", "离岗");
        good.append(
                InspectorEvent.stream(Keys.BUREAU, before.personId()),
                new InspectorEvent.InspectorChanged(
                        before,
                        RecordCodec.parse(InspectorRecord.class, after),
                        "离岗（样本）",
                        "manual"));
    }

    private void begin() {
        teams = new Teams(good.frozen);
        good.book.events.stream()
                .map(e -> (EventData) e.data())
                .filter(d -> d instanceof VisitAssigned v && v.drawId().equals(good.drawId))
                .map(VisitAssigned.class::cast)
                .forEach(
                        v -> {
                            teams.assign(v);
                            if (visit.isEmpty()) {
                                visit = v.label();
                                team = v.team();
                            }
                        });
    }

    private void vacate(long k, GoodLedger.Options options) {
        String drawId = good.drawId;
        TeamMember sick = team.get(0);
        Place place = new Place(visit, sick.role(), sick.label(), "病假（样本）", "ab".repeat(32));
        Entry asked =
                by(
                        AfterDraw.OPERATOR,
                        new VacancyRequested(drawId, k, options.urgent, List.of(place)));
        String hash = asked == null ? "00".repeat(32) : Hex.format(asked.hash(good.keys.suite));
        if (k > 1) {
            by(
                    new Actor("discipline", "d-1", "seed-party"),
                    new VacancyEvent.VacancyCountersigned(
                            drawId,
                            k,
                            hash,
                            Keys.SUPERVISING_PARTY,
                            new AfterDraw(good).countersign("vacancy", hash)));
        }
        long round = good.keys.chain.firstRoundAt(good.now.getEpochSecond() + 900);
        BeaconValue value = value(options.urgent, round);
        if (options.retiresTheSubstitute) {
            String first = substitutes(k, value, sick, pool(sick.role())).get(0).personId();
            retire(good.state.inspector(Keys.BUREAU, first).orElseThrow().record());
        }
        SortedMap<Bytes, Long> pool = pool(sick.role());
        Entry announced =
                by(
                        AfterDraw.APPROVER,
                        new VacancyAnnounced(
                                drawId,
                                k,
                                k,
                                hash,
                                List.of(slot(k, sick, pool)),
                                day().toString(),
                                good.book.size(),
                                terms(options.urgent, round),
                                600));
        good.now = good.now.plusSeconds(options.vacancyCosignedDelaySeconds);
        good.checkpoint();
        good.now = Instant.ofEpochSecond(good.keys.chain.roundTime(round) + 2);
        execute(k, announced, value, sick, pool);
    }

    private void execute(
            long k,
            Entry announced,
            BeaconValue value,
            TeamMember sick,
            SortedMap<Bytes, Long> pool) {
        VacancyExecuted executed =
                new VacancyExecuted(
                        good.drawId,
                        k,
                        announced == null
                                ? "00".repeat(32)
                                : Hex.format(announced.hash(good.keys.suite)),
                        value,
                        false,
                        substitutes(k, value, sick, pool));
        by(AfterDraw.OPERATOR, executed);
        for (TeamChanged changed : teams.execute(executed)) {
            good.append(VisitEvent.stream(good.drawId, visit), changed);
            team = changed.team();
        }
        good.checkpoint();
    }

    private List<Substitute> substitutes(
            long k, BeaconValue value, TeamMember sick, SortedMap<Bytes, Long> pool) {
        return teams.substitutes(
                seed(),
                k,
                BeaconValues.beacon(value),
                List.of(new Teams.Place(visit, sick.role(), sick.label())),
                List.of(pool));
    }

    private LocalDate day() {
        return AnnouncementTerms.day(good.now);
    }

    private SortedMap<Bytes, Long> pool(String role) {
        return teams.pool(visit, role, teams.unfit(good.state, RULES, day(), visit));
    }

    private Slot slot(long k, TeamMember sick, SortedMap<Bytes, Long> pool) {
        Bytes salt =
                Labels.poolSalt(good.keys.suite, Bytes.of(GoodLedger.drawKey()), good.drawId, k, 1);
        return new Slot(
                visit,
                sick.role(),
                sick.label(),
                pool.size(),
                Labels.pool(good.keys.suite, salt, pool).hex());
    }

    private static BeaconTerms terms(boolean urgent, long round) {
        return urgent
                ? new BeaconTerms(Beacon.NONE, 0, "", 0, List.of(), "")
                : new BeaconTerms(Beacon.LOCAL, round, "", 0, List.of(), "");
    }

    private BeaconValue value(boolean urgent, long round) {
        return urgent
                ? new BeaconValue(Beacon.NONE, 0, "", "", "", List.of())
                : new BeaconValue(
                        Beacon.LOCAL,
                        round,
                        Hex.format(good.keys.drand.sign(round)),
                        "",
                        "",
                        List.of());
    }

    private Bytes seed() {
        DrawEvent.DrawCompleted done =
                (DrawEvent.DrawCompleted) good.book.events.get((int) good.completedIndex).data();
        return Bytes.ofHex(done.seed());
    }

    private Entry by(Actor actor, VacancyEvent event) {
        Actor before = good.book.actor;
        good.book.actor = actor;
        try {
            return good.append(VacancyEvent.stream(good.drawId), event);
        } finally {
            good.book.actor = before;
        }
    }
}
