package org.yanqian.ledger.registry;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;

/** Drawn sites and what was recorded of them, by all bureaus: a site is one, whoever lists it. */
final class Visits {
    private final VisitStore store;

    Visits(VisitStore store) {
        this.store = store;
    }

    Visits copy() {
        return new Visits(store.copy());
    }

    List<Inspection> ofSite(String permitNo) {
        return store.ofSite(permitNo);
    }

    /** For a snapshot, as it was found elsewhere. */
    void take(String permitNo, List<Inspection> inspections) {
        inspections.forEach(inspection -> store.add(permitNo, inspection));
    }

    /** Null without a visit of this stream. */
    String objectId(String stream) {
        return store.objectId(stream);
    }

    void assign(Findings findings, long index, String stream, String objectId) {
        String old = store.objectId(stream);
        if (old != null) {
            findings.add("ASSIGNED_TWICE", index, stream, old, objectId);
        } else {
            store.assign(stream, objectId);
        }
    }

    /**
     * True when the record counts. An invented or repeated one would spare a site: it counts for
     * nothing.
     */
    boolean record(
            Findings findings,
            long index,
            LedgerEvent event,
            InspectionRecorded e,
            String bureau,
            String permitNo) {
        String objectId = store.objectId(event.stream());
        if (!e.objectId().equals(objectId)) {
            findings.add(
                    "RECORDED_WITHOUT_VISIT",
                    index,
                    event.stream(),
                    objectId == null ? "a visit" : objectId,
                    e.objectId());
            return false;
        }
        if (!store.recordFirst(event.stream())) {
            findings.add("RECORDED_TWICE", index, event.stream(), "one result", e.outcome());
            return false;
        }
        LocalDate on;
        try {
            on = LocalDate.parse(e.inspectedOn());
        } catch (DateTimeException wrong) {
            findings.add("BAD_DATE", index, event.stream(), "a date", e.inspectedOn());
            return false;
        }
        store.add(
                permitNo,
                new Inspection(
                        index,
                        event.id(),
                        bureau,
                        e.drawId(),
                        objectId,
                        permitNo,
                        on,
                        e.outcome()));
        return true;
    }
}
