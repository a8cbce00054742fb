package org.yanqian.command.registry;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.sign.Suite;

/**
 * One change at a time to what a draw of the bureau freezes: registry, plan, rules. While an
 * announcement is being made nothing of it can slip in between the frozen size and the announcement.
 */
@Component
public class BureauLock {
    private static final long RETRY_MILLIS = 25;

    private final DataSource dataSource;
    private final CommandSettings settings;

    public BureauLock(DataSource dataSource, CommandSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    /** Refuses with {@code BUREAU_BUSY} when the lock is not to be had in time. */
    public <T> T holding(String bureau, Supplier<T> work) {
        long key = key(bureau);
        long deadline = System.nanoTime() + settings.lockTimeout().toNanos();
        while (true) {
            try (Connection connection = dataSource.getConnection()) {
                if (call(connection, "select pg_try_advisory_lock(?)", key)) {
                    try {
                        return work.get();
                    } finally {
                        call(connection, "select pg_advisory_unlock(?)", key);
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException("locking " + bureau, e);
            }
            Refusal.when(System.nanoTime() > deadline, RefusalCode.BUREAU_BUSY, bureau);
            pause();
        }
    }

    /** As {@link #holding(String, Supplier)} for all of them, always taken in the same order. */
    public <T> T holding(SortedSet<String> bureaus, Supplier<T> work) {
        if (bureaus.isEmpty()) {
            return work.get();
        }
        String first = bureaus.first();
        return holding(first, () -> holding(bureaus.tailSet(first + "\0"), work));
    }

    private static long key(String bureau) {
        byte[] digest = Suite.INTL.hash(Enc.of("YQ/bureau-lock").string(bureau).toBytes());
        return ByteBuffer.wrap(digest).getLong();
    }

    private static boolean call(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, key);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(RefusalCode.LEDGER_BEHIND);
        }
    }
}
