package org.yanqian.ledger.registry;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.sign.Suite;

/** How far each draw of every bureau has come. */
final class Draws {
    private final TreeMap<String, DrawLine> lines;

    Draws() {
        this(new TreeMap<>());
    }

    private Draws(TreeMap<String, DrawLine> lines) {
        this.lines = lines;
    }

    Draws copy() {
        return new Draws(new TreeMap<>(lines));
    }

    DrawLine get(String drawId) {
        return lines.get(drawId);
    }

    void put(DrawLine line) {
        lines.put(line.drawId(), line);
    }

    List<DrawLine> of(String bureau) {
        return lines.values().stream()
                .filter(d -> d.bureau().equals(bureau))
                .sorted(
                        Comparator.comparingLong(DrawLine::year)
                                .thenComparingLong(DrawLine::number))
                .toList();
    }

    /** In the order in which they were opened. */
    List<DrawLine> ofPlan(String bureau, String plan) {
        return lines.values().stream()
                .filter(d -> d.bureau().equals(bureau) && d.plan().equals(plan))
                .sorted(Comparator.comparingLong(DrawLine::opened))
                .toList();
    }

    Optional<DrawLine> standing(String bureau, String plan) {
        return ofPlan(bureau, plan).stream().filter(d -> !d.isOver()).findFirst();
    }

    /** {@code null} for a draw that was never opened. */
    DrawLine known(Findings findings, long index, LedgerEvent event, String drawId) {
        DrawLine draw = get(drawId);
        if (draw == null) {
            findings.add("UNKNOWN_DRAW", index, event.stream(), "an opened draw", drawId);
        }
        return draw;
    }

    void open(
            Findings findings,
            long index,
            LedgerEvent event,
            DrawEvent.DrawOpened e,
            Bureau bureau) {
        findings.addAll(DrawNumbering.check(index, event, e));
        DrawLine before = get(e.drawId());
        if (before != null) {
            again("DRAW_OPENED_TWICE", findings, index, event, before.opened());
            return;
        }
        long next = bureau.drawNumbers.getOrDefault(e.year(), 0L) + 1;
        if (e.number() != next) {
            findings.add("DRAW_NUMBER_GAP", index, event.stream(), next, e.number());
        }
        bureau.drawNumbers.merge(e.year(), e.number(), Math::max);
        PlanLine plan = bureau.plans.get(e.plan());
        if (plan == null || plan.plan().year() != e.year()) {
            String wanted = "a plan line of " + e.year();
            findings.add("DRAW_OF_UNKNOWN_PLAN", index, event.stream(), wanted, e.plan());
        }
        requireFreeLine(findings, index, event, e);
        put(DrawLine.opened(e.drawId(), e.bureau(), e.year(), e.number(), e.plan(), index));
    }

    void announce(
            Findings findings,
            long index,
            LedgerEvent event,
            DrawEvent.DrawAnnounced e,
            DrawLine draw,
            Bureau bureau) {
        if (draw.isAnnounced()) {
            again("ANNOUNCED_TWICE", findings, index, event, draw.announced());
            return;
        }
        String last = bureau.lastAnnouncement;
        if (!last.equals(e.previous())) {
            findings.add("ANNOUNCEMENT_CHAIN", index, event.stream(), last, e.previous());
        }
        long touched = bureau.lastTouched(draw.plan());
        if (touched >= e.frozenSize()) {
            findings.add(
                    "TOUCHED_AFTER_FREEZE",
                    index,
                    event.stream(),
                    "nothing from index " + e.frozenSize(),
                    "index " + touched);
        }
        String hash = Hex.format(Suite.of(e.suite()).hash(EventCodec.format(event)));
        bureau.lastAnnouncement = hash;
        put(draw.announced(index, hash));
    }

    // One plan line has one draw; another only when it is over, and with a countersignature.
    private void requireFreeLine(
            Findings findings, long index, LedgerEvent event, DrawEvent.DrawOpened e) {
        Optional<DrawLine> standing = standing(e.bureau(), e.plan());
        if (standing.isPresent()) {
            findings.add(
                    "PLAN_DRAWN_TWICE", index, event.stream(), standing.get().drawId(), e.drawId());
            return;
        }
        List<DrawLine> earlier = ofPlan(e.bureau(), e.plan());
        if (!earlier.isEmpty() && !earlier.get(earlier.size() - 1).isRedrawAllowed()) {
            findings.add(
                    "REDRAW_NOT_COUNTERSIGNED",
                    index,
                    event.stream(),
                    "a countersignature after " + earlier.get(earlier.size() - 1).drawId(),
                    "none");
        }
    }

    void end(Findings findings, long index, LedgerEvent event, DrawLine draw) {
        if (event.data() instanceof DrawEvent.DrawClosed) {
            if (draw.isClosed()) {
                again("CLOSED_TWICE", findings, index, event, draw.closed());
            } else {
                put(draw.closed(index));
            }
        } else if (event.data() instanceof DrawEvent.DrawCompleted e) {
            if (draw.isCompleted()) {
                again("COMPLETED_TWICE", findings, index, event, draw.completed());
                return;
            }
            DrawLine done = draw.completed(index);
            put(e.lapsed() && !done.isLapsed() ? done.lapsed(index) : done);
        } else if (event.data() instanceof DrawEvent.DrawLapsed && !draw.isLapsed()) {
            put(draw.lapsed(index));
        } else if (event.data() instanceof DrawEvent.DrawVoided) {
            if (draw.isVoided()) {
                again("VOIDED_TWICE", findings, index, event, draw.voided());
            } else {
                put(draw.voided(index));
            }
        } else if (event.data() instanceof DrawEvent.RedrawAllowed) {
            allowed(findings, index, event, draw);
        }
    }

    private void allowed(Findings findings, long index, LedgerEvent event, DrawLine draw) {
        if (!draw.isOver()) {
            findings.add("REDRAW_OF_STANDING", index, event.stream(), "void or lapsed", "neither");
        } else if (draw.isRedrawAllowed()) {
            again("REDRAW_ALLOWED_TWICE", findings, index, event, draw.redraw());
        } else {
            put(draw.redrawn(index));
        }
    }

    private static void again(
            String code, Findings findings, long index, LedgerEvent event, long first) {
        findings.add(code, index, event.stream(), "once, at index " + first, "index " + index);
    }
}
