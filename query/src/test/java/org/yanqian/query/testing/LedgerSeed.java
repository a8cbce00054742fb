package org.yanqian.query.testing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.EventTable;
import org.yanqian.ledger.store.SealTable;
import org.yanqian.ledger.store.StoredEvent;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.TreeHash;

/** Appends signed entries to a real ledger and seals them, as the command side would. */
public final class LedgerSeed {
    public static final String ORIGIN = "test.yanqian/county";
    public static final String BUREAU = "990421";
    public static final Suite SUITE = Suite.INTL;

    private final DataSource dataSource;
    private final SecureRandom random = new SecureRandom();
    private final PrivateKey key = PrivateKey.generate(SUITE, random);
    private final NoteSigner log;
    private final NoteSigner witness;
    private final Map<String, Entry> last = new HashMap<>();
    private Instant clock = Instant.parse("2026-10-09T01:00:00.000Z");

    public LedgerSeed(DataSource dataSource) {
        this.dataSource = dataSource;
        this.log = new NoteSigner(ORIGIN, PrivateKey.generate(Suite.INTL, random));
        this.witness = new NoteSigner("witness.sample", PrivateKey.generate(Suite.INTL, random));
    }

    public void at(String time) {
        clock = Instant.parse(time);
    }

    /** Appends, seals and returns the ledger index. */
    public long append(String stream, EventData data) {
        return append(stream, List.of(data));
    }

    /** One transaction; returns the index of the last. */
    public long append(String stream, List<? extends EventData> all) {
        return append(all.stream().map(data -> new Addressed(stream, data)).toList());
    }

    public record Addressed(String stream, EventData data) {}

    /** Events of several streams in one transaction; returns the index of the last. */
    public long append(List<Addressed> all) {
        List<StoredEvent> events = new ArrayList<>();
        all.forEach(a -> events.add(StoredEvent.of(sign(a.stream, a.data), SUITE)));
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            EventTable.insert(connection, events);
            long size = seal(connection);
            connection.commit();
            return size - 1;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public Entry lastOf(String stream) {
        return last.get(stream);
    }

    public String hashOf(String stream) {
        return Hex.format(last.get(stream).hash(SUITE));
    }

    private Entry sign(String stream, EventData data) {
        clock = clock.plusMillis(1000);
        Entry before = last.get(stream);
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        Entry entry =
                Entry.sign(
                        new LedgerEvent(
                                new Actor(BUREAU, "o-1", "draw-operator"),
                                UUID.randomUUID().toString(),
                                data,
                                UUID.randomUUID().toString(),
                                ORIGIN,
                                before == null ? "" : Hex.format(before.hash(SUITE)),
                                Hex.format(salt),
                                before == null ? 0 : before.event().seq() + 1,
                                stream,
                                EventCodec.formatTime(clock)),
                        List.of(key));
        last.put(stream, entry);
        return entry;
    }

    private static long seal(Connection connection) throws SQLException {
        SealTable.State state = SealTable.load(connection, SUITE);
        long from = state.size();
        List<Long> positions = new ArrayList<>();
        List<byte[]> leaves = new ArrayList<>();
        List<SealTable.Node> nodes = new ArrayList<>();
        for (SealTable.Unsealed event : SealTable.missing(connection, 100_000).events()) {
            byte[] leaf = TreeHash.leaf(Suite.INTL, event.entry());
            positions.add(event.pos());
            leaves.add(leaf);
            state.sha256()
                    .append(
                            leaf,
                            (level, index, hash) -> {
                                if (level > 0 && level % 8 == 0) {
                                    nodes.add(new SealTable.Node(level, index, hash));
                                }
                            });
        }
        SealTable.seal(connection, from, positions, leaves, nodes, state);
        return state.size();
    }

    /** A checkpoint over all that is sealed, cosigned by one witness at the clock's time. */
    public long checkpoint(boolean cosigned) {
        try (Connection connection = dataSource.getConnection()) {
            SealTable.State state = SealTable.load(connection, SUITE);
            Checkpoint checkpoint = new Checkpoint(ORIGIN, state.size(), state.sha256().root());
            SealTable.insertCheckpoint(
                    connection, state.size(), log.sign(checkpoint).format(), clock);
            if (cosigned) {
                String line =
                        witness.cosign(checkpoint.format(), clock.getEpochSecond())
                                .signature()
                                .format();
                SealTable.insertCosignature(connection, state.size(), "witness.sample", line);
            }
            return state.size();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public String list(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String hash = Hex.format(SUITE.hash(bytes));
        try (Connection connection = dataSource.getConnection()) {
            SealTable.insertList(connection, hash, bytes);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return hash;
    }

    public void file(String drawId, String name, String mediaType, byte[] content) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into published_file values (?, ?, ?, ?, 0)")) {
            insert.setString(1, drawId);
            insert.setString(2, name);
            insert.setString(3, mediaType);
            insert.setBytes(4, content);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Every row of a table as text, ordered: two projections are equal if these are. */
    public List<String> rows(String table) {
        List<String> all = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select t::text from " + table + " t order by 1");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return all;
    }
}
