package org.yanqian.ledger.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.HashReader;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.TreeHash;

/**
 * Compares what the event store holds with the tree that was signed, index by index: the bytes of
 * each entry with its leaf, the columns of its row with the entry, the leaves with stored nodes,
 * checkpoints and the sealer's own stand. Pages, so that a ledger of any size costs little memory.
 *
 * <p>The connection must read one snapshot for a whole page (repeatable read).
 */
public final class StoreComparison {
    /**
     * The first difference.
     *
     * @param index first ledger index that may differ
     * @param what {@code row}, {@code entry}, {@code stream}, {@code seq}, {@code id}, {@code hash},
     *     {@code node}, {@code checkpoint}, {@code witnessed}, {@code state}, {@code size}
     * @param expected by the tree
     * @param found in the store
     */
    public record Difference(long index, String what, String expected, String found) {}

    /**
     * How far a comparison has come.
     *
     * @param trees of all entries compared so far
     * @param agreed largest size up to which a checkpoint or stored node agreed
     */
    public record Cursor(SealTable.State trees, long agreed) {
        /** Before the first entry. */
        public static Cursor start(Suite suite) {
            return new Cursor(SealTable.State.empty(suite), 0);
        }

        /**
         * From somewhere in the middle, the tree before it taken from stored hashes; SM3 is left out.
         * Throws {@code MISSING_HASH}.
         */
        public static Cursor at(long position, HashReader hashes) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(ByteBuffer.allocate(8).putLong(position).array());
            for (int level = 62; level >= 0; level--) {
                if ((position >>> level & 1) == 1) {
                    out.writeBytes(hashes.hash(level, (position >>> level) - 1));
                }
            }
            Frontier frontier = Frontier.parse(Suite.INTL, out.toByteArray());
            return new Cursor(new SealTable.State(frontier, null), position);
        }

