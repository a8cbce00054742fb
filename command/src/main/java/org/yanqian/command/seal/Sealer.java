package org.yanqian.command.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.store.EventTable;
import org.yanqian.ledger.store.SealTable;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.NoteSigner;

/**
 * Gives every event its place in the one ledger order, in commit-safe order, and signs checkpoints.
 * One per database leads, by a session advisory lock on the same connection that reads and writes;
 * each step is one transaction, so a kill between any two leaves nothing lost, twice or out of order.
 */
public final class Sealer extends BackgroundWork {
    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
    private static final Actor SEALER = new Actor("", "sealer", "system");
    private static final int PASS = 5_000;
    private static final long IDLE_MILLIS = 20;
    private static final long RETRY_MILLIS = 500;

    // A transaction for every handful of events would take from the writers what it costs, and one
    // can seal many: the more came at once, the longer the sealer waits for the next ones.
    private static final long REST_MILLIS_PER_EVENT = 2;
    private static final long LONGEST_REST_MILLIS = 25;
    private static final int NO_REST = 1_000;

    /** Opens a connection outside the pool: the lock must live and die with the sealer's work. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /** What keeps a sealer from going on; it must not throw for a store that differs. */
    public interface Guard {
        /** Before a leadership, with the lock in hand and nothing written yet. */
        boolean mayLead() throws SQLException;

        /** Before every batch. */
        boolean maySeal();
    }

    private final Connections connections;
    private final LedgerAppender appender;
    private final NoteSigner logSigner;
    private final Identifiers identifiers;
    private final SealSignal signal;
    private final Clock clock;
    private final Duration checkpointInterval;
    private final Guard guard;
    private final NewEntries.Source source;

    private volatile boolean leading;
    private volatile String lastError = "";
    private Connection connection;
    private SealTable.State state;
    private long checkpointed;
    private long lastCheckpointMillis;

    public Sealer(
            Connections connections,
            LedgerAppender appender,
            NoteSigner logSigner,
            Identifiers identifiers,
            SealSignal signal,
            Clock clock,
            Duration checkpointInterval,
            Guard guard) {
        this(
                connections,
                appender,
                logSigner,
                identifiers,
                signal,
                clock,
                checkpointInterval,
                guard,
                PostgresNewEntries::new);
    }

    /** @param source where entries come from; {@code appender} appends in PostgreSQL all the same */
    public Sealer(
            Connections connections,
            LedgerAppender appender,
            NoteSigner logSigner,
            Identifiers identifiers,
            SealSignal signal,
            Clock clock,
            Duration checkpointInterval,
            Guard guard,
            NewEntries.Source source) {
        // Before anything that appends, stopped after it.
        super("sealer", 0, Duration.ofSeconds(10));
        this.connections = connections;
        this.appender = appender;
        this.logSigner = logSigner;
        this.identifiers = identifiers;
        this.signal = signal;
        this.clock = clock;
        this.checkpointInterval = checkpointInterval;
        this.guard = guard;
        this.source = source;
    }

    public boolean isLeading() {
        return leading;
    }

    /** Empty while all is well. */
    public String lastError() {
        return lastError;
    }

    @Override
    protected void work() {
        while (isRunning()) {
            try (Connection opened = connections.open()) {
                connection = opened;
                if (SealTable.tryLead(opened) && guard.mayLead()) {
                    leading = true;
                    lead();
                }
                Thread.sleep(RETRY_MILLIS);
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                // Anything at all: the next leadership starts again from what the database holds.
                lastError = e.toString();
                LOG.warn("sealing stopped, starting again", e);
                pause();
            } finally {
                leading = false;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lead() throws SQLException, InterruptedException {
        state = SealTable.load(connection, appender.suite());
        checkpointed = latestCheckpoint();
        connection.setAutoCommit(false);
        LOG.info("leading from size {}, last checkpoint {}", state.size(), checkpointed);
        try (NewEntries news = source.lead(connection)) {
            while (isRunning() && guard.maySeal()) {
                List<SealTable.Unsealed> events = news.next();
                seal(events);
                if (!news.isCaughtUp() || !guard.maySeal()) {
                    continue;
                }
                lastError = "";
                checkpoint(news);
                if (events.isEmpty()) {
                    signal.awaitNews(IDLE_MILLIS);
                } else if (events.size() < NO_REST) {
                    Thread.sleep(
                            Math.min(REST_MILLIS_PER_EVENT * events.size(), LONGEST_REST_MILLIS));
                }
            }
        }
    }

    private void seal(List<SealTable.Unsealed> events) throws SQLException {
        for (int from = 0; from < events.size(); from += PASS) {
            sealPass(events.subList(from, Math.min(events.size(), from + PASS)));
        }
    }

    private void sealPass(List<SealTable.Unsealed> events) throws SQLException {
        List<Long> positions = new ArrayList<>(events.size());
        List<byte[]> entries = new ArrayList<>(events.size());
        events.forEach(
                event -> {
                    positions.add(event.pos());
                    entries.add(event.entry());
                });
        SealTable.State next = extend(positions, entries);
        connection.commit();
        state = next;
        signal.progressed();
    }

    /** Writes the next indexes without committing; the caller commits and then takes the new state. */
    private SealTable.State extend(List<Long> positions, List<byte[]> entries) throws SQLException {
        return SealTable.extend(connection, state, positions, entries);
    }

    private void checkpoint(NewEntries news) throws SQLException {
        long now = clock.millis();
        boolean wanted = signal.takeCheckpointWanted();
        boolean due = now - lastCheckpointMillis >= checkpointInterval.toMillis();
        if (state.size() == checkpointed || state.size() == 0 || !(wanted || due)) {
            return;
        }
        SealTable.State next = state.sm3() == null ? state : recordSm3Root();
        if (next != state && SealTable.isKeyEventUnsealed(connection)) {
            // The SM3 root would stand before a rotation and be signed by the key after it.
            connection.rollback();
            signal.wantCheckpoint();
            return;
        }
        Checkpoint checkpoint =
                new Checkpoint(appender.origin(), next.size(), next.sha256().root());
        SealTable.insertCheckpoint(
                connection, next.size(), logSigner.sign(checkpoint).format(), clock.instant());
        connection.commit();
        boolean appended = next != state;
        state = next;
        checkpointed = next.size();
        lastCheckpointMillis = now;
        signal.progressed();
        if (appended) {
            news.sealedOwn();
        }
    }

    /** Suite gm: the last entry under a checkpoint names the SM3 root of all entries before it. */
    private SealTable.State recordSm3Root() throws SQLException {
        long seq = EventTable.lastSeq(connection, OriginEvent.SM3_STREAM).orElse(-1L) + 1;
        Entry entry =
                appender.append(
                                connection,
                                List.of(
                                        new LedgerAppender.Draft(
                                                OriginEvent.SM3_STREAM,
                                                seq,
                                                new OriginEvent.Sm3RootRecorded(
                                                        state.size(),
                                                        Hex.format(state.sm3().root())),
                                                SEALER,
                                                "checkpoint",
                                                identifiers.newId(),
                                                clock.instant())))
                        .get(0);
        return extend(List.of(position(seq)), List.of(entry.bytes()));
    }

    private long position(long seq) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select pos from ledger_event where stream = ? and seq = ?")) {
            select.setString(1, OriginEvent.SM3_STREAM);
            select.setLong(2, seq);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private long latestCheckpoint() throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "select coalesce(max(size), 0) from ledger_checkpoint");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
