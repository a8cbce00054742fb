package org.yanqian.verifier.sample;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.ClosureEvent.ClosureConfirmed;
import org.yanqian.ledger.event.ClosureEvent.ClosureCountersigned;
import org.yanqian.ledger.event.ClosureEvent.ClosureDecided;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.TeamMember;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.ledger.freeze.Reserves;
import org.yanqian.ledger.freeze.Teams;
import org.yanqian.ledger.sign.PrivateKey;

/** Sites found closed (样本): the last of the visits drawn, one after the other. */
public final class SampleClosures {
    static final Actor OVERSEER = new Actor("discipline", "d-1", "seed-party");

    private final GoodLedger good;
    private final Map<String, PrivateKey> officers = new HashMap<>();
    private final List<String> closed = new ArrayList<>();
    private Reserves reserves;

    SampleClosures(GoodLedger good) {
        this.good = good;
    }

    void run(GoodLedger.Options options) {
        for (long request = 1; request <= options.closures; request++) {
            good.now = good.now.plus(Duration.ofDays(1));
            close(last(), request, options);
        }
    }

    private VisitAssigned last() {
        List<VisitAssigned> open =
                good.book.events.stream()
                        .map(e -> (EventData) e.data())
                        .filter(d -> d instanceof VisitAssigned)
                        .map(VisitAssigned.class::cast)
                        .filter(v -> v.drawId().equals(good.drawId))
                        .filter(v -> !closed.contains(v.label()))
                        .toList();
        return open.get(open.size() - 1);
    }

    /** A key of the officer's own, enrolled when it is first needed. */
    PrivateKey officer(String officer) {
        return officers.computeIfAbsent(
                officer,
                o -> {
                    PrivateKey key = PrivateKey.generate(good.keys.suite, new SecureRandom());
                    KeyBook.append(good, KeyBook.officer(key, o));
                    return key;
                });
    }

    private void close(VisitAssigned visit, long request, GoodLedger.Options options) {
        closed.add(visit.label());
        String drawId = good.drawId;
        List<TeamMember> team = visit.team();
        Entry recorded =
                good.append(
                        VisitEvent.stream(drawId, visit.label()),
                        new InspectionRecorded(
                                drawId,
                                visit.label(),
                                visit.objectId(),
                                team.stream().map(TeamMember::certificateNo).toList(),
                                good.day(),
                                "NOT_INSPECTABLE",
                                "厂门封闭（样本）"));
        Entry reported =
                signed(
                        team.get(0),
                        new ClosureReported(
                                drawId,
                                request,
                                visit.label(),
                                team.get(0).certificateNo(),
                                hash(recorded),
                                "厂区已拆除（样本）",
                                "ef".repeat(32)));
        Entry confirmed =
                signed(
                        team.get(options.confirmingMember),
                        new ClosureConfirmed(
                                drawId,
                                request,
                                hash(reported),
                                team.get(options.confirmingMember).certificateNo()));
        by(AfterDraw.APPROVER, new ClosureDecided(drawId, request, true, "属实（样本）"));
        good.checkpoint();
        VisitOwed reserve = next(visit);
        String request0 = hash(confirmed);
        by(
                OVERSEER,
                new ClosureCountersigned(
                        drawId,
                        request,
                        request0,
                        Keys.SUPERVISING_PARTY,
                        new AfterDraw(good).countersign(ClosureEvent.KIND, request0),
                        reserve.label()));
        good.substitutions.teams();
        good.append(VisitEvent.stream(drawId, reserve.label()), reserve);
        good.substitutions.teams().owe(reserve);
        staff(reserve, options);
    }

    private VisitOwed next(VisitAssigned visit) {
        if (reserves == null) {
            reserves = new Reserves(good.frozen, good.seed());
        }
        VisitOwed reserve = reserves.next(Bytes.ofHex(visit.label())).orElseThrow();
        reserves.use(reserve.label());
        return reserve;
    }

    private void staff(VisitOwed reserve, GoodLedger.Options options) {
        List<Teams.Place> places =
                good.substitutions.teams().emptyPlaces().stream()
                        .filter(p -> p.visit().equals(reserve.label()))
                        .toList();
        good.substitutions.fill(places, options);
        good.append(
                VisitEvent.stream(good.drawId, reserve.label()),
                new InspectionRecorded(
                        good.drawId,
                        reserve.label(),
                        reserve.objectId(),
                        good.substitutions.team(reserve.label()).stream()
                                .map(TeamMember::certificateNo)
                                .toList(),
                        good.day(),
                        "NO_PROBLEM_FOUND",
                        ""));
    }

    private Entry signed(TeamMember member, ClosureEvent event) {
        good.book.officerSigner = null;
        PrivateKey key = officer(member.personId());
        good.book.officerSigner = key;
        try {
            return by(new Actor(Keys.BUREAU, member.personId(), "inspector"), event);
        } finally {
            good.book.officerSigner = null;
        }
    }

    private String hash(Entry entry) {
        return entry == null ? "00".repeat(32) : Hex.format(entry.hash(good.keys.suite));
    }

    private Entry by(Actor actor, ClosureEvent event) {
        return good.by(actor, ClosureEvent.stream(good.drawId), event);
    }
}
