package org.yanqian.command.seal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;

/**
 * Axon's event store over the ledger's: event, chain and signature in the one transaction of
 * the command. Nobody can track unsealed events here; projections read the sealed ledger.
 */
public final class LedgerEventStorageEngine implements EventStorageEngine {
    public static final String ACTOR = "actor";
    public static final String CAUSE = "cause";

    private final DataSource dataSource;
    private final LedgerAppender appender;
    private final SealSignal signal;
    private final StoreHalt halt;

    public LedgerEventStorageEngine(
            DataSource dataSource, LedgerAppender appender, SealSignal signal, StoreHalt halt) {
        this.dataSource = dataSource;
        this.appender = appender;
        this.signal = signal;
        this.halt = halt;
    }

    /** True for the twin of a (stream, seq). */
    public static PersistenceExceptionResolver duplicates() {
        return e -> e instanceof SQLException sql && "23505".equals(sql.getSQLState());
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        halt.requireNone();
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an append outside a transaction is not atomic");
        }
        List<LedgerAppender.Draft> drafts = new ArrayList<>(events.size());
        events.forEach(event -> drafts.add(draft((DomainEventMessage<?>) event)));
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            List<Entry> entries = appender.append(connection, drafts, StreamHeads.ofTransaction());
            Appended.add(entries);
            wakeAfterCommit();
        } catch (SQLException e) {
            throw translate(e, drafts);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        signal.wake();
                    }
                });
    }

    private static RuntimeException translate(SQLException e, List<LedgerAppender.Draft> drafts) {
        if (!"23505".equals(e.getSQLState())) {
            return new IllegalStateException("appending " + drafts.size() + " events", e);
        }
        boolean creation = drafts.stream().anyMatch(draft -> draft.seq() == 0);
        String first = drafts.get(0).stream() + "@" + drafts.get(0).seq();
        return creation
                ? new AggregateStreamCreationException("a stream exists already: " + first, e)
                : new ConcurrencyException("another command was first: " + first, e);
    }

    private LedgerAppender.Draft draft(DomainEventMessage<?> event) {
        MetaData metaData = event.getMetaData();
        if (!(metaData.get(ACTOR) instanceof Actor actor)
                || !(metaData.get(CAUSE) instanceof String cause)) {
            throw new IllegalStateException("a command without actor or cause");
        }
        return new LedgerAppender.Draft(
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                (EventData) event.getPayload(),
                actor,
                cause,
                appender.newId(),
                event.getTimestamp());
    }

    @Override
    public DomainEventStream readEvents(String stream, long firstSequenceNumber) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            List<byte[]> entries =
                    appender.store().readStream(connection, stream, firstSequenceNumber);
            List<DomainEventMessage<?>> messages = new ArrayList<>(entries.size());
            for (byte[] bytes : entries) {
                Entry entry = Entry.parse(bytes);
                messages.add(message(entry.event()));
                if (messages.size() == entries.size()) {
                    StreamHeads.ofTransaction()
                            .put(stream, entry.event().seq(), entry.hash(appender.suite()));
                }
            }
            return DomainEventStream.of(messages);
        } catch (SQLException e) {
            throw new IllegalStateException("reading " + stream, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static DomainEventMessage<?> message(LedgerEvent event) {
        return new GenericDomainEventMessage<>(
                "ledger",
                event.stream(),
                event.seq(),
                event.data(),
                MetaData.with(ACTOR, event.actor()).and(CAUSE, event.cause()),
                event.id(),
                EventCodec.parseTime(event.time()));
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String stream) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            return appender.store().lastSeq(connection, stream);
        } catch (SQLException e) {
            throw new IllegalStateException("reading " + stream, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(
            TrackingToken trackingToken, boolean mayBlock) {
        throw unsealed();
    }

    @Override
    public TrackingToken createTailToken() {
        throw unsealed();
    }

    @Override
    public TrackingToken createHeadToken() {
        throw unsealed();
    }

    @Override
    public TrackingToken createTokenAt(java.time.Instant dateTime) {
        throw unsealed();
    }

    private static IllegalStateException unsealed() {
        return new IllegalStateException(
                "unsealed events cannot be tracked; read the sealed ledger instead");
    }

    /** Streams are short; every read starts at the first event, so that the chain is seen whole. */
    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new IllegalStateException("the ledger keeps no snapshots");
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
        return Optional.empty();
    }
}
