package org.yanqian.query.workqueue;

import org.yanqian.ledger.event.ClosureEvent.ClosureConfirmed;
import org.yanqian.ledger.event.ClosureEvent.ClosureCountersigned;
import org.yanqian.ledger.event.ClosureEvent.ClosureDecided;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;
import org.yanqian.query.workqueue.WorkItem.Kind;

/** What a site found closed gives people to do: confirm, decide, countersign. */
final class ClosureItems {
    private final WorkItems items;
    private final VacancyItems.Items concerning;

    ClosureItems(WorkItems items, VacancyItems.Items concerning) {
        this.items = items;
        this.concerning = concerning;
    }

    private static String id(String drawId, long number) {
        return drawId + "/closure/" + number;
    }

    private void put(Kind kind, String drawId, long request, String role, long index) {
        items.put(concerning.of(kind, id(drawId, request), drawId, role, index));
    }

    void reported(ClosureReported e, long index) {
        put(Kind.CLOSURE_TO_CONFIRM, e.drawId(), e.request(), WorkQueueProjection.INSPECTOR, index);
    }

    void confirmed(ClosureConfirmed e, long index) {
        items.remove(Kind.CLOSURE_TO_CONFIRM, id(e.drawId(), e.request()));
        put(Kind.REQUEST_TO_DECIDE, e.drawId(), e.request(), WorkQueueProjection.APPROVER, index);
    }

    void decided(ClosureDecided e, long index) {
        items.remove(Kind.CLOSURE_TO_CONFIRM, id(e.drawId(), e.request()));
        items.remove(Kind.REQUEST_TO_DECIDE, id(e.drawId(), e.request()));
        if (e.approved()) {
            put(
                    Kind.REQUEST_TO_COUNTERSIGN,
                    e.drawId(),
                    e.request(),
                    WorkQueueProjection.SEED_PARTY,
                    index);
        }
    }

    void countersigned(ClosureCountersigned e) {
        items.remove(Kind.REQUEST_TO_COUNTERSIGN, id(e.drawId(), e.request()));
    }
}
