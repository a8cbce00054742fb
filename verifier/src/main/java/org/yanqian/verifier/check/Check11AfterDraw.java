package org.yanqian.verifier.check;

import java.time.Instant;
import java.util.OptionalLong;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventCodec;

/**
 * 11 After the draw: substitutions and voids are not judged in this release. What can be said is
 * said: draws that never ended, results that are overdue, labels not opened when due. "Now" is the
 * time at which a quorum saw the latest checkpoint.
 */
public final class Check11AfterDraw extends CheckLater {
    private static final long RESULT_SECONDS = 3 * 86_400;

    public Check11AfterDraw() {
        super("11", "NOT_IN_THIS_RELEASE");
    }

    @Override
    protected void finish(Evidence evidence) {
        super.finish(evidence);
        if (!evidence.isLedger()) {
            return;
        }
        Head latest = evidence.latest;
        OptionalLong now =
                latest.isValid() ? latest.quorumAt(evidence.policy) : OptionalLong.empty();
        for (Dossier d : evidence.dossiers.all()) {
            if (!d.opened.isEmpty() && d.completed.isEmpty() && d.lapsed.isEmpty()) {
                note("DRAW_NOT_ENDED", d.opened.get(0).index(), "a result or a lapse", d.drawId());
            }
            if (d.announcement() != null && now.isPresent()) {
                long at = d.announcement().index();
                guarded(at, () -> result(d, now.getAsLong(), evidence));
                guarded(at, () -> opening(d, now.getAsLong()));
            }
        }
    }

    // Lapsed or not: a result kept back would hide which sites a try would have drawn.
    private void result(Dossier d, long now, Evidence evidence) {
        DrawEvent.DrawAnnounced announced = d.announcement().data();
        OptionalLong roundTime = evidence.policy.roundTime(announced.beacon());
        if (roundTime.isEmpty()) {
            return;
        }
        long due = roundTime.getAsLong() + RESULT_SECONDS;
        Located<DrawEvent.DrawCompleted> done = d.completion();
        long then = done == null ? now : EventCodec.parseTime(done.time()).getEpochSecond();
        if (then > due) {
            note(
                    "RESULT_OVERDUE",
                    done == null ? d.announcement().index() : done.index(),
                    "a result by " + time(due),
                    done == null ? "none at " + time(now) : done.time());
        }
    }

    private void opening(Dossier d, long now) {
        String due = d.announcement().data().embargoEnd();
        if (d.completion() != null
                && d.labelsOpened.isEmpty()
                && EventCodec.parseTime(due).getEpochSecond() < now) {
            note(
                    "LABELS_NOT_OPENED",
                    d.completion().index(),
                    "labels opened at " + due,
                    "not at " + time(now));
        }
    }

    private static String time(long seconds) {
        return EventCodec.formatTime(Instant.ofEpochSecond(seconds));
    }
}
