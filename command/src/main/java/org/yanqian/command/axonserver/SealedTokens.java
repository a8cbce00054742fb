package org.yanqian.command.axonserver;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.store.StoredEvent;

/** Table {@code ledger_axon}: which row of the database is which event of Axon Server. */
final class SealedTokens {
    /** A stored row by its place in a stream. */
    record Row(long pos, byte[] entry) {}

    /** A sealed event: its ledger index and leaf; the index is -1 while it has none. */
    record Leaf(long index, byte[] leaf) {}

    /** The last event of a stream. */
    record Head(long seq, byte[] hash) {}

    private SealedTokens() {}

    /** -1 while there is none. */
    static long last(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select coalesce(max(token), -1) from ledger_axon")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    static void insert(Connection connection, Map<Long, Long> positionsByToken)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into ledger_axon (token, pos) select * from unnest(?, ?)")) {
            insert.setArray(1, array(connection, "int8", positionsByToken.keySet().toArray()));
            insert.setArray(2, array(connection, "int8", positionsByToken.values().toArray()));
            insert.executeUpdate();
        }
    }

    /** Rows of these places, by {@code stream@seq}. */
    static Map<String, Row> rows(Connection connection, List<StoredEvent> places)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select e.pos, e.stream, e.seq, e.entry from ledger_event e join"
                                + " unnest(?, ?) as p (stream, seq) using (stream, seq)")) {
            select.setArray(
                    1,
                    array(connection, "text", places.stream().map(StoredEvent::stream).toArray()));
            select.setArray(
                    2, array(connection, "int8", places.stream().map(StoredEvent::seq).toArray()));
            Map<String, Row> rows = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.put(
                            place(row.getString(2), row.getLong(3)),
                            new Row(row.getLong(1), row.getBytes(4)));
                }
            }
            return rows;
        }
    }

    static String place(String stream, long seq) {
        return stream + "@" + seq;
    }

    static Map<String, Head> heads(Connection connection, List<StoredEvent> events)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select distinct on (stream) stream, seq, hash from ledger_event"
                                + " where stream = any (?) order by stream, seq desc")) {
            select.setArray(
                    1,
                    array(
                            connection,
                            "text",
                            events.stream().map(StoredEvent::stream).distinct().toArray()));
            Map<String, Head> heads = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    heads.put(row.getString(1), new Head(row.getLong(2), row.getBytes(3)));
                }
            }
            return heads;
        }
    }

    /** By token, from {@code from} to {@code to}, exclusive. */
    static Map<Long, Leaf> leaves(Connection connection, long from, long to) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select a.token, coalesce(i.idx, -1), i.leaf from ledger_axon a"
                                + " left join ledger_index i using (pos)"
                                + " where a.token >= ? and a.token < ?")) {
            select.setLong(1, from);
            select.setLong(2, to);
            Map<Long, Leaf> leaves = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    leaves.put(row.getLong(1), new Leaf(row.getLong(2), row.getBytes(3)));
                }
            }
            return leaves;
        }
    }

    private static Array array(Connection connection, String type, Object[] values)
            throws SQLException {
        return connection.createArrayOf(type, values);
    }
}
