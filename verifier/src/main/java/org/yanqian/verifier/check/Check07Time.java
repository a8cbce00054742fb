package org.yanqian.verifier.check;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.freeze.AnnouncementTerms;
import org.yanqian.ledger.rules.RuleSet;

/**
 * 7 Time: announcement and close were each seen by a quorum before the beacon's round less the
 * margin, every event's own time agrees with what outsiders saw, and what the announcement chose lies within the rule set's bounds. Too late is lapsed, neither proven nor refuted; a close that nobody outside saw before the
 * beacon, in a draw that says it did not lapse, is refuted.
 */
public final class Check07Time extends Check {
    private static final long LONGEST_WAIT_SECONDS = 7 * 86_400;

    private final Map<String, String> ruleSets = new HashMap<>();
    private final Map<String, PlanLineAuthored> plans = new HashMap<>();
    private final EventTimes times = new EventTimes();
    private Stamps stamps;

    public Check07Time() {
        super("7");
    }

    @Override
    protected void entry(Item item, Evidence evidence) {
        if (item.entry() != null) {
            times.add(item, evidence);
        }
        if (item.entry() != null && item.data() instanceof RuleSetEvent.RuleSetAdopted adopted) {
            byte[] text = adopted.content().getBytes(StandardCharsets.UTF_8);
            ruleSets.put(Hex.format(evidence.suite.hash(text)), adopted.content());
        } else if (item.entry() != null && item.data() instanceof PlanLineAuthored line) {
            plans.put(item.entry().event().stream(), line);
        }
    }

    @Override
    protected void start(Evidence evidence) {
        if (!evidence.isLedger() && evidence.bundle == null) {
            notChecked("UNREADABLE_BUNDLE");
            return;
        }
        stamps = new Stamps(evidence, this);
        guarded(-1, stamps::judge);
        guarded(-1, stamps::days);
        guarded(-1, () -> times.judge(evidence, stamps, this));
    }

    @Override
    protected void draw(Dossier dossier, Evidence evidence) {
        if (dossier.announcement() != null) {
            guarded(dossier.announcement().index(), () -> stamps.announcement(dossier));
            guarded(dossier.announcement().index(), () -> seen(dossier, evidence));
            guarded(dossier.announcement().index(), () -> terms(dossier, evidence));
        }
    }

    private void seen(Dossier dossier, Evidence evidence) {
        DrawEvent.BeaconTerms terms = dossier.announcement().data().beacon();
        OptionalLong roundTime = evidence.policy.roundTime(terms);
        if (roundTime.isEmpty() && Beacons.isDrand(terms.type())) {
            fail(
                    "BEACON_NOT_PINNED",
                    dossier.announcement().index(),
                    "a pinned chain",
                    terms.type());
            return;
        }
        boolean finished = dossier.completion() != null;
        event("ANNOUNCEMENT", dossier, dossier.announcement(), roundTime, evidence);
        if (dossier.close() != null) {
            event("CLOSE", dossier, dossier.close(), roundTime, evidence);
        }
        if (finished && roundTime.isPresent()) {
            Instant done = EventCodec.parseTime(dossier.completion().time());
            long latest = roundTime.getAsLong() + LONGEST_WAIT_SECONDS;
            if (done.getEpochSecond() > latest) {
                lapse(
                        "RESULT_LATE",
                        dossier,
                        dossier.completion(),
                        time(latest),
                        dossier.completion().time(),
                        evidence);
            }
        }
    }

    private void terms(Dossier dossier, Evidence evidence) {
        Located<DrawEvent.DrawAnnounced> at = dossier.announcement();
        String rules = ruleSets.get(at.data().ruleSet());
        PlanLineAuthored plan = plans.get(at.data().plan());
        if (rules == null) {
            fail("RULE_SET_DIFFERS", at.index(), "a rule set adopted", at.data().ruleSet());
        }
        if (plan == null) {
            fail("PLAN_UNKNOWN", at.index(), "a plan line", at.data().plan());
        }
        if (rules != null && plan != null) {
            AnnouncementTerms.of(at.data())
                    .breaches(
                            EventCodec.parseTime(at.time()),
                            plan,
                            RuleSet.parse(rules.getBytes(StandardCharsets.UTF_8)),
                            evidence.policy.roundTime(at.data().beacon()))
                    .forEach(b -> fail("TIMES_OUT_OF_BOUNDS", at.index(), b.expected(), b.found()));
        }
    }

    private void event(
            String what,
            Dossier dossier,
            Located<?> event,
            OptionalLong roundTime,
            Evidence evidence) {
        OptionalLong seen = evidence.witnessedAt(event.index());
        if (roundTime.isEmpty()) {
            if (seen.isEmpty()) {
                lapse(what + "_NOT_WITNESSED", dossier, event, "a quorum", "none", evidence);
            }
            return;
        }
        long deadline = evidence.policy.deadline(dossier.announcement().data()).orElseThrow();
        boolean claimed = dossier.completion() != null && !dossier.isLapseAdmitted();
        if (claimed && nobodySawBefore(event, roundTime.getAsLong(), evidence)) {
            fail(
                    what + "_AFTER_BEACON",
                    event.index(),
                    "seen before " + time(roundTime.getAsLong()),
                    seen.isEmpty() ? event.time() : time(seen.getAsLong()));
        }
        if (seen.isEmpty()) {
            lapse(
                    what + "_NOT_WITNESSED",
                    dossier,
                    event,
                    "a quorum before " + time(deadline),
                    "none",
                    evidence);
        } else if (seen.getAsLong() >= deadline) {
            lapse(
                    what + "_LATE",
                    dossier,
                    event,
                    "before " + time(deadline),
                    time(seen.getAsLong()),
                    evidence);
        }
    }

    /** By its own time, or by the first time that any witness of the policy names. */
    private static boolean nobodySawBefore(Located<?> event, long roundTime, Evidence evidence) {
        OptionalLong first =
                evidence.seenAt(event.index(), evidence.policy.tlog().witnesses().keySet());
        return EventCodec.parseTime(event.time()).getEpochSecond() >= roundTime
                || first.isPresent() && first.getAsLong() >= roundTime;
    }

    private void lapse(
            String code,
            Dossier dossier,
            Located<?> event,
            Object expected,
            Object found,
            Evidence evidence) {
        dossier.lapse = dossier.lapse.isEmpty() ? code : dossier.lapse;
        if (evidence.isLedger() && dossier.isLapseAdmitted()) {
            note(code, event.index(), expected, found);
        } else {
            undecided(code, event.index(), expected, found);
        }
    }

    private static String time(long seconds) {
        return EventCodec.formatTime(Instant.ofEpochSecond(seconds));
    }
}
