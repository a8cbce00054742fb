package org.yanqian.verifier.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VacancyEvent.Place;
import org.yanqian.ledger.event.VacancyEvent.Slot;
import org.yanqian.ledger.event.VacancyEvent.Substitute;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyBeaconConfirmed;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.event.VisitEvent.TeamChanged;
import org.yanqian.ledger.event.VisitEvent.TeamMember;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.ledger.freeze.AnnouncementTerms;
import org.yanqian.ledger.freeze.BeaconValues;
import org.yanqian.ledger.freeze.Teams;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSets;

/** Vacancies (样本): the first of the first team cannot go; owed visits get a team, lent or not. */
public final class SampleVacancies {
    /** The bureau that lends. */
    public static final String LENDER = "qingxi";

    private static final RuleSet RULES = RuleSet.parse(RuleSets.resource(RuleSets.WEIHAI_2023));
    private static final String ROLLED = "27182818284590452353";

    private final GoodLedger good;
    private final Map<String, List<TeamMember>> changed = new HashMap<>();
    private Teams teams;
    private long requests;
    private long k;
    private VisitAssigned first;
    private String retired = "";

    SampleVacancies(GoodLedger good) {
        this.good = good;
    }

    /** Who goes now. */
    List<TeamMember> team(VisitAssigned assigned) {
        return changed.getOrDefault(assigned.label(), assigned.team());
    }

    /** Whom no retirement keeps at home. */
    boolean canGo(VisitAssigned assigned) {
        return team(assigned).stream().noneMatch(member -> member.personId().equals(retired));
    }

    List<TeamMember> team(String visit) {
        return changed.getOrDefault(visit, List.of());
    }

    void run(GoodLedger.Options options) {
        for (int i = 0; i < options.vacancies; i++) {
            Teams all = teams();
            TeamMember sick = changed.getOrDefault(first.label(), first.team()).get(0);
            if (options.retiresTheSubstitute) {
                retire(all, sick, options);
            }
            fill(List.of(new Teams.Place(first.label(), sick.role(), sick.label())), options);
        }
        if (options.lends) {
            lend(options);
        }
    }

    /** The draw's own teams; what changes them afterwards is told to them here. */
    Teams teams() {
        if (teams == null) {
            teams = new Teams(good.frozen);
            for (EventData data : good.book.events.stream().map(e -> e.data()).toList()) {
                if (data instanceof VisitAssigned v && v.drawId().equals(good.drawId)) {
                    teams.assign(v);
                    first = first == null ? v : first;
                } else if (data instanceof VisitOwed v && v.drawId().equals(good.drawId)) {
                    teams.owe(v);
                }
            }
        }
        return teams;
    }

    // As if the ledger were asked who would step in, and that one left at once.
    private void retire(Teams all, TeamMember sick, GoodLedger.Options options) {
        Teams.Place place = new Teams.Place(first.label(), sick.role(), sick.label());
        long round = round();
        List<Substitute> would =
                all.substitutes(
                        seed(),
                        k + 1,
                        BeaconValues.beacon(value(beacon(options), round)),
                        List.of(place),
                        List.of(pool(place)));
        InspectorRecord before =
                good.state.inspector(Keys.BUREAU, would.get(0).personId()).orElseThrow().record();
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

    /** Three inspectors of another bureau, and the first visit that nobody could be sent on. */
    private void lend(GoodLedger.Options options) {
        List<VacancyEvent.Lent> lent = new ArrayList<>();
        for (int i = 21; i <= 23; i++) {
            InspectorRecord record = Records.inspector(i);
            good.append(
                    InspectorEvent.stream(LENDER, record.personId()),
                    new InspectorEvent.InspectorRegistered(record, "manual"));
            lent.add(new VacancyEvent.Lent(record.personId(), record.certificateNo()));
        }
        VacancyEvent.LoanRequested loan =
                new VacancyEvent.LoanRequested(
                        good.drawId, ++requests, LENDER, lent, 2, "本县人员不足（样本）");
        by(AfterDraw.OPERATOR, loan);
        by(
                new Actor(LENDER, "q-9", "approver"),
                new VacancyEvent.LoanDecided(good.drawId, requests, true, "同意（样本）"));
        teams().lend(Bytes.of(GoodLedger.drawKey()), loan);
        String visit = teams().emptyPlaces().get(0).visit();
        fill(teams().emptyPlaces().stream().filter(p -> p.visit().equals(visit)).toList(), options);
    }

    private String beacon(GoodLedger.Options options) {
        return options.urgent ? Beacon.NONE : options.vacancyBeacon;
    }

    private long round() {
        return good.keys.chain.firstRoundAt(good.now.getEpochSecond() + 900);
    }

    /** From the request to the changed team, as k + 1. */
    void fill(List<Teams.Place> places, GoodLedger.Options options) {
        teams();
        String drawId = good.drawId;
        String type = beacon(options);
        List<Place> named =
                places.stream()
                        .map(
                                p ->
                                        new Place(
                                                p.visit(),
                                                p.role(),
                                                p.inspector(),
                                                "病假（样本）",
                                                "ab".repeat(32)))
                        .toList();
        Entry asked =
                by(
                        AfterDraw.OPERATOR,
                        new VacancyRequested(drawId, ++requests, options.urgent, named));
        String hash = hash(asked);
        if (changed.containsKey(places.get(0).visit())) {
            by(
                    new Actor("discipline", "d-1", "seed-party"),
                    new VacancyEvent.VacancyCountersigned(
                            drawId,
                            requests,
                            hash,
                            Keys.SUPERVISING_PARTY,
                            new AfterDraw(good).countersign("vacancy", hash)));
        }
        long round = round();
        List<SortedMap<Bytes, Long>> pools = places.stream().map(this::pool).toList();
        k++;
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            slots.add(slot(places.get(i), i + 1L, pools.get(i)));
        }
        Entry announced =
                by(
                        AfterDraw.APPROVER,
                        new VacancyAnnounced(
                                drawId,
                                k,
                                requests,
                                hash,
                                slots,
                                day().toString(),
                                good.book.size(),
                                terms(type, round),
                                600));
        good.now = good.now.plusSeconds(options.vacancyCosignedDelaySeconds);
        good.checkpoint();
        good.now = Instant.ofEpochSecond(good.keys.chain.roundTime(round) + 2);
        BeaconValue value = value(type, round);
        confirm(announced, value, options);
        execute(hash(announced), value, places, pools, options);
    }

