package org.yanqian.command.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yanqian.command.Database;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.OriginEvent.Sm3RootRecorded;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.MerkleRoot;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.TreeHash;

/** What was acknowledged is sealed once, and every stream in its own order, whoever dies when. */
class SealerTest {
    private static final Actor ACTOR = new Actor("yunling", "o-1", "registry-keeper");
    private final java.security.SecureRandom random = new java.security.SecureRandom();
    private final Clock clock = Clock.systemUTC();
    private final Identifiers identifiers = new Identifiers(clock, random);
    private DataSource dataSource;
    private SealedLedger ledger;
    private LedgerAppender appender;
    private final SealSignal signal = new SealSignal();
    private final List<Sealer> sealers = new ArrayList<>();
    private Suite suite = Suite.GM;

    @BeforeEach
    void database() {
        dataSource = Database.dataSource(Database.create());
        ledger = new SealedLedger(dataSource);
        appender = appender();
    }

    @AfterEach
    void stop() {
        sealers.forEach(Sealer::stop);
    }

    private LedgerAppender appender() {
        return new LedgerAppender(
                "yanqian.example/test", suite, PrivateKey.generate(suite, random), identifiers);
    }

    private Sealer sealer(Sealer.Connections connections) {
        Sealer sealer =
                new Sealer(
                        connections,
                        appender,
                        new NoteSigner(
                                "yanqian.example/test", PrivateKey.generate(Suite.INTL, random)),
                        identifiers,
                        signal,
                        clock,
                        Duration.ofMillis(50),
                        new Unguarded());
        sealers.add(sealer);
        sealer.start();
        return sealer;
    }

    private void append(Connection connection, String stream, long seq) throws SQLException {
        appender.append(
                connection,
                List.of(
                        new LedgerAppender.Draft(
                                stream,
                                seq,
                                new RuleSetAdopted("样本", "{}", "00"),
                                ACTOR,
                                "c",
                                identifiers.newId(),
                                clock.instant())));
    }

    @Test
    void writersThatCommitLateAndRollBackLoseNothingAndNoStreamIsOutOfOrder() throws Exception {
        sealer(dataSource::getConnection);
        Map<String, Long> acknowledged = write(8, seq -> seq < 60, true);
        awaitSealed(acknowledged);
        assertWhole(acknowledged);
    }

