package org.yanqian.ledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.TreeHash;

/**
 * What the sealer does to the database, on its one connection: leadership, reading what is new in
 * commit-safe order, giving indexes. Every write is one transaction of the caller and is fenced by the
 * old size, so that a leader that lost its lock without noticing cannot write.
 */
public final class SealTable {
    /** "YQ" and 1: the advisory lock of the one sealer of a database. */
    static final long LOCK = 0x5951_0001L;

    private static final String COLUMNS = "pos, e.stream, e.seq, e.entry";

    private SealTable() {}

    public record Unsealed(long pos, String stream, long seq, byte[] entry) {}

    /** {@code snapshot}: what this statement saw, text of pg_snapshot. */
    public record Batch(String snapshot, List<Unsealed> events) {}

    /** The stand of the sealer; {@code sm3} is null in suite intl. */
    public record State(Frontier sha256, Frontier sm3) {
        public static State empty(Suite suite) {
            return new State(
                    new Frontier(Suite.INTL), suite == Suite.GM ? new Frontier(Suite.GM) : null);
        }

        public long size() {
            return sha256.size();
        }

        public State copy() {
            return new State(sha256.copy(), sm3 == null ? null : sm3.copy());
        }
    }

    public record Node(int level, long index, byte[] hash) {}

    /** Session lock; it ends with the connection. */
    public static boolean tryLead(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            select.setLong(1, LOCK);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    public static State load(Connection connection, Suite suite) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select frontier, sm3_frontier from ledger_state")) {
            if (!rows.next()) {
                return State.empty(suite);
            }
            return new State(
                    Frontier.parse(Suite.INTL, rows.getBytes(1)),
                    suite == Suite.GM ? Frontier.parse(Suite.GM, rows.getBytes(2)) : null);
        }
    }

    /** Everything without an index, whatever happened before: for a new leader and after errors. */
    public static Batch missing(Connection connection, int limit) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "with s as (select pg_current_snapshot()::text as snapshot)"
                                + " select s.snapshot, "
                                + COLUMNS
                                + " from s left join lateral (select * from ledger_event f where"
                                + " not exists (select 1 from ledger_index i where i.pos = f.pos)"
                                + " order by f.pos limit ?) e on true order by pos")) {
            select.setInt(1, limit);
            return batch(select);
        }
    }

    /**
     * What became visible since {@code seen}, in one statement with the snapshot that it saw. Not {@code
     * pos > last}: a transaction that commits late has a smaller pos, and it would be lost. With {@code
     * limit} rows there may be more: ask again with the same {@code seen}.
     */
    public static Batch since(Connection connection, String seen, int limit) throws SQLException {
        // Written so that the planner, who cannot know how few rows are new, has no choice but the
        // index on (xid, pos) and look-ups by pos: anything else reads the whole ledger each time.
        try (PreparedStatement select =
                connection.prepareStatement(
                        "with s as (select pg_current_snapshot()::text as snapshot), c as"
                                + " materialized (select f.pos from ledger_event f where f.xid >="
                                + " pg_snapshot_xmin(?::pg_snapshot) and not"
                                + " pg_visible_in_snapshot(f.xid, ?::pg_snapshot)) select"
                                + " s.snapshot, "
                                + COLUMNS
                                + " from s left join (select * from ledger_event where pos = any"
                                + " (array(select c.pos from c where (select i.idx from"
                                + " ledger_index i where i.pos = c.pos) is null order by c.pos"
                                + " limit ?))) e on true order by pos")) {
            select.setString(1, seen);
            select.setString(2, seen);
            select.setInt(3, limit);
            return batch(select);
        }
    }

    private static Batch batch(PreparedStatement select) throws SQLException {
        List<Unsealed> events = new ArrayList<>();
        String snapshot = null;
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                snapshot = rows.getString(1);
                long pos = rows.getLong(2);
                if (!rows.wasNull()) {
                    events.add(
                            new Unsealed(
                                    pos, rows.getString(3), rows.getLong(4), rows.getBytes(5)));
                }
            }
        }
        return new Batch(snapshot, events);
    }

    /**
     * Gives the next indexes to the entries at these positions; the caller commits and then takes the
     * new state.
     */
    public static State extend(
            Connection connection, State state, List<Long> positions, List<byte[]> entries)
            throws SQLException {
        State next = state.copy();
        List<byte[]> leaves = new ArrayList<>(entries.size());
        List<Node> nodes = new ArrayList<>();
        for (byte[] entry : entries) {
            byte[] leaf = TreeHash.leaf(Suite.INTL, entry);
            leaves.add(leaf);
            next.sha256()
                    .append(
                            leaf,
                            (level, index, hash) -> {
                                if (level > 0 && level % 8 == 0) {
                                    nodes.add(new Node(level, index, hash));
                                }
                            });
            if (next.sm3() != null) {
                next.sm3().append(TreeHash.leaf(Suite.GM, entry));
            }
        }
        seal(connection, state.size(), positions, leaves, nodes, next);
        return next;
    }

    /** Writes indexes {@code from, from+1 …} for these positions, the new tree nodes and the state. */
    public static void seal(
            Connection connection,
            long from,
            List<Long> positions,
            List<byte[]> leaves,
            List<Node> nodes,
            State state)
            throws SQLException {
        Long[] indexes = new Long[positions.size()];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = from + i;
        }
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into ledger_index (idx, pos, leaf)"
                                + " select * from unnest(?, ?, ?)")) {
            insert.setArray(1, EventTable.array(connection, "int8", indexes));
            insert.setArray(2, EventTable.array(connection, "int8", positions.toArray()));
            insert.setArray(
                    3, EventTable.array(connection, "bytea", leaves.toArray(new byte[0][])));
            insert.executeUpdate();
        }
        insertNodes(connection, nodes);
        saveState(connection, from, state);
    }

    private static void insertNodes(Connection connection, List<Node> nodes) throws SQLException {
        if (nodes.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into ledger_node (level, idx, hash) values (?, ?, ?)")) {
            for (Node node : nodes) {
                insert.setInt(1, node.level());
                insert.setLong(2, node.index());
                insert.setBytes(3, node.hash());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void saveState(Connection connection, long oldSize, State state)
            throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement(
                        "insert into ledger_state (size, frontier, sm3_frontier) values (?, ?, ?)"
                                + " on conflict (singleton) do update set size = excluded.size,"
                                + " frontier = excluded.frontier,"
                                + " sm3_frontier = excluded.sm3_frontier"
                                + " where ledger_state.size = ?")) {
            upsert.setLong(1, state.size());
            upsert.setBytes(2, state.sha256().format());
            upsert.setBytes(3, state.sm3() == null ? new byte[0] : state.sm3().format());
            upsert.setLong(4, oldSize);
            if (upsert.executeUpdate() != 1) {
                throw new SQLException("another sealer has moved the ledger from " + oldSize);
            }
        }
    }

    public static void insertCheckpoint(Connection connection, long size, String note, Instant made)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into ledger_checkpoint (size, note, made) values (?, ?, ?)")) {
            insert.setLong(1, size);
            insert.setString(2, note);
            insert.setTimestamp(3, Timestamp.from(made));
            insert.executeUpdate();
        }
    }

    /** A witness's cosignature line; the first one stands. */
    public static void insertCosignature(
            Connection connection, long size, String witness, String line) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into ledger_cosignature (size, witness, line) values (?, ?, ?)"
                                + " on conflict do nothing")) {
            insert.setLong(1, size);
            insert.setString(2, witness);
            insert.setString(3, line);
            insert.executeUpdate();
        }
    }

    public static void insertList(Connection connection, String hash, byte[] content)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into ledger_list (hash, content) values (?, ?)"
                                + " on conflict do nothing")) {
            insert.setString(1, hash);
            insert.setBytes(2, content);
            insert.executeUpdate();
        }
    }

    /** Whether a committed event about keys of the service still waits for its index. */
    public static boolean isKeyEventUnsealed(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select exists (select 1 from ledger_event e where e.stream = ? and not"
                                + " exists (select 1 from ledger_index i where i.pos = e.pos))")) {
            select.setString(1, KeyEvent.SERVICE_STREAM);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }
}
