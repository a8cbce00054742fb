package org.yanqian.verifier.check;

import java.time.Instant;
import java.util.List;
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
        List<Head> heads = evidence.matching();
        long slack = evidence.policy.slackSeconds();
        long from = 0;
        for (var entry : spans.entrySet()) {
            long start = from;
            long end = entry.getKey();
            Span span = entry.getValue();
            from = end;
            if (span.earliestIndex < 0) {
                continue;
            }
            // The last moment at which all outsiders say that a checkpoint without these existed.
            OptionalLong after =
                    heads.stream()
                            .filter(head -> head.size() <= start)
                            .flatMapToLong(head -> firstSeen(head, evidence, stamps).stream())
                            .max();
            if (after.isPresent() && span.earliest < after.getAsLong() - slack) {
                check.fail(
                        "EVENT_BACKDATED",
                        span.earliestIndex,
                        "not before " + time(after.getAsLong() - slack),
                        time(span.earliest));
            }
            OptionalLong before =
                    heads.stream()
                            .filter(head -> head.size() >= end)
                            .flatMapToLong(head -> proven(head, evidence, stamps))
                            .min();
            before.ifPresent(seen -> upper(span, seen, slack, evidence, check));
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
