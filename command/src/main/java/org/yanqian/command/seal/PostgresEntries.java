package org.yanqian.command.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yanqian.ledger.store.EventTable;
import org.yanqian.ledger.store.EventTable.Condition;
import org.yanqian.ledger.store.StoredEvent;

/** Table {@code ledger_event} as the event store. */
public final class PostgresEntries implements EntryStore {
    @Override
    public void append(Connection connection, List<StoredEvent> events) throws SQLException {
        EventTable.insert(connection, events);
    }

    @Override
    public boolean appendIf(Connection connection, List<StoredEvent> events, Condition condition)
            throws SQLException {
        return EventTable.insertIf(connection, events, condition);
    }

    @Override
    public List<byte[]> readStream(Connection connection, String stream, long fromSeq)
            throws SQLException {
        return EventTable.readStream(connection, stream, fromSeq);
    }

    @Override
    public Optional<Long> lastSeq(Connection connection, String stream) throws SQLException {
        return EventTable.lastSeq(connection, stream);
    }

    @Override
    public Map<String, byte[]> lastHashes(Connection connection, List<String> streams)
            throws SQLException {
        return EventTable.lastHashes(connection, streams);
    }

    @Override
    public Optional<Long> lastSeqLocked(Connection connection, long lock, String stream)
            throws SQLException {
        // Two statements in one message: the second sees what was committed while the first waited.
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select pg_advisory_xact_lock_shared(?);"
                                + " select max(seq) from ledger_event where stream = ?")) {
            select.setLong(1, lock);
            select.setString(2, stream);
            select.execute();
            select.getMoreResults();
            try (ResultSet rows = select.getResultSet()) {
                rows.next();
                long seq = rows.getLong(1);
                return rows.wasNull() ? Optional.empty() : Optional.of(seq);
            }
        }
    }
}
