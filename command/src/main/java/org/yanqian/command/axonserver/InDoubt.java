package org.yanqian.command.axonserver;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yanqian.command.seal.BackgroundWork;
import org.yanqian.command.seal.Sealer;

/**
 * Settles prepared transactions that nobody will finish: those of processes that are gone, and this
 * one's own without an answer. Axon Server decides: what it holds is committed, the rest undone, after a
 * time in which a last message of the dead cannot be under way any more.
 *
 * <p>A process proves that it lives by a session lock on its number; a name is {@code
 * yanqian:<number>:<first event's id>:<last token sealed before>}.
 */
public final class InDoubt extends BackgroundWork {
    private static final Logger LOG = LoggerFactory.getLogger(InDoubt.class);
    private static final String PREFIX = "yanqian:";
    private static final long PERIOD_MILLIS = 500;

    private final Sealer.Connections connections;
    private final AxonServerClient client;
    private final Duration wait;
    private final long number;
    private final Set<String> left = ConcurrentHashMap.newKeySet();

    /** @param wait longer than an append may take */
    public InDoubt(
            Sealer.Connections connections,
            AxonServerClient client,
            Duration wait,
            SecureRandom random) {
        // Before the ledger is opened.
        super("in-doubt", -150);
        this.connections = connections;
        this.client = client;
        this.wait = wait;
        byte[] bits = new byte[8];
        random.nextBytes(bits);
        this.number = ByteBuffer.wrap(bits).getLong();
    }

    /** For a transaction that is about to be prepared on this connection. */
    String name(Connection connection, UUID firstEvent) throws SQLException {
        return PREFIX + "%016x:%s:%d".formatted(number, firstEvent, SealedTokens.last(connection));
    }

    /** This process gives up on it. */
    void leave(String name) {
        left.add(name);
    }

    @Override
    public synchronized void start() {
        client.awaitReachable();
        try (Connection connection = connections.open()) {
            requirePrepare(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("asking for prepared transactions", e);
        }
        super.start();
    }

    private static void requirePrepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show max_prepared_transactions")) {
            rows.next();
            if (rows.getInt(1) == 0) {
                throw new IllegalStateException(
                        "with Axon Server, PostgreSQL needs max_prepared_transactions of at least"
                                + " the number of connections");
            }
        }
    }

    @Override
    protected void work() {
        while (isRunning()) {
            try (Connection connection = connections.open()) {
                lock(connection, "select pg_advisory_lock(?)", number);
                while (isRunning()) {
                    settle(connection);
                    Thread.sleep(PERIOD_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                LOG.warn("settling transactions in doubt failed, trying again", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PERIOD_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle(Connection connection) throws SQLException {
        for (String name : old(connection)) {
            String[] parts = name.substring(PREFIX.length()).split(":");
            long owner = Long.parseUnsignedLong(parts[0], 16);
            boolean mine = owner == number;
            if (mine ? !left.contains(name) : !lock(connection, TRY, owner)) {
                continue;
            }
            try {
                boolean taken = client.contains(parts[1], Long.parseLong(parts[2]));
                LOG.warn("{} was left in doubt, {}", name, taken ? "committed" : "rolled back");
                execute(connection, (taken ? "commit" : "rollback") + " prepared '" + name + "'");
                left.remove(name);
            } finally {
                if (!mine) {
                    lock(connection, "select pg_advisory_unlock(?)", owner);
                }
            }
        }
    }

    private static final String TRY = "select pg_try_advisory_lock(?)";

    private List<String> old(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select gid from pg_prepared_xacts where database = current_database()"
                                + " and starts_with(gid, ?) and prepared < now() - ? * interval"
                                + " '1 millisecond' order by prepared")) {
            select.setString(1, PREFIX);
            select.setLong(2, wait.toMillis());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    private static boolean lock(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, key);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return "t".equals(rows.getString(1));
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
