package org.yanqian.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.yanqian.command.seal.Identifiers;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.store.EventTable;
import org.yanqian.ledger.store.StoredEvent;

/** The same table and one insert per unit of work, but no signature, no chain and nobody who seals. */
final class PlainEngine implements EventStorageEngine {
    private static final byte[] NO_HASH = new byte[32];

    private final DataSource dataSource;
    private final Identifiers identifiers;

    PlainEngine(DataSource dataSource, Identifiers identifiers) {
        this.dataSource = dataSource;
        this.identifiers = identifiers;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        List<StoredEvent> rows = new ArrayList<>(events.size());
        for (EventMessage<?> each : events) {
            DomainEventMessage<?> event = (DomainEventMessage<?>) each;
            UUID id = identifiers.newId();
            byte[] bytes = CanonicalJson.format(RecordCodec.format((Record) event.getPayload()));
            rows.add(
                    new StoredEvent(
                            event.getAggregateIdentifier(),
                            event.getSequenceNumber(),
                            id,
                            NO_HASH,
                            bytes));
        }
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            EventTable.insert(connection, rows);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    @Override
    public DomainEventStream readEvents(String stream, long firstSequenceNumber) {
        return DomainEventStream.empty();
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String stream) {
        return Optional.empty();
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(TrackingToken t, boolean mayBlock) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TrackingToken createTailToken() {
        throw new UnsupportedOperationException();
    }

    @Override
    public TrackingToken createHeadToken() {
        throw new UnsupportedOperationException();
    }

    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
        return Optional.empty();
    }
}
