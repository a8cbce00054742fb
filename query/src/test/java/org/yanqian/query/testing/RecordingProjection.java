package org.yanqian.query.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.springframework.transaction.PlatformTransactionManager;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.EventTypes;
import org.yanqian.query.projection.Projection;

/** Wants every event type and remembers what reached it. */
@ProcessingGroup("recording")
public class RecordingProjection extends Projection {
    public record Seen(Class<?> type, Place place) {}

    public final List<Seen> seen = new CopyOnWriteArrayList<>();

    public RecordingProjection(DataSource dataSource, PlatformTransactionManager manager) {
        super("recording", List.of(), dataSource, manager);
        EventTypes.all()
                .values()
                .forEach(
                        type ->
                                on(
                                        type.asSubclass(EventData.class),
                                        (e, place) -> seen.add(new Seen(e.getClass(), place))));
    }
}
