package org.yanqian.verifier.check;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.policy.StampRoot;
import org.yanqian.ledger.stamp.TimeStamp;

/**
 * Time-stamp tokens of layer 7, judged: what each is over, who signed it, when. They count in
 * addition to witnesses and never instead.
 */
final class Stamps {
    /** Earliest believed time by size of the checkpoint, seconds since 1970. */
    private final TreeMap<Long, Long> times = new TreeMap<>();

    private final Evidence evidence;
    private final Check check;

    Stamps(Evidence evidence, Check check) {
        this.evidence = evidence;
        this.check = check;
    }

    /** Looks at every token; only those over a checkpoint that the entries agree with give a time. */
    void judge() {
        if (evidence.policy.timeStamps().isEmpty()) {
            if (!evidence.stamps.isEmpty()) {
                check.note("STAMPS_NOT_CHECKED", -1, "timeStamps in the policy", "none");
            }
            return;
        }
        List<Head> agreed = evidence.matching();
        for (FoundStamp found : evidence.stamps) {
            check.guarded(found.size() - 1, () -> judge(found, agreed));
        }
    }

    private void judge(FoundStamp found, List<Head> agreed) {
        TimeStamp stamp = TimeStamp.parse(found.token());
        List<Head> covered =
                evidence.heads().stream()
                        .filter(head -> head.size() == found.size())
                        .filter(head -> stamp.covers(head.signed().note().text()))
                        .toList();
        if (covered.isEmpty()) {
            check.fail(
                    "STAMP_DIFFERS",
                    found.size() - 1,
                    found.name() + " over the checkpoint of size " + found.size(),
                    "over other bytes");
            return;
        }
        if (isBelieved(found, stamp) && covered.stream().anyMatch(agreed::contains)) {
            times.merge(found.size(), stamp.time().getEpochSecond(), Math::min);
        }
    }

    private boolean isBelieved(FoundStamp found, TimeStamp stamp) {
        for (StampRoot root : evidence.policy.timeStamps()) {
            try {
                stamp.verify(root.certificate().toArray());
                return true;
            } catch (CodedException e) {
                if (!e.code().equals("STAMP_UNKNOWN")) {
                    check.fail(e.code(), found.size() - 1, found.name(), e.getMessage());
                    return false;
                }
            }
        }
        check.note(
                "STAMP_UNKNOWN",
                found.size() - 1,
                "an authority of the policy",
                found.name() + " by another");
        return false;
    }

    /** Of the checkpoint of this size. */
    OptionalLong of(long size) {
        Long time = times.get(size);
        return time == null ? OptionalLong.empty() : OptionalLong.of(time);
    }

    /** First second at which a token covers the event. */
    OptionalLong over(long index) {
        return times.tailMap(index, false).values().stream().mapToLong(Long::longValue).min();
    }

    /** An announcement has a token from before the deadline; a policy that names authorities wants it. */
    void announcement(Dossier dossier) {
        if (evidence.policy.timeStamps().isEmpty() || dossier.isLapseAdmitted()) {
            return;
        }
        Located<DrawEvent.DrawAnnounced> at = dossier.announcement();
        OptionalLong deadline = evidence.policy.deadline(at.data());
        OptionalLong stamped = over(at.index());
        String expected =
                deadline.isPresent()
                        ? "a time stamp before " + time(deadline.getAsLong())
                        : "a time stamp";
        if (stamped.isEmpty()) {
            check.undecided("STAMP_MISSING", at.index(), expected, "none");
        } else if (deadline.isPresent() && stamped.getAsLong() >= deadline.getAsLong()) {
            check.undecided("STAMP_MISSING", at.index(), expected, time(stamped.getAsLong()));
        }
    }

    /** Days (UTC) on which witnesses saw the ledger and no authority did, the first of them named. */
    void days() {
        if (evidence.policy.timeStamps().isEmpty() || !evidence.isLedger()) {
            return;
        }
        Map<Long, Long> sizeByDay = new TreeMap<>();
        for (Head head : evidence.matching()) {
            head.quorumAt(evidence.policy)
                    .ifPresent(at -> sizeByDay.merge(day(at), head.size(), Math::max));
        }
        times.values().forEach(at -> sizeByDay.remove(day(at)));
        sizeByDay.entrySet().stream()
                .findFirst()
                .ifPresent(
                        first ->
                                check.note(
                                        "DAY_NOT_STAMPED",
                                        first.getValue() - 1,
                                        "a time stamp every day",
                                        sizeByDay.size()
                                                + " days without, the first "
                                                + time(first.getKey() * DAY).substring(0, 10)));
    }

    private static final long DAY = 86_400;

    private static long day(long seconds) {
        return Math.floorDiv(seconds, DAY);
    }

    private static String time(long seconds) {
        return EventCodec.formatTime(Instant.ofEpochSecond(seconds));
    }
}
