package org.yanqian.ledger.store;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.HashReader;
import org.yanqian.ledger.tree.TreeHash;

/** Reads what is sealed: entries by index, tree hashes, checkpoints, lists. Never an unsealed event. */
public final class SealedLedger {
    /** An entry and its place in the ledger order. */
    public record SealedEntry(long index, byte[] entry) {}

    /** A checkpoint with the cosignature lines that have come in, each ending in a line feed. */
    public record StoredCheckpoint(long size, String note, Map<String, String> cosignatures) {
        public String cosignedNote() {
            return note + String.join("", cosignatures.values());
        }
    }

    private final DataSource dataSource;

    public SealedLedger(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T query(Query<T> query) {
        try (Connection connection = dataSource.getConnection()) {
            return query.run(connection);
        } catch (SQLException e) {
            throw new UncheckedIOException(new java.io.IOException("reading the ledger", e));
        }
    }

    public long size() {
        return query(
                connection -> {
                    try (PreparedStatement select =
                                    connection.prepareStatement("select size from ledger_state");
                            ResultSet rows = select.executeQuery()) {
                        return rows.next() ? rows.getLong(1) : 0L;
                    }
                });
    }

    /** At most {@code limit} entries from index {@code from}, ascending, without gaps. */
    public List<SealedEntry> read(long from, int limit) {
        return query(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select i.idx, e.entry from ledger_index i"
                                            + " join ledger_event e using (pos)"
                                            + " where i.idx >= ? and i.idx < ? order by i.idx")) {
                        select.setLong(1, from);
                        select.setLong(2, from + limit);
                        return entries(select);
                    }
                });
    }

    public Optional<SealedEntry> find(String stream, long seq) {
        return query(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select i.idx, e.entry from ledger_event e"
                                            + " join ledger_index i using (pos)"
                                            + " where e.stream = ? and e.seq = ?")) {
                        select.setString(1, stream);
                        select.setLong(2, seq);
                        try (ResultSet rows = select.executeQuery()) {
                            return rows.next()
                                    ? Optional.of(
                                            new SealedEntry(rows.getLong(1), rows.getBytes(2)))
                                    : Optional.empty();
                        }
                    }
                });
    }

    /** The sealed entries of one stream in order. */
    public List<SealedEntry> stream(String stream) {
        return query(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select i.idx, e.entry from ledger_event e"
                                            + " join ledger_index i using (pos)"
                                            + " where e.stream = ? order by e.seq")) {
                        select.setString(1, stream);
                        return entries(select);
                    }
                });
    }

    /** Of the {@code limit} entries from index {@code from}, those of draws' streams, ascending. */
    public List<SealedEntry> readDraws(long from, int limit) {
        return query(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select i.idx, e.entry from ledger_index i"
                                            + " join ledger_event e using (pos)"
                                            + " where i.idx >= ? and i.idx < ?"
                                            + " and e.stream like 'draw/%' order by i.idx")) {
                        select.setLong(1, from);
                        select.setLong(2, from + limit);
                        return entries(select);
                    }
                });
    }

    private static List<SealedEntry> entries(PreparedStatement select) throws SQLException {
        List<SealedEntry> entries = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                entries.add(new SealedEntry(rows.getLong(1), rows.getBytes(2)));
            }
        }
        return entries;
    }

    /** The smallest checkpoint that covers {@code size} entries or more. */
    public Optional<StoredCheckpoint> checkpointCovering(long size) {
        return checkpoints("where size >= ? order by size limit 1", size).stream().findFirst();
    }

    public Optional<StoredCheckpoint> latestCheckpoint() {
        return checkpoints("where size >= ? order by size desc limit 1", 0).stream().findFirst();
    }

    /** The first checkpoints of {@code size} or more that a witness has cosigned, ascending. */
    public List<StoredCheckpoint> cosignedFrom(long size, int limit) {
        return checkpoints(
                "k where size >= ? and exists (select 1 from ledger_cosignature l"
                        + " where l.size = k.size) order by size limit "
                        + limit,
                size);
    }

    /** The last checkpoints of {@code size} or less that a witness has cosigned, descending. */
    public List<StoredCheckpoint> cosignedUpTo(long size, int limit) {
        List<StoredCheckpoint> descending =
                new ArrayList<>(
                        checkpoints(
                                "k where size <= ? and exists (select 1 from ledger_cosignature l"
                                        + " where l.size = k.size) order by size desc limit "
                                        + limit,
                                size));
        Collections.reverse(descending);
        return descending;
    }

    /** The last cosigned checkpoint of all. */
    public Optional<StoredCheckpoint> latestCosigned() {
        return checkpoints(
                        "k where size >= ? and exists (select 1 from ledger_cosignature l"
                                + " where l.size = k.size) order by size desc limit 1",
                        0)
                .stream()
                .findFirst();
    }

    /** Sizes of the last cosigned checkpoint of each day (UTC), ascending. */
    public List<Long> lastCosignedOfEachDay() {
        return query(
                connection -> {
                    try (PreparedStatement select =
                                    connection.prepareStatement(
                                            "select max(c.size) from ledger_checkpoint c where"
                                                    + " exists (select 1 from ledger_cosignature l"
                                                    + " where l.size = c.size) group by"
                                                    + " (c.made at time zone 'UTC')::date order by 1");
                            ResultSet rows = select.executeQuery()) {
                        List<Long> sizes = new ArrayList<>();
                        while (rows.next()) {
                            sizes.add(rows.getLong(1));
                        }
                        return sizes;
                    }
                });
    }

    /** Ascending, whatever order the condition chooses them in. */
    private List<StoredCheckpoint> checkpoints(String where, long parameter) {
        return query(
                connection -> {
                    Map<Long, StoredCheckpoint> found = new java.util.LinkedHashMap<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select c.size, c.note, s.witness, s.line from (select * from"
                                            + " ledger_checkpoint "
                                            + where
                                            + ") c left join ledger_cosignature s using (size)"
                                            + " order by c.size, s.witness")) {
                        select.setLong(1, parameter);
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                long size = rows.getLong(1);
                                String note = rows.getString(2);
                                StoredCheckpoint checkpoint =
                                        found.computeIfAbsent(
                                                size,
                                                s ->
                                                        new StoredCheckpoint(
                                                                s,
                                                                note,
                                                                new java.util.TreeMap<>()));
                                if (rows.getString(3) != null) {
                                    checkpoint
                                            .cosignatures()
                                            .put(rows.getString(3), rows.getString(4));
                                }
                            }
                        }
                    }
                    return List.copyOf(found.values());
                });
    }

    public Optional<byte[]> list(String hash) {
        return query(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select content from ledger_list where hash = ?")) {
                        select.setString(1, hash);
                        try (ResultSet rows = select.executeQuery()) {
                            return rows.next()
                                    ? Optional.of(rows.getBytes(1))
                                    : Optional.<byte[]>empty();
                        }
                    }
                });
    }

    /** The names of all stored lists, ascending. */
    public List<String> lists() {
        return query(
                connection -> {
                    try (PreparedStatement select =
                                    connection.prepareStatement(
                                            "select hash from ledger_list order by hash");
                            ResultSet rows = select.executeQuery()) {
                        List<String> hashes = new ArrayList<>();
                        while (rows.next()) {
                            hashes.add(rows.getString(1));
                        }
                        return hashes;
                    }
                });
    }

    public OptionalLong indexOf(String stream, long seq) {
        return find(stream, seq)
                .map(found -> OptionalLong.of(found.index()))
                .orElse(OptionalLong.empty());
    }

    /** Root hashes of complete subtrees, read tile by tile; one reader serves one or few proofs. */
    public HashReader hashes() {
        Map<String, List<byte[]>> tiles = new HashMap<>();
        return (level, index) -> hash(tiles, level, index);
    }

    private byte[] hash(Map<String, List<byte[]>> tiles, int level, long index) {
        int base = level / 8 * 8;
        int height = level - base;
        long first = index << height;
        List<byte[]> tile =
                tiles.computeIfAbsent(
                        base + "/" + (first >>> 8), key -> readTile(base, first >>> 8));
        int start = (int) (first & 255);
        if (start + (1 << height) > tile.size()) {
            throw new CodedException(
                    "MISSING_HASH", "subtree " + level + "/" + index + " is not in the store");
        }
        return subtree(tile.subList(start, start + (1 << height)));
    }

    private static byte[] subtree(List<byte[]> hashes) {
        if (hashes.size() == 1) {
            return hashes.get(0);
        }
        int half = hashes.size() / 2;
        return TreeHash.node(
                Suite.INTL,
                subtree(hashes.subList(0, half)),
                subtree(hashes.subList(half, hashes.size())));
    }

    private List<byte[]> readTile(int level, long tile) {
        String sql =
                level == 0
                        ? "select leaf from ledger_index where idx >= ? and idx < ? order by idx"
                        : "select hash from ledger_node where level = "
                                + level
                                + " and idx >= ? and idx < ? order by idx";
        return query(
                connection -> {
                    try (PreparedStatement select = connection.prepareStatement(sql)) {
                        select.setLong(1, tile << 8);
                        select.setLong(2, (tile << 8) + 256);
                        List<byte[]> hashes = new ArrayList<>(256);
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                hashes.add(rows.getBytes(1));
                            }
                        }
                        return hashes;
                    }
                });
    }
}