    @Test
    void aLeaderThatIsKilledBetweenItsStepsIsReplacedWithoutLossTwinOrReorder() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        Random when = new Random(7);
        Sealer.Connections flaky =
                () -> {
                    Connection connection = dataSource.getConnection();
                    if (opened.incrementAndGet() <= 6) {
                        dieAfter(connection, 30 + when.nextInt(200));
                    }
                    return connection;
                };
        sealer(flaky);
        sealer(flaky);
        // On until six leaders have died, however fast the machine.
        Map<String, Long> acknowledged = write(8, seq -> seq < 100 || opened.get() <= 6, true);
        awaitSealed(acknowledged);
        assertThat(opened.get()).as("leaders were killed").isGreaterThan(6);
        assertWhole(acknowledged);
    }

    // The server ends the sealer's session, as a kill -9 of the process would, at any statement.
    private void dieAfter(Connection victim, long millis) throws SQLException {
        int pid;
        try (var statement = victim.createStatement();
                var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            pid = rows.getInt(1);
        }
        Thread killer =
                new Thread(
                        () -> {
                            try (Connection connection = dataSource.getConnection();
                                    var statement = connection.createStatement()) {
                                Thread.sleep(millis);
                                statement.execute("select pg_terminate_backend(" + pid + ")");
                            } catch (SQLException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        killer.setDaemon(true);
        killer.start();
    }

    @Test
    void everyCheckpointIsTheRootOfAllEntriesBeforeItAndSm3CoversThem() throws Exception {
        sealer(dataSource::getConnection);
        Map<String, Long> acknowledged = write(4, seq -> seq < 100, false);
        awaitSealed(acknowledged);
        awaitCheckpointAt(ledger.size());
        List<byte[]> entries = entries();
        var latest = ledger.latestCheckpoint().orElseThrow();
        Checkpoint checkpoint =
                Checkpoint.parse(Note.parse(latest.note().getBytes("UTF-8")).text());
        int size = (int) checkpoint.size();
        assertThat(checkpoint.root())
                .isEqualTo(MerkleRoot.of(Suite.INTL, entries.subList(0, size)));
        Sm3RootRecorded sm3 = (Sm3RootRecorded) Entry.parse(entries.get(size - 1)).event().data();
        assertThat(sm3.size()).isEqualTo(size - 1);
        assertThat(sm3.root())
                .isEqualTo(
                        java.util.HexFormat.of()
                                .formatHex(MerkleRoot.of(Suite.GM, entries.subList(0, size - 1))));
        for (long index : new long[] {0, 1, size / 2, size - 1}) {
            assertThat(
                            Proofs.checkInclusion(
                                    Suite.INTL,
                                    TreeHash.leaf(Suite.INTL, entries.get((int) index)),
                                    index,
                                    size,
                                    Proofs.inclusion(size, index, ledger.hashes()),
                                    checkpoint.root()))
                    .isTrue();
        }
    }

    @Test
    void aTwinOfAStreamPlaceIsRefusedByTheDatabase() throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            append(connection, "ruleset/a", 0);
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> append(connection, "ruleset/a", 0))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("23505"));
        }
    }

    /** {@code threads} writers on streams of their own; some transactions are slow, some roll back. */
    private Map<String, Long> write(int threads, LongPredicate goOn, boolean rough)
            throws Exception {
        Map<String, Long> acknowledged = new ConcurrentHashMap<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int t = 0; t < threads; t++) {
            String stream = "ruleset/w" + t;
            Random chance = new Random(t);
            pool.submit(
                    () -> {
                        try (Connection connection = dataSource.getConnection()) {
                            connection.setAutoCommit(false);
                            for (long seq = 0; goOn.test(seq); ) {
                                append(connection, stream, seq);
                                if (rough && chance.nextInt(10) == 0) {
                                    Thread.sleep(chance.nextInt(30));
                                }
                                if (rough && chance.nextInt(12) == 0) {
                                    connection.rollback();
                                } else {
                                    connection.commit();
                                    acknowledged.put(stream, seq++);
                                    signal.wake();
                                }
                            }
                        }
                        return null;
                    });
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged).hasSize(threads);
        return acknowledged;
    }

    private void awaitSealed(Map<String, Long> acknowledged) throws InterruptedException {
        long total = acknowledged.values().stream().mapToLong(last -> last + 1).sum();
        for (int i = 0; i < 400 && countOf(acknowledged) < total; i++) {
            Thread.sleep(50);
        }
    }

    private long countOf(Map<String, Long> streams) {
        return entries().stream()
                .filter(e -> streams.containsKey(Entry.parse(e).event().stream()))
                .count();
    }

    private void awaitCheckpointAt(long size) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            if (ledger.latestCheckpoint().filter(c -> c.size() >= size).isPresent()) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no checkpoint at " + size);
    }

    private List<byte[]> entries() {
        return ledger.read(0, 1_000_000).stream().map(SealedEntry::entry).toList();
    }

    private void assertWhole(Map<String, Long> acknowledged) {
        List<SealedEntry> sealed = ledger.read(0, 1_000_000);
        Map<String, Long> next = new HashMap<>();
        for (int i = 0; i < sealed.size(); i++) {
            assertThat(sealed.get(i).index()).isEqualTo(i);
            var event = Entry.parse(sealed.get(i).entry()).event();
            assertThat(event.seq())
                    .as(event.stream())
                    .isEqualTo(next.getOrDefault(event.stream(), 0L));
            next.put(event.stream(), event.seq() + 1);
        }
        acknowledged.forEach(
                (stream, last) -> assertThat(next.get(stream)).as(stream).isEqualTo(last + 1));
    }
}
