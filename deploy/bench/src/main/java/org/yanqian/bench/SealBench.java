package org.yanqian.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.yanqian.command.seal.Identifiers;
import org.yanqian.command.seal.LedgerAppender;
import org.yanqian.command.seal.SealSignal;
import org.yanqian.command.seal.Sealer;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.EventTable;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;
import org.yanqian.ledger.store.StoredEvent;
import org.yanqian.ledger.tree.NoteSigner;

/**
 * Append, sign, chain and seal against a PostgreSQL with fsync on, beside the bare insert of the same
 * rows in the same run. In the middle the sealer's session is ended by the server, six times.
 */
final class SealBench {
    static final String ORIGIN = "yanqian.example/bench";
    static final Actor ACTOR = new Actor("yunling", "bench", "registry-keeper");
    private static final Duration RUN = Duration.ofSeconds(8);
    private static final int WARM_UP = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SIZES =
            "select coalesce((select size from ledger_state), 0)"
                    + " - (select count(*) from ledger_event where stream = 'ledger/sm3')";
    private static final String ROWS =
            "select count(*) from ledger_index i join ledger_event e using (pos)"
                    + " where e.stream not like 'ledger/%'";

    private final java.security.SecureRandom random = new java.security.SecureRandom();
    private final Clock clock = Clock.systemUTC();
    private final Identifiers identifiers = new Identifiers(clock, random);
    private final AtomicInteger databases = new AtomicInteger();
    private final EmbeddedPostgres server;

    SealBench(EmbeddedPostgres server) {
        this.server = server;
    }