    private String hash(Entry entry) {
        return entry == null ? "00".repeat(32) : Hex.format(entry.hash(good.keys.suite));
    }

    private void confirm(Entry announced, BeaconValue value, GoodLedger.Options options) {
        if (!value.type().equals(Beacon.DICE)) {
            return;
        }
        byte[] message =
                Labels.confirmation(
                        good.drawId, Bytes.ofHex(hash(announced)), BeaconValues.beacon(value));
        for (String party : options.confirmingVacancies) {
            by(
                    new Actor("discipline", "d-1", "seed-party"),
                    new VacancyBeaconConfirmed(
                            good.drawId,
                            k,
                            party,
                            value,
                            Hex.format(good.signer(party).sign(message))));
        }
    }

    private void execute(
            String announced,
            BeaconValue value,
            List<Teams.Place> places,
            List<SortedMap<Bytes, Long>> pools,
            GoodLedger.Options options) {
        VacancyExecuted executed =
                new VacancyExecuted(
                        good.drawId,
                        k,
                        announced,
                        value,
                        options.vacancyGrade,
                        false,
                        teams.substitutes(seed(), k, BeaconValues.beacon(value), places, pools));
        by(AfterDraw.OPERATOR, executed);
        for (TeamChanged change : teams.execute(executed)) {
            good.append(VisitEvent.stream(good.drawId, change.label()), change);
            changed.put(change.label(), change.team());
        }
        good.checkpoint();
    }

    private LocalDate day() {
        return AnnouncementTerms.day(good.now);
    }

    private SortedMap<Bytes, Long> pool(Teams.Place place) {
        return teams.pool(place, teams.unfit(good.state, RULES, day(), place.visit()));
    }

    private Slot slot(Teams.Place place, long n, SortedMap<Bytes, Long> pool) {
        Bytes salt =
                Labels.poolSalt(good.keys.suite, Bytes.of(GoodLedger.drawKey()), good.drawId, k, n);
        return new Slot(
                place.visit(),
                place.role(),
                place.inspector(),
                pool.size(),
                Labels.pool(good.keys.suite, salt, pool).hex());
    }

    private BeaconTerms terms(String type, long round) {
        String notBefore =
                EventCodec.formatTime(Instant.ofEpochSecond(good.keys.chain.roundTime(round)));
        return switch (type) {
            case Beacon.NONE -> new BeaconTerms(type, 0, "", 0, List.of(), "");
            case Beacon.DICE -> new BeaconTerms(type, 0, notBefore, 20, List.of(), "");
            default -> new BeaconTerms(type, round, "", 0, List.of(), "");
        };
    }

    private BeaconValue value(String type, long round) {
        return switch (type) {
            case Beacon.NONE -> new BeaconValue(type, 0, "", "", "", List.of());
            case Beacon.DICE -> new BeaconValue(type, 0, "", "", ROLLED, List.of());
            default ->
                    new BeaconValue(
                            type,
                            round,
                            Hex.format(good.keys.drand.sign(round)),
                            "",
                            "",
                            List.of());
        };
    }

    private Bytes seed() {
        return good.seed();
    }

    private Entry by(Actor actor, VacancyEvent event) {
        return good.by(actor, VacancyEvent.stream(good.drawId), event);
    }
}
