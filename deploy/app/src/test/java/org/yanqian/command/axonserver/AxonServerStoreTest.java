package org.yanqian.command.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axoniq.axonserver.grpc.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.seal.StoreHalt.Halt;
import org.yanqian.command.seal.StoreWatch.Elsewhere.Seen;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;

/** Two stores and one truth: what may happen between them, and what is done to the outer one. */
class AxonServerStoreTest {
    private final SmallLedger ledger = new SmallLedger(Suite.GM);

    @AfterEach
    void close() {
        ledger.close();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Thread.sleep(25);
        }
        throw new AssertionError("waited in vain: " + what);
    }

    private void openAndSeal() throws InterruptedException {
        ledger.sealer(ledger.dataSource::getConnection);
        ledger.open();
        ledger.append("ruleset/a", 0);
        ledger.append("ruleset/a", 1);
        await("sealed", () -> sealedStreams().getOrDefault("ruleset/a", -1L) == 1);
        await("nothing under way", this::isQuiet);
    }

    /** A checkpoint covers all, and its SM3 root has come back from Axon Server. */
    private boolean isQuiet() {
        long size = ledger.sealed.size();
        byte[] last = ledger.sealed.read(size - 1, 1).get(0).entry();
        return Entry.parse(last).event().stream().equals(OriginEvent.SM3_STREAM)
                && tokens() == size
                && ledger.server.events().size() == size;
    }

    private long tokens() {
        return ledger.jdbc.sql("select count(*) from ledger_axon").query(Long.class).single();
    }

    private int prepared() {
        return ledger.jdbc
                .sql(
                        "select count(*) from pg_prepared_xacts"
                                + " where database = current_database()")
                .query(Integer.class)
                .single();
    }

    /** Last sequence number by stream, every one seen without gap or twin, indexes without gaps. */
    private Map<String, Long> sealedStreams() {
        Map<String, Long> last = new HashMap<>();
        long index = 0;
        for (SealedEntry entry : ledger.sealed.read(0, 1_000_000)) {
            assertThat(entry.index()).isEqualTo(index++);
            LedgerEvent event = Entry.parse(entry.entry()).event();
            assertThat(event.seq()).isEqualTo(last.getOrDefault(event.stream(), -1L) + 1);
            if (event.data() instanceof OriginEvent.Sm3RootRecorded root) {
                assertThat(root.size()).isEqualTo(entry.index());
            }
            last.put(event.stream(), event.seq());
        }
        return last;
    }

    @Test
    void what_axon_server_keeps_is_the_signed_entry_byte_for_byte() throws Exception {
        openAndSeal();
        for (SealedEntry entry : ledger.sealed.read(0, 3)) {
            assertThat(ledger.server.events())
                    .anyMatch(
                            e ->
                                    java.util.Arrays.equals(
                                            e.getPayload().getData().toByteArray(), entry.entry()));
        }
    }

    @Test
    void a_place_that_is_taken_is_a_conflict_as_in_postgresql_and_leaves_nothing()
            throws Exception {
        openAndSeal();
        int before = ledger.server.events().size();
        assertThatThrownBy(() -> ledger.append("ruleset/a", 0))
                .isInstanceOf(AggregateStreamCreationException.class);
        assertThatThrownBy(() -> ledger.append("ruleset/a", 1))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(ledger.server.events().stream().filter(e -> isOf(e, "ruleset/"))).hasSize(2);
        assertThat(ledger.server.events().size()).isGreaterThanOrEqualTo(before);
        assertThat(prepared()).isZero();
    }

    private static boolean isOf(Event event, String prefix) {
        return event.getAggregateIdentifier().startsWith(prefix);
    }

    @Test
    void a_transaction_that_fails_after_its_events_leaves_none_of_them() {
        ledger.open();
        assertThatThrownBy(
                        () ->
                                new TransactionTemplate(ledger.transactions)
                                        .executeWithoutResult(
                                                status -> {
                                                    draft("ruleset/b", 0);
                                                    draft("ruleset/b", 1);
                                                    throw new IllegalStateException("later");
                                                }))
                .hasMessage("later");
        assertThat(ledger.server.events()).hasSize(1);
        assertThat(prepared()).isZero();
    }

    private void draft(String stream, long seq) {
        ledger.draft(ledger.appender, stream, seq, new RuleSetAdopted("样本", "{}", "00"));
    }

    @Test
    void an_answer_that_is_lost_is_settled_by_what_axon_server_holds() throws Exception {
        ledger.open();
        keptWith("kept", () -> ledger.server.loseNextAnswer());
        keptWith("lost", () -> ledger.server.loseNextAppend());
        await("settled", () -> prepared() == 0);
        assertThat(ledger.jdbc.sql("select key from idempotency").query(String.class).list())
                .containsExactly("kept");
        assertThat(ledger.server.events().stream().filter(e -> isOf(e, "ruleset/"))).hasSize(1);
    }

    /** A row of the database beside an event, under a fault. */
    private void keptWith(String name, Runnable fault) {
        fault.run();
        assertThatThrownBy(
                        () ->
                                new TransactionTemplate(ledger.transactions)
                                        .executeWithoutResult(
                                                status -> {
                                                    row(name);
                                                    draft("ruleset/" + name, 0);
                                                }))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        e -> assertThat(e.code()).isEqualTo(RefusalCode.EVENT_STORE_UNANSWERED));
    }

    private void row(String name) {
        ledger.jdbc
                .sql(
                        "insert into idempotency (officer, key, request, status, answer, made)"
                                + " values ('o-1', ?, '', 200, '', now())")
                .params(name)
                .update();
    }

    @Test
    void what_a_killed_process_left_prepared_is_settled_by_another() throws Exception {
        ledger.open();
        String taken = ledger.server.events().get(0).getMessageIdentifier();
        leave("kept", taken);
        leave("lost", UUID.randomUUID().toString());
        await("settled", () -> prepared() == 0);
        assertThat(ledger.jdbc.sql("select key from idempotency").query(String.class).list())
                .containsExactly("kept");
    }

    // A process that died has no session lock on its number.
    private void leave(String name, String event) throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "insert into idempotency (officer, key, request, status, answer, made)"
                            + " values ('o-1', '"
                            + name
                            + "', '', 200, '', now())");
            statement.execute("prepare transaction 'yanqian:00000000deadbeef:" + event + ":-1'");
        }
    }

    @Test
    void what_a_living_process_has_prepared_is_left_alone() throws Exception {
        ledger.open();
        try (Connection alive = ledger.dataSource.getConnection();
                var lock = alive.createStatement()) {
            lock.execute("select pg_advisory_lock(" + 0xdeadbeefL + ")");
            leave("waiting", UUID.randomUUID().toString());
            Thread.sleep(3 * SmallLedger.DOUBT.toMillis());
            assertThat(prepared()).isOne();
        }
        await("settled when it is gone", () -> prepared() == 0);
    }

    @Test
    void a_sealer_killed_between_any_two_steps_loses_nothing_and_seals_nothing_twice()
            throws Exception {
        ledger.open();
        AtomicInteger opened = new AtomicInteger();
        Random when = new Random(11);
        ledger.sealer(
                () -> {
                    Connection connection = ledger.dataSource.getConnection();
                    if (opened.incrementAndGet() <= 5) {
                        dieAfter(connection, 60 + when.nextInt(200));
                    }
                    return connection;
                });
        Map<String, Long> last = write(4, () -> opened.get() <= 5);
        await("sealed", () -> sealedStreams().entrySet().containsAll(last.entrySet()));
        await("all read back", () -> tokens() == ledger.server.events().size());
        assertThat(ledger.comparison().compare(0, 1_000_000).difference()).isEmpty();
        assertThat(ledger.halt.find()).isEmpty();
    }

    // The server ends the session, as a kill -9 of the process would, at any statement.
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
                            try {
                                Thread.sleep(millis);
                                ledger.jdbc
                                        .sql("select pg_terminate_backend(" + pid + ")")
                                        .query(Boolean.class)
                                        .single();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        killer.setDaemon(true);
        killer.start();
    }

    private Map<String, Long> write(int threads, BooleanSupplier goOn) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Long>> writers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            String stream = "ruleset/w" + t;
            writers.add(
                    pool.submit(
                            () -> {
                                long seq = 0;
                                while (seq < 10 || goOn.getAsBoolean()) {
                                    ledger.append(stream, seq++);
                                }
                                return seq - 1;
                            }));
        }
        Map<String, Long> last = new HashMap<>();
        for (int t = 0; t < threads; t++) {
            last.put("ruleset/w" + t, writers.get(t).get(60, TimeUnit.SECONDS));
        }
        pool.shutdown();
        return last;
    }

    private Halt halted() throws InterruptedException {
        await("halted", () -> ledger.halt.find().isPresent());
        Halt halt = ledger.halt.find().orElseThrow();
        assertThat(halt.code()).isEqualTo(RefusalCode.STORE_DIFFERS);
        assertThat(halt.what()).isEqualTo(AxonServerComparison.WHAT);
        return halt;
    }

    @Test
    void an_event_slipped_in_with_a_key_of_its_own_is_never_sealed() throws Exception {
        openAndSeal();
        long size = ledger.sealed.size();
        new TransactionTemplate(ledger.transactions)
                .executeWithoutResult(
                        status ->
                                ledger.draft(
                                        ledger.forger(),
                                        "ruleset/a",
                                        2,
                                        new RuleSetAdopted("伪造（样本）", "{}", "00")));
        assertThat(halted().expected()).contains("signature of the service");
        assertThat(ledger.sealed.size()).isEqualTo(size);
    }

    @Test
    void an_event_of_the_ledger_replayed_under_another_stream_is_never_sealed() throws Exception {
        openAndSeal();
        Event copied = ledger.server.events().get(1);
        ledger.server.insert(
                copied.toBuilder()
                        .setAggregateIdentifier("ruleset/copy")
                        .setAggregateSequenceNumber(0)
                        .build());
        assertThat(halted().found()).contains("ruleset/copy");
        assertThat(sealedStreams()).doesNotContainKey("ruleset/copy");
    }

    @Test
    void an_event_that_forks_its_stream_in_place_of_the_sealed_one_is_found_at_the_next_append()
            throws Exception {
        openAndSeal();
        int at = indexOf("ruleset/a", 1);
        byte[] other =
                ledger.server
                        .events()
                        .get(indexOf("ruleset/a", 0))
                        .getPayload()
                        .getData()
                        .toByteArray();
        ledger.server.edit(at, other);
        ledger.append("ruleset/a", 2);
        assertThat(halted().found()).contains("after");
        assertThat(sealedStreams()).containsEntry("ruleset/a", 1L);
    }

    private int indexOf(String stream, long seq) {
        List<Event> events = ledger.server.events();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).getAggregateIdentifier().equals(stream)
                    && events.get(i).getAggregateSequenceNumber() == seq) {
                return i;
            }
        }
        throw new AssertionError(stream);
    }

    @Test
    void an_event_edited_in_axon_server_differs_from_its_leaf() throws Exception {
        openAndSeal();
        assertThat(ledger.comparison().compare(0, 100).difference()).isEmpty();
        int at = indexOf("ruleset/a", 0);
        byte[] edited = ledger.server.events().get(at).getPayload().getData().toByteArray();
        edited[edited.length - 20] ^= 1;
        ledger.server.edit(at, edited);
        Seen seen = ledger.comparison().compare(0, 100);
        assertThat(seen.difference()).isPresent();
        assertThat(seen.difference().get().index())
                .isEqualTo(ledger.sealed.find("ruleset/a", 0).orElseThrow().index());
        assertThat(ledger.comparison().compare(-100, 100).difference()).isPresent();
    }

    @Test
    void an_event_emptied_in_axon_server_differs_from_its_leaf() throws Exception {
        openAndSeal();
        ledger.server.edit(indexOf("ruleset/a", 1), new byte[0]);
        assertThat(ledger.comparison().compare(0, 100).difference()).isPresent();
    }

    @Test
    void an_axon_server_cut_at_its_tail_or_set_back_to_a_backup_is_found() throws Exception {
        openAndSeal();
        ledger.server.truncate(2);
        Seen seen = ledger.comparison().compare(0, 100);
        assertThat(seen.difference()).isPresent();
        assertThat(seen.difference().get().found()).contains("the last event is 1");
    }

    @Test
    void pages_of_the_comparison_cover_every_event_and_no_more() throws Exception {
        openAndSeal();
        AtomicBoolean whole = new AtomicBoolean();
        long next = 0;
        for (int i = 0; i < 100 && !whole.get(); i++) {
            Seen seen = ledger.comparison().compare(next, 2);
            assertThat(seen.difference()).isEmpty();
            next = seen.next();
            whole.set(seen.whole());
        }
        assertThat(next).isEqualTo(tokens());
    }
}
