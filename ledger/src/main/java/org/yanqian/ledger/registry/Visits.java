package org.yanqian.ledger.registry;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;

/** Drawn sites and what was recorded of them, by all bureaus. */
final class Visits {
    // Object id by stream of the visit.
    private final Map<String, String> assigned;
    private final Set<String> recorded;
    // By permit number: the site is one, however many bureaus list it.
    private final Map<String, List<Inspection>> inspections;

    Visits() {
        this(new HashMap<>(), new HashSet<>(), new HashMap<>());
    }

    private Visits(
            Map<String, String> assigned,
            Set<String> recorded,
            Map<String, List<Inspection>> inspections) {
        this.assigned = assigned;
        this.recorded = recorded;
        this.inspections = inspections;
    }

    Visits copy() {
        Map<String, List<Inspection>> lists = new HashMap<>();
        inspections.forEach((permitNo, list) -> lists.put(permitNo, new ArrayList<>(list)));
        return new Visits(new HashMap<>(assigned), new HashSet<>(recorded), lists);
    }

    List<Inspection> ofSite(String permitNo) {
        return List.copyOf(inspections.getOrDefault(permitNo, List.of()));
    }

    void assign(Findings findings, long index, String stream, String objectId) {
        String old = assigned.putIfAbsent(stream, objectId);
        if (old != null) {
            findings.add("ASSIGNED_TWICE", index, stream, old, objectId);
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
        String objectId = assigned.get(event.stream());
        if (!e.objectId().equals(objectId)) {
            findings.add(
                    "RECORDED_WITHOUT_VISIT",
                    index,
                    event.stream(),
                    objectId == null ? "a visit" : objectId,
                    e.objectId());
            return false;
        }
        if (!recorded.add(event.stream())) {
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
        inspections
                .computeIfAbsent(permitNo, no -> new ArrayList<>())
                .add(
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
