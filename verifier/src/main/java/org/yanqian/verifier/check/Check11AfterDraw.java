package org.yanqian.verifier.check;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.registry.RegistryFinding;

/**
 * 11 After the draw: substitutes are those of the beacon, reserves follow closed sites in order, voids
 * and redraws are countersigned, every announced draw is computed and published, numbers have no gap, labels open when due and not before, dice and lottery numbers are
 * of the time announced. "Now" is the time at which a quorum saw the latest checkpoint.
 */
public final class Check11AfterDraw extends Check {
    private static final long RESULT_SECONDS = 3 * 86_400;
    private static final long OPENING_SECONDS = 3 * 86_400;
    private static final long PUBLICATION_SECONDS = 86_400;
    static final Set<String> TRIES =
            Set.of(
                    "DRAW_NUMBER_GAP",
                    "REDRAW_NOT_COUNTERSIGNED",
                    "REDRAW_OF_STANDING",
                    "REDRAW_ALLOWED_TWICE",
                    "VOIDED_TWICE");

    private record Ended(long opened, long open) {}

    private record Opened(String bureau, long index, boolean open) {}

    private final Map<String, Opened> opened = new ConcurrentSkipListMap<>();
    private OptionalLong now = OptionalLong.empty();

    public Check11AfterDraw() {
        super("11");
    }

    @Override
    protected void start(Evidence evidence) {
        if (!evidence.isLedger()) {
            notChecked("NEEDS_EXPORT");
            return;
        }
        for (RegistryFinding f : evidence.registry.findings()) {
            if (TRIES.contains(f.code())) {
                fail(f.code(), f.index(), f.stream() + ": " + f.expected(), f.found());
            }
        }
        Head latest = evidence.latest;
        now = latest.isValid() ? latest.quorumAt(evidence.policy) : OptionalLong.empty();
    }

    @Override
    protected void draw(Dossier d, Evidence evidence) {
        if (!evidence.isLedger()) {
            return;
        }
        guarded(first(d), () -> new AskedOfDraw(this, evidence, d).run());
        guarded(first(d), () -> new VacancyReplay(this, evidence, d, now).run());
        guarded(first(d), () -> new ClosureReplay(this, evidence, d).run());
        if (d.announcement() != null) {
            guarded(first(d), () -> attested(d, evidence));
            now.ifPresent(
                    at -> {
                        guarded(first(d), () -> result(d, at, evidence));
                        guarded(first(d), () -> published(d, at));
                        guarded(first(d), () -> opening(d, at));
                    });
        }
        if (!d.opened.isEmpty()) {
            boolean open = d.completed.isEmpty() && d.lapsed.isEmpty();
            opened.put(d.drawId(), new Opened(d.bureau(), first(d), open));
        }
    }

    private static long first(Dossier d) {
        return d.opened.isEmpty() ? -1 : d.opened.get(0).index();
    }

    void failed(String code, long index, Object expected, Object found) {
        fail(code, index, expected, found);
    }

    void open(String code, long index, Object expected, Object found) {
        undecided(code, index, expected, found);
    }

    void noted(String code, long index, Object expected, Object found) {
        note(code, index, expected, found);
    }

    void same(String code, long index, Object expected, Object found) {
        equal(code, index, expected, found);
    }

    void part(long index, Runnable part) {
        guarded(index, part);
    }

    // Opened, and then nothing: whoever does that often is trying something.
    @Override
    protected void finish(Evidence evidence) {
        Map<String, Ended> bureaus = new TreeMap<>();
        opened.forEach(
                (drawId, draw) -> {
                    bureaus.merge(
                            draw.bureau,
                            new Ended(1, draw.open ? 1 : 0),
                            (a, b) -> new Ended(a.opened + b.opened, a.open + b.open));
                    if (draw.open) {
                        note("DRAW_NOT_ENDED", draw.index, "a result or a lapse", drawId);
                    }
                });
        bureaus.forEach(
                (bureau, ended) -> {
                    if (ended.open > 0) {
                        note(
                                "DRAWS_NOT_ENDED",
                                -1,
                                bureau + ": " + ended.opened + " opened",
                                ended.open + " without an end");
                    }
                });
    }