        public long position() {
            return trees.size();
        }
    }

    /**
     * @param next where to go on; not to be used after a difference
     * @param size of the ledger when the page was read
     * @param difference empty while all agrees
     */
    public record Page(Cursor next, long size, Optional<Difference> difference) {
        /** Whether every entry of the ledger has been compared. */
        public boolean isWhole() {
            return difference.isEmpty() && next.position() >= size;
        }
    }

    private final Connection connection;
    private final Suite suite;
    private final Map<Long, byte[]> roots;
    private SealTable.State trees;
    private long agreed;
    private Difference difference;

    private StoreComparison(
            Connection connection, Suite suite, Cursor from, Map<Long, byte[]> roots) {
        this.connection = connection;
        this.suite = suite;
        this.roots = roots;
        this.trees = from.trees().copy();
        this.agreed = from.agreed();
    }

    /**
     * Compares at most {@code limit} entries from the cursor on.
     *
     * @param remembered roots by size that are known from outside the store
     */
    public static Page page(
            Connection connection,
            Suite suite,
            Cursor from,
            int limit,
            Map<Long, byte[]> remembered)
            throws SQLException {
        return new StoreComparison(connection, suite, from, remembered).compare(limit);
    }

    private Page compare(int limit) throws SQLException {
        SealTable.State sealer = SealTable.load(connection, suite);
        long from = trees.size();
        if (from > sealer.size()) {
            difference =
                    new Difference(sealer.size(), "size", "at least " + from, sealer.size() + "");
            return page(sealer.size());
        }
        long to = Math.min(sealer.size(), from + limit);
        Map<Long, byte[]> checkpoints = checkpoints(from, to);
        compareRows(from, to, checkpoints);
        if (difference == null && trees.size() < to) {
            difference = new Difference(trees.size(), "row", "an entry", "nothing");
        }
        if (difference == null && to == sealer.size()) {
            compareEnd(sealer);
        }
        return page(sealer.size());
    }

    private Page page(long size) {
        return new Page(new Cursor(trees, agreed), size, Optional.ofNullable(difference));
    }

    private Map<Long, byte[]> checkpoints(long above, long upTo) throws SQLException {
        Map<Long, byte[]> found = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select size, note from ledger_checkpoint where size > ? and size <= ?"
                                + " order by size")) {
            select.setLong(1, above);
            select.setLong(2, upTo);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getLong(1), root(rows.getLong(1), rows.getString(2)));
                }
            }
        }
        return found;
    }

    // A note that cannot be read, or is of another size, agrees with no root.
    private static byte[] root(long size, String note) {
        try {
            Checkpoint checkpoint =
                    Checkpoint.parse(Note.parse(note.getBytes(StandardCharsets.UTF_8)).text());
            return checkpoint.size() == size ? checkpoint.root() : new byte[0];
        } catch (CodedException e) {
            return new byte[0];
        }
    }

    private void compareRows(long from, long to, Map<Long, byte[]> checkpoints)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select i.idx, i.leaf, e.stream, e.seq, e.id, e.hash, e.entry"
                                + " from ledger_index i left join ledger_event e using (pos)"
                                + " where i.idx >= ? and i.idx < ? order by i.idx")) {
            select.setLong(1, from);
            select.setLong(2, to);
            try (ResultSet row = select.executeQuery()) {
                while (difference == null && row.next()) {
                    compareRow(row);
                    if (difference == null) {
                        compareRoot("checkpoint", checkpoints.get(trees.size()));
                        compareRoot("witnessed", roots.get(trees.size()));
                    }
                }
            }
        }
    }

    private void compareRow(ResultSet row) throws SQLException {
        long index = trees.size();
        byte[] bytes = row.getBytes("entry");
        if (row.getLong("idx") != index || bytes == null) {
            difference = new Difference(index, "row", "an entry", "nothing");
            return;
        }
        byte[] leaf = TreeHash.leaf(Suite.INTL, bytes);
        if (!Arrays.equals(leaf, row.getBytes("leaf"))) {
            differ(index, "entry", Hex.format(row.getBytes("leaf")), Hex.format(leaf));
            return;
        }
        Entry entry;
        try {
            entry = Entry.parse(bytes);
        } catch (CodedException e) {
            differ(index, "entry", "an entry", e.getMessage());
            return;
        }
        differ(index, "stream", entry.event().stream(), row.getString("stream"));
        differ(index, "seq", entry.event().seq(), row.getLong("seq"));
        differ(index, "id", entry.event().id(), row.getObject("id"));
        differ(index, "hash", Hex.format(entry.hash(suite)), Hex.format(row.getBytes("hash")));
        if (difference == null) {
            append(leaf, bytes);
        }
    }

    private void differ(long index, String what, Object expected, Object found) {
        if (difference == null && !expected.toString().equals(String.valueOf(found))) {
            difference = new Difference(index, what, expected.toString(), String.valueOf(found));
        }
    }

    private void append(byte[] leaf, byte[] bytes) throws SQLException {
        List<SealTable.Node> complete = new ArrayList<>();
        trees.sha256()
                .append(
                        leaf,
                        (level, index, hash) -> {
                            if (level > 0 && level % 8 == 0) {
                                complete.add(new SealTable.Node(level, index, hash));
                            }
                        });
        if (trees.sm3() != null) {
            trees.sm3().append(TreeHash.leaf(Suite.GM, bytes));
        }
        for (SealTable.Node node : complete) {
            compareNode(node);
        }
    }

    private void compareNode(SealTable.Node node) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select hash from ledger_node where level = ? and idx = ?")) {
            select.setInt(1, node.level());
            select.setLong(2, node.index());
            try (ResultSet rows = select.executeQuery()) {
                byte[] stored = rows.next() ? rows.getBytes(1) : new byte[0];
                long first = Math.max(agreed, node.index() << node.level());
                differ(first, "node", Hex.format(stored), Hex.format(node.hash()));
            }
        }
    }

    private void compareRoot(String what, byte[] expected) {
        if (expected != null && difference == null) {
            differ(agreed, what, Hex.format(expected), Hex.format(trees.sha256().root()));
            agreed = difference == null ? trees.size() : agreed;
        }
    }

    /** What only the whole shows: nothing beyond the size, and the trees that the sealer goes on with. */
    private void compareEnd(SealTable.State sealer) throws SQLException {
        differ(agreed, "state", hex(sealer.sha256().root()), hex(trees.sha256().root()));
        if (sealer.sm3() != null && trees.sm3() != null) {
            differ(agreed, "state", hex(sealer.sm3().root()), hex(trees.sm3().root()));
        }
        try (PreparedStatement select =
                connection.prepareStatement("select coalesce(max(idx) + 1, 0) from ledger_index")) {
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                differ(sealer.size(), "size", sealer.size(), rows.getLong(1));
            }
        }
    }

    private static String hex(byte[] root) {
        return Hex.format(root);
    }

    /**
     * The quick look before anything is signed: the stand that the sealer would go on from, and the
     * remembered roots, against the stored hashes. Entries are not read.
     */
    public static Optional<Difference> ends(
            Connection connection, Suite suite, HashReader hashes, Map<Long, byte[]> remembered)
            throws SQLException {
        SealTable.State sealer = SealTable.load(connection, suite);
        Optional<Difference> state = root("state", sealer.size(), sealer.sha256().root(), hashes);
        if (state.isPresent()) {
            return state;
        }
        for (Map.Entry<Long, byte[]> known : remembered.entrySet()) {
            if (known.getKey() <= sealer.size()) {
                Optional<Difference> found =
                        root("witnessed", known.getKey(), known.getValue(), hashes);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> root(
            String what, long size, byte[] expected, HashReader hashes) {
        try {
            byte[] found = Proofs.root(Suite.INTL, size, hashes);
            return Arrays.equals(found, expected)
                    ? Optional.empty()
                    : Optional.of(new Difference(0, what, hex(expected), hex(found)));
        } catch (CodedException e) {
            return Optional.of(new Difference(0, what, hex(expected), e.getMessage()));
        }
    }
}
