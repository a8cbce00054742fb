package org.yanqian.command.seal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yanqian.ledger.store.EventTable.Condition;
import org.yanqian.ledger.store.StoredEvent;

/**
 * The event store as the write side sees it: streams without gaps, each place in a stream taken once.
 * What a transaction appends it can read at once, others when it commits.
 */
public interface EntryStore {
    /**
     * In the caller's transaction: all or nothing. A twin of (stream, seq) fails here with SQL state
     * 23505, or when the transaction commits.
     */
    void append(Connection connection, List<StoredEvent> events) throws SQLException;

    /**
     * As {@link #append}, if the condition holds; its lock is held then and also if not.
     *
     * @return false if it does not hold and nothing was appended
     */
    default boolean appendIf(Connection connection, List<StoredEvent> events, Condition condition)
            throws SQLException {
        long last = lastSeqLocked(connection, condition.lock(), condition.stream()).orElse(-1L);
        if (last == condition.lastSeq()) {
            append(connection, events);
        }
        return last == condition.lastSeq();
    }

    /** Entries of one stream from {@code fromSeq}, ascending. */
    List<byte[]> readStream(Connection connection, String stream, long fromSeq) throws SQLException;

    Optional<Long> lastSeq(Connection connection, String stream) throws SQLException;

    /** Hash of the last event of each of these streams; a stream without events is absent. */
    Map<String, byte[]> lastHashes(Connection connection, List<String> streams) throws SQLException;

    /**
     * Takes the shared advisory lock until the transaction ends, then asks as {@link #lastSeq}: what was
     * committed while the lock was waited for counts.
     */
    Optional<Long> lastSeqLocked(Connection connection, long lock, String stream)
            throws SQLException;
}
