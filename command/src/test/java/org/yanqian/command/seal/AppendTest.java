package org.yanqian.command.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.command.Database;
import org.yanqian.command.keys.SigningKey;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.EventTable;
import org.yanqian.ledger.store.EventTable.Condition;
import org.yanqian.ledger.store.SealTable;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;
import org.yanqian.ledger.tree.NoteSigner;

/** What an append promises: all or nothing, in order, and by the key that is valid when it is stored. */
class AppendTest {
    private static final Actor ACTOR = new Actor("yunling", "o-1", "registry-keeper");
    private static final String KEYS = "ledger/keys";
    private static final long LOCK = 77;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock = Clock.systemUTC();
    private final Identifiers identifiers = new Identifiers(clock, random);
    private final PrivateKey old = PrivateKey.generate(Suite.GM, random);
    private final PrivateKey next = PrivateKey.generate(Suite.GM, random);
    private DataSource dataSource;

    @BeforeEach
    void database() {
        dataSource = Database.dataSource(Database.create());
    }

    /** The old key until the stream of keys has an event; asked anew only when an insert was refused. */
    private final class Rotating implements SigningKey {
        private final AtomicBoolean asked = new AtomicBoolean();

        @Override
        public Held held() {
            return asked.get() ? held(next, 0) : held(old, -1);
        }

        @Override
        public Held renewed(EntryStore entries, Connection connection) {
            asked.set(true);
            return held();
        }

        private Held held(PrivateKey key, long lastSeq) {
            return new Held(key, Optional.of(new Condition(LOCK, KEYS, lastSeq)));
        }
    }

    private LedgerAppender appender(SigningKey key) {
        return new LedgerAppender(
                new PostgresEntries(),
                "yanqian.example/test",
                Suite.GM,
                key,
                identifiers,
                java.util.Set.of());
    }

    private LedgerAppender appender() {
        return appender(SigningKey.always(old));
    }

    private LedgerAppender.Draft draft(String stream, long seq, String text) {
        return new LedgerAppender.Draft(
                stream,
                seq,
                new RuleSetAdopted(text, "{}", "00"),
                ACTOR,
                "c",
                identifiers.newId(),
                clock.instant());
    }

