package org.yanqian.command.seal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.store.StoreComparison.Difference;

/**
 * Why nothing is signed at present. A process that found the store wrong stays stopped until it is
 * started again and finds it right; other processes of the same database follow within a second.
 */
@Component
public class StoreHalt extends BackgroundWork {
    private static final Logger LOG = LoggerFactory.getLogger(StoreHalt.class);
    private static final long POLL_MILLIS = 1_000;

    /**
     * @param code {@code STORE_DIFFERS} or {@code STORE_OLDER_THAN_WITNESSED}
     * @param index first ledger index concerned
     * @param what which part of the store, see {@link Difference}
     */
    public record Halt(
            RefusalCode code,
            long index,
            String what,
            String expected,
            String found,
            Instant since) {
        public Refusal refusal() {
            return new Refusal(code, index, what, expected, found);
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile Halt own;
    private volatile Halt others;

    public StoreHalt(JdbcClient jdbc, Clock clock) {
        // Before anything that appends.
        super("store-halt", -200);
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<Halt> find() {
        return Optional.ofNullable(own != null ? own : others);
    }

    /** Whether this process found it; only a new start looks again. */
    boolean isOwn() {
        return own != null;
    }

    /** Refuses while the store is halted. */
    public void requireNone() {
        find().ifPresent(
                        halt -> {
                            throw halt.refusal();
                        });
    }

    public void differs(Difference difference) {
        stop(
                new Halt(
                        RefusalCode.STORE_DIFFERS,
                        difference.index(),
                        difference.what(),
                        difference.expected(),
                        difference.found(),
                        clock.instant()));
    }

    /** @param who saw the larger size: this service's own memory, or a witness */
    void isOlder(long size, long witnessed, String who) {
        stop(
                new Halt(
                        RefusalCode.STORE_OLDER_THAN_WITNESSED,
                        size,
                        who,
                        Long.toString(witnessed),
                        Long.toString(size),
                        clock.instant()));
    }

    private synchronized void stop(Halt halt) {
        if (own != null) {
            return;
        }
        own = halt;
        LOG.error("{}", halt.refusal().zh());
        LOG.error("{}", halt.refusal().en());
        try {
            write(halt);
        } catch (RuntimeException e) {
            LOG.error("other processes cannot be told to stop", e);
        }
    }

    private void write(Halt halt) {
        jdbc.sql(
                        "insert into ledger_halt (code, idx, what, expected, found, since)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                .params(
                        halt.code().name(),
                        halt.index(),
                        halt.what(),
                        halt.expected(),
                        halt.found(),
                        Timestamp.from(halt.since()))
                .update();
    }

    /** What a process of this database has written down, perhaps before the last start. */
    Optional<Halt> recorded() {
        return jdbc.sql("select code, idx, what, expected, found, since from ledger_halt")
                .query(
                        (row, n) ->
                                new Halt(
                                        RefusalCode.valueOf(row.getString(1)),
                                        row.getLong(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5),
                                        row.getTimestamp(6).toInstant()))
                .optional();
    }

    /** The store was compared from end to end and is right again. */
    void lift() {
        jdbc.sql("delete from ledger_halt").update();
        others = null;
    }

    @Override
    public synchronized void start() {
        others = recorded().orElse(null);
        super.start();
    }

    @Override
    protected void work() {
        while (isRunning()) {
            try {
                Thread.sleep(POLL_MILLIS);
                others = recorded().orElse(null);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("asking whether the store is halted failed", e);
            }
        }
    }
}
