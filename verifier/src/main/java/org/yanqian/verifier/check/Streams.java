package org.yanqian.verifier.check;

import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.ImportEvent;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.PersonEvent;
import org.yanqian.ledger.event.PlanEvent;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VisitEvent;

/** Which stream an event belongs to by what it says (SPEC section "Event"). */
final class Streams {
    // Where the data do not name the bureau, one part without slashes stands for it.
    private static final String ANY = "*";

    private Streams() {}

    static boolean belongs(LedgerEvent event) {
        String expected = expected(event);
        if (!expected.contains(ANY)) {
            return expected.equals(event.stream());
        }
        int at = expected.indexOf(ANY);
        String before = expected.substring(0, at);
        String after = expected.substring(at + 1);
        String stream = event.stream();
        int end = stream.length() - after.length();
        boolean slashes = event.data() instanceof ImportEvent;
        return end > at
                && stream.startsWith(before)
                && stream.endsWith(after)
                && (slashes || stream.substring(at, end).indexOf('/') < 0);
    }

    /** A star stands for what the data do not say. */
    static String expected(LedgerEvent event) {
        EventData data = event.data();
        if (data instanceof OriginEvent) {
            return data instanceof OriginEvent.Sm3RootRecorded
                    ? OriginEvent.SM3_STREAM
                    : OriginEvent.ORIGIN_STREAM;
        }
        if (data instanceof KeyEvent e) {
            return keys(e);
        }
        if (data instanceof TargetEvent e) {
            return TargetEvent.stream(ANY, objectId(e));
        }
        if (data instanceof InspectorEvent e) {
            return InspectorEvent.stream(ANY, personId(e));
        }
        if (data instanceof PersonEvent e) {
            return PersonEvent.stream(e.entry());
        }
        if (data instanceof ImportEvent) {
            return "import/" + ANY;
        }
        if (data instanceof RuleSetEvent) {
            return RuleSetEvent.stream(ANY);
        }
        if (data instanceof PlanEvent.PlanLineAuthored e) {
            return PlanEvent.stream(e.bureau(), e.year(), e.quarter(), e.line());
        }
        if (data instanceof DrawEvent e) {
            return DrawEvent.stream(e.drawId());
        }
        if (data instanceof VisitEvent e) {
            return VisitEvent.stream(e.drawId(), e.label());
        }
        if (data instanceof VacancyEvent e) {
            return VacancyEvent.stream(e.drawId());
        }
        if (data instanceof ClosureEvent e) {
            return ClosureEvent.stream(e.drawId());
        }
        return PublicationEvent.stream(Dossiers.drawId((PublicationEvent) data));
    }

    private static String keys(KeyEvent data) {
        if (data instanceof KeyEvent.KeyEnrolled e) {
            return KeyEvent.stream(e.kind(), e.bureau());
        }
        if (data instanceof KeyEvent.KeyRotated e) {
            return KeyEvent.stream(e.kind(), e.bureau());
        }
        if (data instanceof KeyEvent.KeyRevoked e) {
            return KeyEvent.stream(e.kind(), e.bureau());
        }
        return KeyEvent.stream(KeyEvent.PARTY, ((KeyEvent.PartyKeySucceeded) data).bureau());
    }

    private static String objectId(TargetEvent data) {
        if (data instanceof TargetEvent.TargetRegistered e) {
            return e.record().objectId();
        }
        if (data instanceof TargetEvent.TargetChanged e) {
            return e.after().objectId();
        }
        return ((TargetEvent.TargetRemoved) data).before().objectId();
    }

    private static String personId(InspectorEvent data) {
        if (data instanceof InspectorEvent.InspectorRegistered e) {
            return e.record().personId();
        }
        if (data instanceof InspectorEvent.InspectorChanged e) {
            return e.after().personId();
        }
        return ((InspectorEvent.InspectorRemoved) data).before().personId();
    }

    /** A bundle must hold the draw's own stream from its first event. */
    static boolean isWhole(LedgerEvent event, Evidence evidence) {
        return event.stream().equals(DrawEvent.stream(evidence.bundle.drawId()));
    }
}
