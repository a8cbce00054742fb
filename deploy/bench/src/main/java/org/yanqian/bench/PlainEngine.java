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
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.yanqian.command.seal.Identifiers;
import org.yanqian.command.seal.LedgerEventStorageEngine;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.store.EventTable;
import org.yanqian.ledger.store.StoredEvent;

/**
 * The same events in the same table by the same statements, one insert per unit of work, but no
 * signature, no chain and nobody who seals.
 */
final class PlainEngine implements EventStorageEngine {
    private static final byte[] NO_HASH = new byte[32];
    private static final String NO_SALT = "00".repeat(16);

    private final DataSource dataSource;
    private final Identifiers identifiers;

    PlainEngine(DataSource dataSource, Identifiers identifiers) {
        this.dataSource = dataSource;
        this.identifiers = identifiers;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        List<StoredEvent> rows = new ArrayList<>(events.size());
        events.forEach(event -> rows.add(row((DomainEventMessage<?>) event)));
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            EventTable.insert(connection, rows);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private StoredEvent row(DomainEventMessage<?> event) {
        UUID id = identifiers.newId();
        MetaData metaData = event.getMetaData();
        byte[] bytes =
                EventCodec.format(
                        new LedgerEvent(
                                (Actor) metaData.get(LedgerEventStorageEngine.ACTOR),
                                (String) metaData.get(LedgerEventStorageEngine.CAUSE),
                                (EventData) event.getPayload(),
                                id.toString(),
                                SealBench.ORIGIN,
                                "",
                                NO_SALT,
                                event.getSequenceNumber(),
                                event.getAggregateIdentifier(),
                                EventCodec.formatTime(event.getTimestamp())));
        return new StoredEvent(
                event.getAggregateIdentifier(), event.getSequenceNumber(), id, NO_HASH, bytes);
    }

    @Override
    public DomainEventStream readEvents(String stream, long firstSequenceNumber) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            List<byte[]> rows = EventTable.readStream(connection, stream, firstSequenceNumber);
            return DomainEventStream.of(rows.stream().map(PlainEngine::message));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static DomainEventMessage<?> message(byte[] bytes) {
        LedgerEvent event = EventCodec.parse(bytes);
        return new GenericDomainEventMessage<>(
                "plain",
                event.stream(),
                event.seq(),
                event.data(),
                MetaData.with(LedgerEventStorageEngine.ACTOR, event.actor())
                        .and(LedgerEventStorageEngine.CAUSE, event.cause()),
                event.id(),
                EventCodec.parseTime(event.time()));
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