    private List<LedgerAppender.Draft> drafts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> draft("ruleset/s" + i % 7, i / 7, "样本" + i))
                .toList();
    }

    private Connection begin() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private long rows() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from ledger_event")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String signer(Entry entry) {
        return entry.signatures().get(0).key();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 128, 129, 700})
    void a_batch_of_any_size_is_stored_whole_in_order_and_chained(int count) throws SQLException {
        List<Entry> entries;
        try (Connection connection = begin()) {
            entries = appender().append(connection, drafts(count));
            connection.commit();
        }
        assertThat(entries).hasSize(count);
        List<String> last = new ArrayList<>(java.util.Collections.nCopies(7, ""));
        for (int i = 0; i < count; i++) {
            Entry entry = entries.get(i);
            assertThat(entry.event().stream()).isEqualTo("ruleset/s" + i % 7);
            assertThat(entry.event().seq()).isEqualTo(i / 7);
            assertThat(entry.event().prev()).isEqualTo(last.get(i % 7));
            assertThat(entry.verify(entry.signatures().get(0), old.publicKey())).isTrue();
            last.set(i % 7, org.yanqian.ledger.codec.Hex.format(entry.hash(Suite.GM)));
        }
        try (Connection connection = begin()) {
            for (int s = 0; s < Math.min(7, count); s++) {
                String stream = "ruleset/s" + s;
                assertThat(EventTable.readStream(connection, stream, 0))
                        .containsExactlyElementsOf(
                                entries.stream()
                                        .filter(e -> e.event().stream().equals(stream))
                                        .map(Entry::bytes)
                                        .toList());
            }
        }
        assertThat(rows()).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300})
    void after_a_rotation_nothing_is_signed_by_the_old_key(int count) throws SQLException {
        LedgerAppender appender = appender(new Rotating());
        try (Connection connection = begin()) {
            assertThat(
                            signer(
                                    appender.append(
                                                    connection,
                                                    List.of(draft("ruleset/before", 0, "a")))
                                            .get(0)))
                    .isEqualTo(old.publicKey().id());
            appender().append(connection, List.of(draft(KEYS, 0, "a key event")));
            connection.commit();
            List<Entry> entries = appender.append(connection, drafts(count));
            connection.commit();
            assertThat(entries).hasSize(count);
            assertThat(entries).allMatch(entry -> signer(entry).equals(next.publicKey().id()));
        }
        assertThat(rows()).isEqualTo(count + 2L);
    }

    @Test
    void an_append_beside_a_rotation_waits_for_it_and_is_signed_by_the_new_key() throws Exception {
        LedgerAppender appender = appender(new Rotating());
        CompletableFuture<List<Entry>> appended;
        try (Connection rotating = begin()) {
            try (Statement lock = rotating.createStatement()) {
                lock.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            }
            appended =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try (Connection connection = begin()) {
                                    List<Entry> entries =
                                            appender.append(
                                                    connection,
                                                    List.of(draft("ruleset/a", 0, "a")));
                                    connection.commit();
                                    return entries;
                                } catch (SQLException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            awaitWaiting();
            assertThat(appended).isNotDone();
            appender().append(rotating, List.of(draft(KEYS, 0, "a key event")));
            rotating.commit();
        }
        assertThat(signer(appended.get(20, TimeUnit.SECONDS).get(0)))
                .isEqualTo(next.publicKey().id());
    }

    private void awaitWaiting() throws SQLException, InterruptedException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 500; i++) {
                try (ResultSet rows =
                        statement.executeQuery(
                                "select count(*) from pg_locks where locktype = 'advisory'"
                                        + " and not granted and database = (select oid from"
                                        + " pg_database where datname = current_database())")) {
                    rows.next();
                    if (rows.getLong(1) > 0) {
                        return;
                    }
                }
                Thread.sleep(20);
            }
        }
        throw new AssertionError("the append did not wait");
    }

    @Test
    void an_append_whose_keys_change_again_under_their_lock_is_no_success() throws SQLException {
        SigningKey behind =
                new SigningKey() {
                    @Override
                    public Held held() {
                        return new Held(old, Optional.of(new Condition(LOCK, KEYS, -1)));
                    }

                    @Override
                    public Held renewed(EntryStore entries, Connection connection) {
                        return held();
                    }
                };
        try (Connection connection = begin()) {
            appender().append(connection, List.of(draft(KEYS, 0, "a key event")));
            connection.commit();
            assertThatThrownBy(() -> appender(behind).append(connection, drafts(1)))
                    .isInstanceOf(IllegalStateException.class);
            connection.rollback();
        }
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void an_event_without_the_one_before_is_not_stored() throws SQLException {
        try (Connection connection = begin()) {
            assertThatThrownBy(
                            () ->
                                    appender()
                                            .append(
                                                    connection,
                                                    List.of(draft("ruleset/gap", 1, "样本"))))
                    .isInstanceOf(IllegalStateException.class);
            connection.rollback();
        }
        assertThat(rows()).isZero();
    }

    @Test
    void a_number_of_a_person_in_the_middle_of_a_batch_keeps_all_of_it_out() throws SQLException {
        List<LedgerAppender.Draft> drafts = new ArrayList<>(drafts(600));
        drafts.set(400, draft("ruleset/s1", 57, "电话 13800000000 样本"));
        try (Connection connection = begin()) {
            assertThatThrownBy(() -> appender().append(connection, drafts))
                    .isInstanceOf(Refusal.class);
            connection.rollback();
        }
        assertThat(rows()).isZero();
    }

    @Test
    void a_twin_in_the_last_piece_of_a_batch_leaves_nothing_of_it() throws SQLException {
        List<LedgerAppender.Draft> drafts = new ArrayList<>(drafts(300));
        drafts.add(draft("ruleset/s0", 0, "twin"));
        try (Connection connection = begin()) {
            assertThatThrownBy(() -> appender().append(connection, drafts))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("23505"));
            connection.rollback();
        }
        assertThat(rows()).isZero();
    }

    @Test
    void one_transaction_of_more_events_than_a_pass_is_sealed_whole_and_in_order()
            throws Exception {
        int count = 11_000;
        SealSignal signal = new SealSignal();
        Sealer sealer =
                new Sealer(
                        dataSource::getConnection,
                        appender(),
                        new NoteSigner(
                                "yanqian.example/test", PrivateKey.generate(Suite.INTL, random)),
                        identifiers,
                        signal,
                        clock,
                        Duration.ofSeconds(600),
                        new Unguarded());
        sealer.start();
        try (Connection connection = begin();
                Connection late = begin()) {
            appender().append(late, List.of(draft("ruleset/late", 0, "early place")));
            appender().append(connection, drafts(count));
            connection.commit();
            signal.wake();
            late.commit();
        }
        SealedLedger ledger = new SealedLedger(dataSource);
        for (int i = 0; i < 1_000 && ledger.size() < count + 1; i++) {
            Thread.sleep(20);
        }
        sealer.stop();
        List<String> places =
                ledger.read(0, 20_000).stream()
                        .map(SealedEntry::entry)
                        .map(bytes -> Entry.parse(bytes).event())
                        .filter(event -> !event.stream().startsWith("ledger/"))
                        .map(event -> event.stream() + "@" + event.seq())
                        .toList();
        assertThat(places).hasSize(count + 1).doesNotHaveDuplicates();
        assertThat(places).contains("ruleset/late@0");
        assertThat(places.stream().filter(place -> !place.startsWith("ruleset/late")))
                .containsExactlyElementsOf(
                        drafts(count).stream().map(d -> d.stream() + "@" + d.seq()).toList());
    }

    @Test
    void reading_a_few_rows_at_a_time_misses_none_that_one_snapshot_brought() throws SQLException {
        try (Connection connection = begin()) {
            String seen = SealTable.missing(connection, 10).snapshot();
            connection.commit();
            appender().append(connection, drafts(25));
            connection.commit();
            assertThat(SealTable.since(connection, seen, 10).events()).hasSize(10);
            assertThat(SealTable.since(connection, seen, 100).events()).hasSize(25);
        }
    }

    @Test
    void a_sealed_event_can_be_neither_deleted_nor_moved_nor_emptied_away() throws SQLException {
        try (Connection connection = begin()) {
            appender().append(connection, drafts(3));
            List<SealTable.Unsealed> unsealed = SealTable.missing(connection, 10).events();
            SealTable.extend(
                    connection,
                    SealTable.State.empty(Suite.GM),
                    List.of(unsealed.get(0).pos()),
                    List.of(unsealed.get(0).entry()));
            connection.commit();
            long pos = unsealed.get(0).pos();
            for (String crime :
                    List.of(
                            "delete from ledger_event where pos = " + pos,
                            "delete from ledger_event",
                            "update ledger_event set pos = default where pos = " + pos,
                            "truncate ledger_event")) {
                assertThatThrownBy(
                                () -> {
                                    try (Statement statement = connection.createStatement()) {
                                        statement.execute(crime);
                                    }
                                })
                        .as(crime)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                // 0A000: a table that refers to this one is there too.
                                e -> assertThat(e.getSQLState()).isIn("23503", "0A000"));
                connection.rollback();
            }
        }
        assertThat(rows()).isEqualTo(3);
    }
}
