package org.yanqian.command.draw;

import java.util.ArrayList;
import java.util.List;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.DrawVoided;
import org.yanqian.ledger.event.DrawEvent.RedrawAllowed;
import org.yanqian.ledger.event.DrawEvent.RedrawRequested;
import org.yanqian.ledger.event.DrawEvent.RequestDecided;
import org.yanqian.ledger.event.DrawEvent.VoidRequested;
import org.yanqian.ledger.event.EventData;

/**
 * What was asked of a draw, as its file shows it.
 *
 * @param kind {@code void} or {@code redraw}
 * @param state ASKED, REJECTED, APPROVED (the countersignature is missing) or DONE
 */
record AskedRequest(long request, String kind, String reason, String state, DrawFile.Step step) {

    static List<AskedRequest> of(DrawFile file) {
        List<AskedRequest> all = new ArrayList<>();
        for (DrawFile.Step step : file.steps()) {
            if (step.data() instanceof VoidRequested e) {
                all.add(asked(file, e.request(), DrawCommands.VOID, e.reason(), step));
            } else if (step.data() instanceof RedrawRequested e) {
                all.add(asked(file, e.request(), DrawCommands.REDRAW, e.reason(), step));
            }
        }
        return all;
    }

    /** 0 for an event that asks nothing. */
    static long numberOf(EventData data) {
        if (data instanceof VoidRequested e) {
            return e.request();
        }
        return data instanceof RedrawRequested e ? e.request() : 0;
    }

    static String reasonOf(EventData data) {
        return data instanceof VoidRequested e ? e.reason() : ((RedrawRequested) data).reason();
    }

    private static AskedRequest asked(
            DrawFile file, long number, String kind, String reason, DrawFile.Step step) {
        return new AskedRequest(number, kind, reason, state(file, number), step);
    }

    private static String state(DrawFile file, long number) {
        boolean done =
                file.all(DrawVoided.class).stream().anyMatch(e -> e.request() == number)
                        || file.all(RedrawAllowed.class).stream()
                                .anyMatch(e -> e.request() == number);
        if (done) {
            return "DONE";
        }
        return file.all(DrawEvent.RequestDecided.class).stream()
                .filter(e -> e.request() == number)
                .map(RequestDecided::approved)
                .findFirst()
                .map(approved -> approved ? "APPROVED" : "REJECTED")
                .orElse("ASKED");
    }
}
