package org.yanqian.query.workqueue;

import java.time.OffsetDateTime;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.event.VacancyEvent.Place;
import org.yanqian.ledger.event.VacancyEvent.Slot;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyCountersigned;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.query.workqueue.WorkItem.Basis;
import org.yanqian.query.workqueue.WorkItem.Kind;

/** What a vacancy gives people to do: decide, countersign a second one of a visit, execute. */
final class VacancyItems {
    /** An item of the draw's bureau and plan line. */
    interface Items {
        WorkItem of(Kind kind, String id, String drawId, String role, long index);
    }

    private final WorkItems items;
    private final WorkItems.Write write;
    private final Supplier<JdbcClient> jdbc;
    private final Items concerning;

    VacancyItems(
            WorkItems items, WorkItems.Write write, Supplier<JdbcClient> jdbc, Items concerning) {
        this.items = items;
        this.write = write;
        this.jdbc = jdbc;
        this.concerning = concerning;
    }

    private static String id(String drawId, long number) {
        return drawId + "/vacancy/" + number;
    }

    void asked(VacancyRequested e, long index) {
        String id = id(e.drawId(), e.request());
        items.put(
                concerning.of(
                        Kind.REQUEST_TO_DECIDE,
                        id,
                        e.drawId(),
                        WorkQueueProjection.APPROVER,
                        index));
        if (e.places().stream().anyMatch(place -> isSecond(e.drawId(), place))) {
            items.put(
                    concerning.of(
                            Kind.REQUEST_TO_COUNTERSIGN,
                            id,
                            e.drawId(),
                            WorkQueueProjection.SEED_PARTY,
                            index));
        }
    }

    private boolean isSecond(String drawId, Place place) {
        return jdbc.get()
                        .sql(
                                "select count(*) from workqueue_vacancy where draw_id = ? and label"
                                        + " = ?")
                        .param(drawId)
                        .param(place.visit())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Whoever lends decides. */
    void loanAsked(LoanRequested e, long index) {
        items.put(
                concerning
                        .of(
                                Kind.REQUEST_TO_DECIDE,
                                id(e.drawId(), e.request()),
                                e.drawId(),
                                WorkQueueProjection.APPROVER,
                                index)
                        .bureau(e.bureau()));
    }

    void decided(String drawId, long request) {
        items.remove(Kind.REQUEST_TO_DECIDE, id(drawId, request));
        items.remove(Kind.REQUEST_TO_COUNTERSIGN, id(drawId, request));
    }

    void countersigned(VacancyCountersigned e) {
        items.remove(Kind.REQUEST_TO_COUNTERSIGN, id(e.drawId(), e.request()));
    }

    void announced(VacancyAnnounced e, long index) {
        decided(e.drawId(), e.request());
        for (Slot slot : e.slots()) {
            write.run(
                    "insert into workqueue_vacancy values (?, ?) on conflict do nothing",
                    e.drawId(),
                    slot.visit());
        }
        WorkItem item =
                concerning
                        .of(
                                Kind.VACANCY_TO_EXECUTE,
                                id(e.drawId(), e.k()),
                                e.drawId(),
                                WorkQueueProjection.DRAW_OPERATOR,
                                index)
                        .witnessed(index);
        OffsetDateTime at = RoundTimes.of(e.beacon());
        boolean ownChain = at == null && e.beacon().round() > 0;
        items.put(ownChain ? item.dueByPolicy() : item.due(at, Basis.BEACON_TIME));
    }

    void executed(VacancyExecuted e) {
        items.remove(Kind.VACANCY_TO_EXECUTE, id(e.drawId(), e.k()));
    }
}