    static void run() throws IOException {
        try (EmbeddedPostgres server = server()) {
            SealBench bench = new SealBench(server);
            for (Suite suite : Suite.values()) {
                bench.writers(suite, 32);
            }
            bench.latency();
            for (Suite suite : Suite.values()) {
                new AxonBench(bench, suite).run();
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As durable as in production, on this machine's disk. */
    static EmbeddedPostgres server() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "500")
                .start();
    }

    Identifiers identifiers() {
        return identifiers;
    }

    DataSource fresh() throws SQLException {
        String name = "b" + databases.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        // Pooled, as in the service: opening a session costs more than sealing an event.
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(server.getJdbcUrl("postgres", name));
        dataSource.setMaximumPoolSize(40);
        dataSource.setMinimumIdle(0);
        Flyway.configure().dataSource(dataSource).load().migrate();
        return dataSource;
    }

    // The comparison of the store is a cost of its own and not part of sealing.
    private static final Sealer.Guard UNGUARDED =
            new Sealer.Guard() {
                @Override
                public boolean mayLead() {
                    return true;
                }

                @Override
                public boolean maySeal() {
                    return true;
                }
            };

    LedgerAppender appender(Suite suite) {
        return new LedgerAppender(ORIGIN, suite, PrivateKey.generate(suite, random), identifiers);
    }

    Sealer sealer(DataSource dataSource, LedgerAppender appender, SealSignal signal, int kills) {
        AtomicInteger opened = new AtomicInteger();
        return new Sealer(
                () -> {
                    // Not from the pool: its lock must end with the session.
                    String url = ((HikariDataSource) dataSource).getJdbcUrl();
                    Connection connection = DriverManager.getConnection(url);
                    if (opened.incrementAndGet() <= kills) {
                        killLater(dataSource, connection);
                    }
                    return connection;
                },
                appender,
                new NoteSigner(ORIGIN, PrivateKey.generate(Suite.INTL, random)),
                identifiers,
                signal,
                clock,
                Duration.ofMillis(200),
                UNGUARDED);
    }

    private static void killLater(DataSource dataSource, Connection victim) throws SQLException {
        int pid;
        try (Statement statement = victim.createStatement();
                ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            pid = rows.getInt(1);
        }
        Thread killer =
                new Thread(
                        () -> {
                            try (Connection connection = dataSource.getConnection();
                                    Statement statement = connection.createStatement()) {
                                Thread.sleep(700);
                                statement.execute("select pg_terminate_backend(" + pid + ")");
                            } catch (SQLException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        killer.setDaemon(true);
        killer.start();
    }

    private void writers(Suite suite, int threads) throws SQLException, InterruptedException {
        double bare = bareInserts(suite, threads);
        // Or the first seconds would measure the compiler.
        PrivateKey warm = PrivateKey.generate(suite, random);
        for (int i = 0; i < WARM_UP; i++) {
            sample(warm);
        }
        DataSource dataSource = fresh();
        LedgerAppender appender = appender(suite);
        SealSignal signal = new SealSignal();
        Sealer sealer = sealer(dataSource, appender, signal, 6);
        sealer.start();
        long start = System.nanoTime();
        long acknowledged =
                write(
                        dataSource,
                        threads,
                        (connection, stream, seq) -> {
                            appender.append(connection, List.of(draft(stream, seq)));
                            connection.commit();
                            signal.wake();
                        });
        double appended = acknowledged / seconds(start);
        Sealed sealedOf = new Sealed(dataSource);
        sealedOf.await(acknowledged);
        double rate = acknowledged / seconds(start);
        sealer.stop();
        String name = "append-seal-" + suite.wire() + "-" + threads + "-writers";
        Report.line(name, appended, "events/s", appended / bare, "bare inserts " + (long) bare);
        Report.line(name + "-to-sealed", rate, "events/s", rate / bare, "six leaders killed");
        Report.fact(
                name
                        + "-acknowledged="
                        + acknowledged
                        + " sealed="
                        + sealedOf.rows()
                        + " out-of-order="
                        + outOfOrder(dataSource),
                acknowledged == sealedOf.rows() && outOfOrder(dataSource) == 0);
    }

    private interface Append {
        void run(Connection connection, String stream, long seq) throws SQLException;
    }

    private static long write(DataSource dataSource, int threads, Append append)
            throws InterruptedException {
        AtomicLong acknowledged = new AtomicLong();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long end = System.nanoTime() + RUN.toNanos();
        List<Callable<Void>> writers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            String stream = "ruleset/w" + t;
            writers.add(
                    () -> {
                        try (Connection connection = dataSource.getConnection()) {
                            connection.setAutoCommit(false);
                            for (long seq = 0; System.nanoTime() < end; seq++) {
                                append.run(connection, stream, seq);
                                acknowledged.incrementAndGet();
                            }
                        }
                        return null;
                    });
        }
        try {
            for (Future<Void> writer : pool.invokeAll(writers)) {
                writer.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a writer failed", e.getCause());
        } finally {
            pool.shutdown();
        }
        return acknowledged.get();
    }

    /** The same table and row sizes, without signature, chain or sealer. */
    private double bareInserts(Suite suite, int threads) throws SQLException, InterruptedException {
        DataSource dataSource = fresh();
        Entry sample = sample(suite);
        byte[] hash = sample.hash(suite);
        long start = System.nanoTime();
        long done =
                write(
                        dataSource,
                        threads,
                        (connection, stream, seq) -> {
                            EventTable.insert(
                                    connection,
                                    List.of(
                                            new StoredEvent(
                                                    stream,
                                                    seq,
                                                    identifiers.newId(),
                                                    hash,
                                                    sample.bytes())));
                            connection.commit();
                        });
        return done / seconds(start);
    }

    private Entry sample(Suite suite) {
        return sample(PrivateKey.generate(suite, random));
    }

    private Entry sample(PrivateKey key) {
        LedgerAppender.Draft draft = draft("ruleset/w0", 0);
        return Entry.sign(
                new LedgerEvent(
                        ACTOR,
                        draft.cause(),
                        draft.data(),
                        draft.id().toString(),
                        ORIGIN,
                        "",
                        "00".repeat(16),
                        0,
                        draft.stream(),
                        "2026-11-22T05:10:53.123Z"),
                List.of(key));
    }

    private LedgerAppender.Draft draft(String stream, long seq) {
        return new LedgerAppender.Draft(
                stream,
                seq,
                new RuleSetAdopted("样本", "样".repeat(60), "00".repeat(32)),
                ACTOR,
                "bench",
                identifiers.newId(),
                clock.instant());
    }

    /** Counts what is sealed of a ledger beside the events of the ledger itself. */
    static final class Sealed {
        private final DataSource dataSource;
        private long before;

        Sealed(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        /** Returns when as many more events as {@code acknowledged} are sealed; the same number. */
        long await(long acknowledged) throws SQLException, InterruptedException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            // Sizes, not rows: counting would take a good part of the time that is measured.
            while (count(SIZES) - before < acknowledged) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("not sealed in " + PATIENCE);
                }
                Thread.sleep(5);
            }
            before += acknowledged;
            return acknowledged;
        }

        long rows() throws SQLException {
            return count(ROWS);
        }

        private long count(String sql) throws SQLException {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static long outOfOrder(DataSource dataSource) {
        SealedLedger ledger = new SealedLedger(dataSource);
        Map<String, Long> next = new HashMap<>();
        long wrong = 0;
        long index = 0;
        while (true) {
            List<SealedEntry> page = ledger.read(index, 2_000);
            if (page.isEmpty()) {
                return wrong;
            }
            for (SealedEntry sealedEntry : page) {
                LedgerEvent event = Entry.parse(sealedEntry.entry()).event();
                boolean inOrder =
                        sealedEntry.index() == index
                                && event.seq() == next.getOrDefault(event.stream(), 0L);
                wrong += inOrder ? 0 : 1;
                next.put(event.stream(), event.seq() + 1);
                index++;
            }
        }
    }

    /** Commit to sealed at low load: one event every 5 ms. */
    private void latency() throws SQLException, InterruptedException {
        DataSource dataSource = fresh();
        LedgerAppender appender = appender(Suite.GM);
        SealSignal signal = new SealSignal();
        Sealer sealer = sealer(dataSource, appender, signal, 0);
        sealer.start();
        SealedLedger ledger = new SealedLedger(dataSource);
        List<Double> millis = new ArrayList<>();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            for (long seq = 0; seq < 600; seq++) {
                long start = System.nanoTime();
                appender.append(connection, List.of(draft("ruleset/latency", seq)));
                connection.commit();
                signal.wake();
                while (ledger.find("ruleset/latency", seq).isEmpty()) {
                    Thread.onSpinWait();
                }
                if (seq >= 100) {
                    millis.add((System.nanoTime() - start) / 1e6);
                }
                Thread.sleep(5);
            }
        }
        sealer.stop();
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        Report.line("append-to-sealed-p50", sorted[sorted.length / 2], "ms", 0, "low load, gm");
        Report.target("append-to-sealed-p99", sorted[sorted.length * 99 / 100], "ms", 250, false);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
