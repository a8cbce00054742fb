package org.yanqian.query.projection;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.query.source.LedgerSerializer;

/** How far each projection has come, read from the token table: true whichever node runs it. */
@Component
public class ProjectionPositions {
    private static final long POLL_MILLIS = 5;
    private static final long NOTHING = -1;

    private record Row(String processorname, byte[] token, String tokentype) {}

    private final JdbcClient jdbc;
    private final LedgerSerializer serializer = new LedgerSerializer();
    private final List<String> names;

    public ProjectionPositions(DataSource dataSource, List<Projection> projections) {
        this.jdbc = JdbcClient.create(dataSource);
        this.names = projections.stream().map(Projection::name).sorted().toList();
    }

    /** Last ledger index by projection, −1 before the first. */
    public Map<String, Long> all() {
        Map<String, Long> positions = new TreeMap<>();
        jdbc.sql("select processorname, token, tokentype from query_token")
                .query(Row.class)
                .list()
                .forEach(row -> positions.merge(row.processorname, position(row), Math::min));
        positions.keySet().retainAll(names);
        names.forEach(name -> positions.putIfAbsent(name, NOTHING));
        return positions;
    }

    private long position(Row row) {
        if (row.token == null) {
            return NOTHING;
        }
        TrackingToken token =
                serializer.deserialize(
                        new SimpleSerializedObject<>(
                                row.token,
                                byte[].class,
                                new SimpleSerializedType(row.tokentype, null)));
        return token.position().orElse(NOTHING);
    }

    /** True once all these projections have taken the entry {@code index}, false after the time. */
    public boolean await(List<String> projections, long index, long millis)
            throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (true) {
            Map<String, Long> positions = all();
            if (projections.stream().allMatch(name -> positions.get(name) >= index)) {
                return true;
            }
            if (System.nanoTime() >= end) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
