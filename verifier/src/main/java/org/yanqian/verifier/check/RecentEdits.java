package org.yanqian.verifier.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
 * Who edited a registry in the thirty days before a draw was announced. Editing it is lawful, and the
 * easiest way to bend a list; so a report names each edit with its author. Lines of imported files
 * are counted only.
 */
final class RecentEdits {
    private static final Duration WINDOW = Duration.ofDays(30);
    private static final int SHOWN = 100;
    private static final String IMPORT = "import/";

    /** So many are remembered, however busy the month was; older ones are counted. */
    private static final int REMEMBERED = 10_000;

    /** One edit, or the lines of one file, {@code count} of them. */
    private record Timed(Instant time, DrawSummary.Edit edit, String source, long count) {}

    /** So many are named in one report, those before the latest draws; all others are counted. */
    private static final int NAMED = 10_000;

    private final Deque<Timed> window = new ArrayDeque<>();
    private final Deque<String> withNames = new ArrayDeque<>();
    private long names;
    private final Map<String, DrawSummary.Edits> byDraw = new HashMap<>();
    private long forgotten;
    private Instant lastForgotten = Instant.MIN;

    void take(Item item) {
        if (item.entry() == null) {
            return;
        }
        LedgerEvent event = item.entry().event();
        if (event.data() instanceof DrawEvent.DrawAnnounced announced) {
            if (!byDraw.containsKey(announced.drawId())) {
                put(announced.drawId(), before(event));
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
        drop(time);
        String source = source(event);
        Timed last = window.peekLast();
        if (source.startsWith(IMPORT) && last != null && last.source().equals(source)) {
            window.removeLast();
            window.addLast(new Timed(time, last.edit(), source, last.count() + 1));
        } else {
            window.addLast(new Timed(time, edit(index, event), source, 1));
        }
        if (window.size() > REMEMBERED) {
            Timed oldest = window.removeFirst();
            forgotten += oldest.count();
            lastForgotten = oldest.time();
        }
    }

    private void drop(Instant now) {
        Instant since = now.minus(WINDOW);
        while (!window.isEmpty() && window.peekFirst().time().isBefore(since)) {
            window.removeFirst();
        }
        if (lastForgotten.isBefore(since)) {
            forgotten = 0;
        }
    }

    private DrawSummary.Edits before(LedgerEvent announcement) {
        try {
            drop(EventCodec.parseTime(announcement.time()));
        } catch (CodedException noTime) {
            return DrawSummary.Edits.NONE;
        }
        String bureau = announcement.actor().bureau();
        List<DrawSummary.Edit> named = new ArrayList<>();
        long imported = 0;
        long more = forgotten;
        for (Timed each : window) {
            DrawSummary.Edit edit = each.edit();
            if (!edit.bureau().equals(bureau)) {
                continue;
            }
            if (each.source().startsWith(IMPORT)) {
                imported += each.count();
            } else if (named.size() < SHOWN) {
                named.add(edit);
            } else {
                more++;
            }
        }
        return new DrawSummary.Edits(List.copyOf(named), more, imported);
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
