package org.yanqian.ledger.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Table {@code ledger_event}: append in the caller's transaction, read one stream. */
public final class EventTable {
    private EventTable() {}

    /**
     * What must still be so when rows are inserted: {@code stream} ends at {@code lastSeq}, -1 for an
     * empty one. From then on to the end of the transaction nobody changes it who takes {@code lock}, an
     * advisory lock of the database, alone.
     */
    public record Condition(long lock, String stream, long lastSeq) {}

    private static final String INTO = "insert into ledger_event (stream, seq, id, hash, entry)";
    private static final String ONE = " select ?::text, ?::int8, ?::uuid, ?::bytea, ?::bytea";
    private static final String MANY = " select * from unnest(?, ?, ?, ?, ?)";
    private static final String UNDER_LOCK = "select pg_advisory_xact_lock_shared(?); ";
    private static final String IF_LAST =
            " where ? = (select coalesce(max(seq), -1) from ledger_event where stream = ?)";

    /**
     * One statement for all rows. A twin of (stream, seq) fails with SQL state 23505 and leaves
     * nothing of the batch.
     */
    public static void insert(Connection connection, List<StoredEvent> events) throws SQLException {
        String rows = events.size() == 1 ? ONE : MANY;
        try (PreparedStatement insert = connection.prepareStatement(INTO + rows)) {
            bind(insert, 1, connection, events);
            insert.executeUpdate();
        }
    }

    /**
     * As {@link #insert}, if the condition holds; in one message to the server, and the second of its
     * statements sees what was committed while the first waited for the lock.
     *
     * @return false if it does not hold and nothing was inserted; the lock is held then too
     */
    public static boolean insertIf(
            Connection connection, List<StoredEvent> events, Condition condition)
            throws SQLException {
        String rows = events.size() == 1 ? ONE : MANY;
        try (PreparedStatement insert =
                connection.prepareStatement(UNDER_LOCK + INTO + rows + IF_LAST)) {
            insert.setLong(1, condition.lock());
            int next = bind(insert, 2, connection, events);
            insert.setLong(next, condition.lastSeq());
            insert.setString(next + 1, condition.stream());
            insert.execute();
            insert.getMoreResults();
            return insert.getUpdateCount() == events.size();
        }
    }

    private static int bind(
            PreparedStatement insert, int from, Connection connection, List<StoredEvent> events)
            throws SQLException {
        if (events.size() == 1) {
            StoredEvent event = events.get(0);
            insert.setString(from, event.stream());
            insert.setLong(from + 1, event.seq());
            insert.setObject(from + 2, event.id());
            insert.setBytes(from + 3, event.hash());
            insert.setBytes(from + 4, event.entry());
            return from + 5;
        }
        int n = events.size();
        String[] streams = new String[n];
        Long[] seqs = new Long[n];
        Object[] ids = new Object[n];
        byte[][] hashes = new byte[n][];
        byte[][] entries = new byte[n][];
        for (int i = 0; i < n; i++) {
            StoredEvent event = events.get(i);
            streams[i] = event.stream();
            seqs[i] = event.seq();
            ids[i] = event.id();
            hashes[i] = event.hash();
            entries[i] = event.entry();
        }
        insert.setArray(from, array(connection, "text", streams));
        insert.setArray(from + 1, array(connection, "int8", seqs));
        insert.setArray(from + 2, array(connection, "uuid", ids));
        insert.setArray(from + 3, array(connection, "bytea", hashes));
        insert.setArray(from + 4, array(connection, "bytea", entries));
        return from + 5;
    }

    static Array array(Connection connection, String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    /** Entries of one stream from {@code fromSeq}, ascending. */
    public static List<byte[]> readStream(Connection connection, String stream, long fromSeq)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select entry from ledger_event where stream = ? and seq >= ?"
                                + " order by seq")) {
            select.setString(1, stream);
            select.setLong(2, fromSeq);
            List<byte[]> entries = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(rows.getBytes(1));
                }
            }
            return entries;
        }
    }

    public static Optional<Long> lastSeq(Connection connection, String stream) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select max(seq) from ledger_event where stream = ?")) {
            select.setString(1, stream);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                long seq = rows.getLong(1);
                return rows.wasNull() ? Optional.empty() : Optional.of(seq);
            }
        }
    }

    /** Hash of the last event of each of these streams; a stream without events is absent. */
    public static Map<String, byte[]> lastHashes(Connection connection, List<String> streams)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select distinct on (stream) stream, hash from ledger_event"
                                + " where stream = any (?) order by stream, seq desc")) {
            select.setArray(1, array(connection, "text", streams.toArray()));
            Map<String, byte[]> hashes = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    hashes.put(rows.getString(1), rows.getBytes(2));
                }
            }
            return hashes;
        }
    }
}
