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
     * One statement for all rows. A twin of (stream, seq) fails with SQL state 23505 and leaves
     * nothing of the batch.
     */
    public static void insert(Connection connection, List<StoredEvent> events) throws SQLException {
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
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into ledger_event (stream, seq, id, hash, entry)"
                                + " select * from unnest(?, ?, ?, ?, ?)")) {
            insert.setArray(1, array(connection, "text", streams));
            insert.setArray(2, array(connection, "int8", seqs));
            insert.setArray(3, array(connection, "uuid", ids));
            insert.setArray(4, array(connection, "bytea", hashes));
            insert.setArray(5, array(connection, "bytea", entries));
            insert.executeUpdate();
        }
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