    // Void, lapsed or not: a result kept back would hide which sites a try would have drawn. Only
    // dice that were never rolled leave nothing to compute.
    private void result(Dossier d, long now, Evidence evidence) {
        DrawEvent.DrawAnnounced announced = d.announcement().data();
        OptionalLong roundTime = evidence.policy.roundTime(announced.beacon());
        if (roundTime.isEmpty()) {
            return;
        }
        long due = roundTime.getAsLong() + RESULT_SECONDS;
        Located<DrawEvent.DrawCompleted> done = d.completion();
        if (done != null) {
            if (EventCodec.parseTime(done.time()).getEpochSecond() > due) {
                note("RESULT_OVERDUE", done.index(), "a result by " + time(due), done.time());
            }
        } else if (now > due) {
            String wanted = "a result by " + time(due);
            String found = "none at " + time(now);
            if (Beacons.isDrand(announced.beacon().type()) || d.lapsed.isEmpty()) {
                fail("RESULT_WITHHELD", d.announcement().index(), wanted, found);
            } else {
                note("RESULT_OVERDUE", d.announcement().index(), wanted, found);
            }
        }
    }

    private void published(Dossier d, long now) {
        Located<DrawEvent.DrawCompleted> done = d.completion();
        boolean shown =
                d.published.stream()
                        .anyMatch(p -> p.data() instanceof PublicationEvent.DrawHashPublished);
        if (done != null
                && !shown
                && EventCodec.parseTime(done.time()).getEpochSecond() + PUBLICATION_SECONDS < now) {
            fail(
                    "DRAW_HASH_NOT_PUBLISHED",
                    done.index(),
                    "the draw hash published, void or not",
                    "not at " + time(now));
        }
    }

    private void opening(Dossier d, long now) {
        String embargoEnd = d.announcement().data().embargoEnd();
        long due = EventCodec.parseTime(embargoEnd).getEpochSecond();
        for (Located<DrawEvent.LabelsOpened> opened : d.labelsOpened) {
            if (EventCodec.parseTime(opened.time()).isBefore(EventCodec.parseTime(embargoEnd))) {
                fail("LABELS_OPENED_EARLY", opened.index(), "after " + embargoEnd, opened.time());
            }
        }
        if (d.completion() == null || !d.labelsOpened.isEmpty() || due >= now) {
            return;
        }
        String wanted = "labels opened at " + embargoEnd;
        if (due + OPENING_SECONDS < now) {
            fail("LABELS_WITHHELD", d.completion().index(), wanted, "not at " + time(now));
        } else {
            note("LABELS_NOT_OPENED", d.completion().index(), wanted, "not at " + time(now));
        }
    }

    // What was rolled or drawn before the close was seen could have been chosen.
    private void attested(Dossier d, Evidence evidence) {
        DrawEvent.BeaconTerms terms = d.announcement().data().beacon();
        if (!Beacons.isAttested(terms.type())) {
            return;
        }
        d.confirmed.forEach(at -> notBefore("CONFIRMED_EARLY", at, terms, evidence));
        d.completed.forEach(at -> notBefore("RESULT_EARLY", at, terms, evidence));
    }

    void notBefore(String code, Located<?> at, DrawEvent.BeaconTerms terms, Evidence evidence) {
        Instant from = EventCodec.parseTime(terms.notBefore());
        OptionalLong seen =
                evidence.seenAt(at.index(), evidence.policy.tlog().witnesses().keySet());
        if (EventCodec.parseTime(at.time()).isBefore(from)
                || seen.isPresent() && seen.getAsLong() < from.getEpochSecond()) {
            fail(
                    code,
                    at.index(),
                    "not before " + terms.notBefore(),
                    seen.isPresent() ? at.time() + ", seen " + time(seen.getAsLong()) : at.time());
        }
    }

    static String time(long seconds) {
        return EventCodec.formatTime(Instant.ofEpochSecond(seconds));
    }
}
