package org.yanqian.verifier.check;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventTypes;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.TargetEvent;

/**
 * Who edited a bureau's registries in the thirty days before its draw was announced. Editing them is
 * lawful, and the easiest way to bend a list; so a report names the latest edits with their authors.
 * Earlier ones and lines of imported files are counted only, by the minute, so that no number of them
 * fills the memory. Other bureaus' edits, however many, change nothing.
 */
final class RecentEdits {
    private static final Duration WINDOW = Duration.ofDays(30);
    private static final int SHOWN = 100;
    private static final String IMPORT = "import/";

    /** So many are named in one report, those before the latest draws; all others are counted. */
    private static final int NAMED = 10_000;

    private record Timed(Instant time, DrawSummary.Edit edit) {}

    /** How many fell into each minute of the window. */
    private static final class Counts {
        private record Minute(Instant minute, long count) {}

        private final Deque<Minute> minutes = new ArrayDeque<>();

        void add(Instant time) {
            Instant minute = time.truncatedTo(ChronoUnit.MINUTES);
            Minute last = minutes.peekLast();
            if (last != null && last.minute.equals(minute)) {
                minutes.removeLast();
                minutes.addLast(new Minute(minute, last.count + 1));
            } else {
                minutes.addLast(new Minute(minute, 1));
            }
        }

        long since(Instant since) {
            while (!minutes.isEmpty()
                    && minutes.peekFirst().minute.isBefore(since.truncatedTo(ChronoUnit.MINUTES))) {
                minutes.removeFirst();
            }
            return minutes.stream().mapToLong(Minute::count).sum();
        }
    }

    /** The edits of one bureau's registries, by whomever. */
    private static final class Window {
        private final Deque<Timed> latest = new ArrayDeque<>();
        private final Counts earlier = new Counts();
        private final Counts imported = new Counts();

        void add(Timed edit) {
            latest.addLast(edit);
            if (latest.size() > SHOWN) {
                earlier.add(latest.removeFirst().time);
            }
        }

        DrawSummary.Edits since(Instant since) {
            while (!latest.isEmpty() && latest.peekFirst().time.isBefore(since)) {
                latest.removeFirst();
            }
            return new DrawSummary.Edits(
                    latest.stream().map(Timed::edit).toList(),
                    earlier.since(since),
                    imported.since(since));
        }
    }

    private final Map<String, Window> windows = new HashMap<>();
    private final Deque<String> withNames = new ArrayDeque<>();
    private long names;
    private final Map<String, DrawSummary.Edits> byDraw = new HashMap<>();

    void take(Item item) {
        if (item.entry() == null) {
            return;
        }
        LedgerEvent event = item.entry().event();
        if (event.data() instanceof DrawEvent.DrawAnnounced announced) {
            if (!byDraw.containsKey(announced.drawId())) {
                put(announced.drawId(), before(announced.drawId(), event));
            }
        } else if (event.data() instanceof TargetEvent || event.data() instanceof InspectorEvent) {
            keep(item.index(), event);
        }
    }

    // The latest draws are those that a report is read for.
    private void put(String drawId, DrawSummary.Edits edits) {
        byDraw.put(drawId, edits);
        withNames.add(drawId);
        names += edits.named().size();
        while (names > NAMED) {
            String oldest = withNames.remove();
            DrawSummary.Edits of = byDraw.get(oldest);
            names -= of.named().size();
            byDraw.put(
                    oldest,
                    new DrawSummary.Edits(List.of(), of.more() + of.named().size(), of.imported()));
        }
    }

    /** Of the draw's first announcement; none before one was read. */
    DrawSummary.Edits of(String drawId) {
        return byDraw.getOrDefault(drawId, DrawSummary.Edits.NONE);
    }

    private void keep(long index, LedgerEvent event) {
        Instant time;
        try {
            time = EventCodec.parseTime(event.time());
        } catch (CodedException noTime) {
            return;
        }
        String[] stream = event.stream().split("/", 3);
        if (stream.length < 3) {
            return;
        }
        Window window = windows.computeIfAbsent(stream[1], bureau -> new Window());
        if (source(event).startsWith(IMPORT)) {
            window.imported.add(time);
        } else {
            window.add(new Timed(time, edit(index, event)));
        }
    }

    private DrawSummary.Edits before(String drawId, LedgerEvent announcement) {
        Window window = windows.get(new Dossier(drawId).bureau());
        try {
            Instant announced = EventCodec.parseTime(announcement.time());
            return window == null ? DrawSummary.Edits.NONE : window.since(announced.minus(WINDOW));
        } catch (CodedException noTime) {
            return DrawSummary.Edits.NONE;
        }
    }

    private static DrawSummary.Edit edit(long index, LedgerEvent event) {
        String type = EventTypes.of(event.data()).type();
        String kind = type.substring(type.indexOf('.') + 1);
        String id = event.stream().substring(event.stream().lastIndexOf('/') + 1);
        return new DrawSummary.Edit(
                index,
                event.time(),
                event.actor().bureau(),
                event.actor().officer(),
                kind,
                id,
                reason(event));
    }

    private static String reason(LedgerEvent event) {
        if (event.data() instanceof TargetEvent.TargetChanged e) {
            return e.reason();
        }
        if (event.data() instanceof TargetEvent.TargetRemoved e) {
            return e.reason();
        }
        if (event.data() instanceof InspectorEvent.InspectorChanged e) {
            return e.reason();
        }
        return event.data() instanceof InspectorEvent.InspectorRemoved e ? e.reason() : "";
    }

    private static String source(LedgerEvent event) {
        if (event.data() instanceof TargetEvent.TargetRegistered e) {
            return e.source();
        }
        if (event.data() instanceof TargetEvent.TargetChanged e) {
            return e.source();
        }
        if (event.data() instanceof InspectorEvent.InspectorRegistered e) {
            return e.source();
        }
        return event.data() instanceof InspectorEvent.InspectorChanged e ? e.source() : "";
    }
}
