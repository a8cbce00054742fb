package org.yanqian.command.axonserver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.yanqian.command.seal.EntryStore;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.StoredEvent;

/**
 * Streams in Axon Server. What a transaction appends is kept here until it commits, so that all of a
 * request goes over in one piece, see {@link AxonServerTransactions}.
 */
public final class AxonServerEntries implements EntryStore {
    /** What one transaction has appended, and the heads of the streams that it has read. */
    private final class Unit implements TransactionSynchronization {
        private final List<StoredEvent> appended = new ArrayList<>();
        private final Map<String, Long> seqs = new HashMap<>();
        private final Map<String, byte[]> heads = new HashMap<>();

        private void add(StoredEvent event) {
            appended.add(event);
            seqs.put(event.stream(), event.seq());
            heads.put(event.stream(), event.hash());
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(AxonServerEntries.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(AxonServerEntries.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(AxonServerEntries.this);
        }
    }

    private final AxonServerClient client;
    private final Suite suite;

    public AxonServerEntries(AxonServerClient client, Suite suite) {
        this.client = client;
        this.suite = suite;
    }

    private Optional<Unit> unit() {
        return Optional.ofNullable(
                (Unit) TransactionSynchronizationManager.getResource(AxonServerEntries.this));
    }

    private Unit begun() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an append outside a transaction is not atomic");
        }
        return unit().orElseGet(
                        () -> {
                            Unit unit = new Unit();
                            TransactionSynchronizationManager.registerSynchronization(unit);
                            unit.resume();
                            return unit;
                        });
    }

    /** What the transaction that commits now has appended. */
    List<StoredEvent> appended() {
        return unit().map(unit -> List.copyOf(unit.appended)).orElse(List.of());
    }

    @Override
    public void append(Connection connection, List<StoredEvent> events) {
        Unit unit = begun();
        events.forEach(unit::add);
    }

    @Override
    public List<byte[]> readStream(Connection connection, String stream, long fromSeq) {
        List<byte[]> entries = new ArrayList<>(client.readStream(stream, fromSeq));
        if (!entries.isEmpty() && TransactionSynchronizationManager.isActualTransactionActive()) {
            Entry last = Entry.parse(entries.get(entries.size() - 1));
            begun().heads.putIfAbsent(stream, last.hash(suite));
            begun().seqs.putIfAbsent(stream, last.event().seq());
        }
        unit().ifPresent(
                        unit ->
                                unit.appended.stream()
                                        .filter(e -> e.stream().equals(stream))
                                        .filter(e -> e.seq() >= fromSeq)
                                        .forEach(e -> entries.add(e.entry())));
        return entries;
    }

    @Override
    public Optional<Long> lastSeq(Connection connection, String stream) {
        Optional<Long> own = unit().map(unit -> unit.seqs.get(stream));
        long last = own.isPresent() ? own.get() : client.lastSeq(stream);
        return last < 0 ? Optional.empty() : Optional.of(last);
    }

    @Override
    public Map<String, byte[]> lastHashes(Connection connection, List<String> streams) {
        Map<String, byte[]> hashes = new HashMap<>();
        for (String stream : streams) {
            byte[] known = unit().map(unit -> unit.heads.get(stream)).orElse(null);
            if (known == null) {
                lastSeq(connection, stream).ifPresent(last -> readStream(connection, stream, last));
                known = unit().map(unit -> unit.heads.get(stream)).orElse(null);
            }
            if (known != null) {
                hashes.put(stream, known);
            }
        }
        return hashes;
    }

    @Override
    public Optional<Long> lastSeqLocked(Connection connection, long lock, String stream)
            throws SQLException {
        try (PreparedStatement shared =
                connection.prepareStatement("select pg_advisory_xact_lock_shared(?)")) {
            shared.setLong(1, lock);
            shared.execute();
        }
        return lastSeq(connection, stream);
    }
}
