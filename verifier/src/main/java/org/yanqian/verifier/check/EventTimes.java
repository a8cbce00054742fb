package org.yanqian.verifier.check;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.yanqian.ledger.event.EventCodec;

/**
 * The times that events state, against what outsiders saw (SPEC section 7, "Event times"). Between two
 * checkpoints only the earliest and the latest event time matter, so memory does not grow with the
 * ledger.
 */
final class EventTimes {
    private static final long DAY_SECONDS = 86_400;

    /** Events from one checkpoint's size up to the next. */
    private static final class Span {
        long earliest = Long.MAX_VALUE;
        long earliestIndex = -1;
        long latest = Long.MIN_VALUE;
        long latestIndex = -1;

        void add(long index, long seconds) {
            if (seconds < earliest) {
                earliest = seconds;
                earliestIndex = index;
            }
            if (seconds > latest) {
                latest = seconds;
                latestIndex = index;
            }
        }
    }

    /** By the size at which the span ends; the tail beyond every checkpoint by the largest number. */
    private final TreeMap<Long, Span> spans = new TreeMap<>();

    void add(Item item, Evidence evidence) {
        if (spans.isEmpty()) {
            evidence.heads().forEach(head -> spans.put(head.size(), new Span()));
            spans.put(Long.MAX_VALUE, new Span());
        }
        String time = item.entry().event().time();
        spans.higherEntry(item.index())
                .getValue()
                .add(item.index(), EventCodec.parseTime(time).getEpochSecond());
    }

    void judge(Evidence evidence, Stamps stamps, Check check) {
        Bounds bounds = new Bounds(evidence, stamps);
        long slack = evidence.policy.slackSeconds();
        long start = 0;
        for (var entry : spans.entrySet()) {
            Span span = entry.getValue();
            Map.Entry<Long, Long> after = bounds.seen.floorEntry(start);
            Map.Entry<Long, Long> before = bounds.proven.ceilingEntry(entry.getKey());
            start = entry.getKey();
            if (span.earliestIndex < 0) {
                continue;
            }
            if (after != null && span.earliest < after.getValue() - slack) {
                check.fail(
                        "EVENT_BACKDATED",
                        span.earliestIndex,
                        "not before " + time(after.getValue() - slack),
                        time(span.earliest));
            }
            if (before != null) {
                upper(span, before.getValue(), slack, evidence, check);
            }
        }
    }

    /** What outsiders say, by size of the checkpoint; a ledger has thousands of them. */
    private static final class Bounds {
        /** The last moment at which all say that checkpoints of this size or below existed. */
        final TreeMap<Long, Long> seen = new TreeMap<>();

        /** The first moment at which one of this size or above is proven. */
        final TreeMap<Long, Long> proven = new TreeMap<>();

        Bounds(Evidence evidence, Stamps stamps) {
            for (Head head : evidence.matching()) {
                firstSeen(head, evidence, stamps)
                        .ifPresent(at -> seen.merge(head.size(), at, Math::max));
                EventTimes.proven(head, evidence, stamps)
                        .min()
                        .ifPresent(at -> proven.merge(head.size(), at, Math::min));
            }
            long latest = Long.MIN_VALUE;
            for (Map.Entry<Long, Long> entry : seen.entrySet()) {
                latest = Math.max(latest, entry.getValue());
                entry.setValue(latest);
            }
            long earliest = Long.MAX_VALUE;
            for (Map.Entry<Long, Long> entry : proven.descendingMap().entrySet()) {
                earliest = Math.min(earliest, entry.getValue());
                entry.setValue(earliest);
            }
        }
    }

    private static void upper(Span span, long seen, long slack, Evidence evidence, Check check) {
        if (span.latest > seen + slack) {
            check.fail(
                    "EVENT_POSTDATED",
                    span.latestIndex,
                    "not after " + time(seen + slack),
                    time(span.latest));
        }
        // Whoever leaves checkpoints out must not win the room to date back.
        if (evidence.isLedger() && seen - span.earliest > DAY_SECONDS + slack) {
            check.undecided(
                    "EVENT_SEEN_LATE",
                    span.earliestIndex,
                    "seen within a day of " + time(span.earliest),
                    time(seen));
        }
    }

    /** The earliest word of any outsider: one of them with a fast clock frames nobody. */
    private static OptionalLong firstSeen(Head head, Evidence evidence, Stamps stamps) {
        return LongStream.concat(
                        head.cosignedAt(evidence.policy).values().stream()
                                .mapToLong(Long::longValue),
                        stamps.of(head.size()).stream())
                .min();
    }

    private static LongStream proven(Head head, Evidence evidence, Stamps stamps) {
        return LongStream.concat(
                head.quorumAt(evidence.policy).stream(), stamps.of(head.size()).stream());
    }

    private static String time(long seconds) {
        return EventCodec.formatTime(Instant.ofEpochSecond(seconds));
    }
}
