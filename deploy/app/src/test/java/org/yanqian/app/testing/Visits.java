package org.yanqian.app.testing;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.VisitEvent;

/** Reads the visits of a draw out of the event store. */
final class Visits {
    private Visits() {}

    static List<DrawDriver.Visit> of(RunningService service, String drawId) {
        List<DrawDriver.Visit> visits = new ArrayList<>();
        JdbcClient.create(service.dataSource())
                .sql("select entry from ledger_event where stream like ? and seq = 0 order by pos")
                .param(VisitEvent.stream(drawId, "%"))
                .query((row, n) -> Entry.parse(row.getBytes(1)).event().data())
                .list()
                .forEach(
                        data -> {
                            if (data instanceof VisitEvent.VisitAssigned assigned) {
                                visits.add(
                                        new DrawDriver.Visit(
                                                assigned.label(),
                                                assigned.objectId(),
                                                assigned.team().stream()
                                                        .map(VisitEvent.TeamMember::certificateNo)
                                                        .toList(),
                                                assigned.team().stream()
                                                        .map(VisitEvent.TeamMember::label)
                                                        .toList()));
                            }
                        });
        return visits;
    }
}
