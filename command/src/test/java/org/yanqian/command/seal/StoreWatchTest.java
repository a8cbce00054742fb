package org.yanqian.command.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.Database;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.seal.StoreHalt.Halt;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.TreeHash;
import org.yanqian.ledger.witness.WitnessClient;

/** Whoever edits the event store, or puts an old one in its place, stops the service. */
class StoreWatchTest {
    private static final String ORIGIN = "yanqian.example/test";
    private static final int EVENTS = 300;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock = Clock.systemUTC();
    private final Identifiers identifiers = new Identifiers(clock, random);
    private final SealSignal signal = new SealSignal();
    private final NoteSigner log = new NoteSigner(ORIGIN, PrivateKey.generate(Suite.INTL, random));
    private final List<Runnable> stops = new ArrayList<>();
    @TempDir private Path folder;
    private DataSource dataSource;
    private JdbcClient jdbc;
    private SealedLedger ledger;
    private LedgerAppender appender;
    private StoreHalt halt;
    private StoreWatch watch;

    @BeforeEach
    void sealSome() throws SQLException {
        dataSource = Database.dataSource(Database.create());
        jdbc = JdbcClient.create(dataSource);
        ledger = new SealedLedger(dataSource);
        appender =
                new LedgerAppender(
                        ORIGIN, Suite.GM, PrivateKey.generate(Suite.GM, random), identifiers);
        restart();
        append(0, EVENTS);
        awaitCheckpointOver(EVENTS);
    }

    /** As a new process on the same database and the same folder of keys. */
    private void restart() {
        stop();
        halt = new StoreHalt(jdbc, clock);
        halt.start();
        CommandSettings settings =
                new CommandSettings(
                        ORIGIN,
                        "gm",
                        folder,
                        null,
                        null,
                        null,
                        null,
                        null,
                        100_000,
                        Duration.ofMillis(50),
                        Duration.ofSeconds(1));
        watch =
                new StoreWatch(
                        dataSource,
                        ledger,
                        Suite.GM,
                        log,
                        Optional.empty(),
                        new OutsideMemory(settings),
                        halt,
                        clock,
                        new WitnessClient(Duration.ofSeconds(2), Optional.empty()),
                        100_000);
        Sealer sealer =
                new Sealer(
                        dataSource::getConnection,
                        appender,
                        log,
                        identifiers,
                        signal,
                        clock,
                        Duration.ofMillis(50),
                        watch);
        sealer.start();
        watch.start();
        stops.addAll(List.of(sealer::stop, watch::stop, halt::stop));
    }

    @AfterEach
    void stop() {
        stops.forEach(Runnable::run);
        stops.clear();
    }

    private void append(int from, int to) throws SQLException {
        List<LedgerAppender.Draft> drafts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            drafts.add(
                    new LedgerAppender.Draft(
                            "ruleset/s" + i % 7,
                            i / 7,
                            new RuleSetAdopted("样本", "{}", "00"),
                            new Actor("yunling", "o-1", "registry-keeper"),
                            "c",
                            identifiers.newId(),
                            clock.instant()));
        }
        try (Connection connection = dataSource.getConnection()) {
            appender.append(connection, drafts);
        }
        signal.wake();
    }

    private void awaitCheckpointOver(long size) {
        await(() -> ledger.latestCheckpoint().map(c -> c.size() > size).orElse(false));
    }

    private static void await(BooleanSupplier holds) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void commit(String crime, Object... values) {
        assertThat(jdbc.sql(crime).params(values).update()).isPositive();
    }

    private long pos(long index) {
        return jdbc.sql("select pos from ledger_index where idx = ?")
                .param(index)
                .query(Long.class)
                .single();
    }

    /** Found by the running service, found again by the next start, and nothing is signed after. */
    private Halt requireHalted() throws SQLException {
        await(() -> halt.find().isPresent());
        Halt running = halt.find().orElseThrow();
        restart();
        await(() -> halt.isOwn());
        Halt again = halt.find().orElseThrow();
        assertThat(List.of(again.code(), again.index(), again.what()))
                .isEqualTo(List.of(running.code(), running.index(), running.what()));
        assertThatThrownBy(halt::requireNone)
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.code().status()).isEqualTo(503));
        long signed = ledger.latestCheckpoint().orElseThrow().size();
        append(EVENTS, EVENTS + 7);
        pause();
        assertThat(ledger.latestCheckpoint().orElseThrow().size()).isEqualTo(signed);
        return again;
    }

    private static void pause() {
        try {
            Thread.sleep(400);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_untouched_store_is_compared_to_its_end_and_goes_on() throws SQLException {
        await(() -> watch.sweep().wholeSize() > EVENTS);
        restart();
        append(EVENTS, EVENTS + 7);
        awaitCheckpointOver(EVENTS + 7);
        assertThat(halt.find()).isEmpty();
        assertThat(watch.sweep().wholeAtMillis()).as("remembered").isPositive();
    }

    @Test
    void an_entrys_bytes_edited_in_place_stop_the_service() throws SQLException {
        commit(
                "update ledger_event set entry = overlay(entry placing '\\x2b' from 60) where pos = ?",
                pos(42));
        Halt found = requireHalted();
        assertThat(found.code()).isEqualTo(RefusalCode.STORE_DIFFERS);
        assertThat(found.index()).isEqualTo(42);
        assertThat(found.what()).isEqualTo("entry");
        assertThat(found.expected()).isNotEqualTo(found.found());
    }

    @Test
    void a_deleted_row_stops_the_service() throws SQLException {
        long pos = pos(17);
        commit("delete from ledger_index where idx = 17");
        commit("delete from ledger_event where pos = ?", pos);
        Halt found = requireHalted();
        assertThat(found.index()).isEqualTo(17);
        assertThat(found.what()).isEqualTo("row");
    }

    @Test
    void a_row_moved_to_another_stream_stops_the_service() throws SQLException {
        commit("update ledger_event set stream = 'ruleset/other' where pos = ?", pos(99));
        Halt found = requireHalted();
        assertThat(found.index()).isEqualTo(99);
        assertThat(found.what()).isEqualTo("stream");
        assertThat(found.found()).isEqualTo("ruleset/other");
    }

    @Test
    void a_row_given_another_sequence_stops_the_service() throws SQLException {
        commit("update ledger_event set seq = 7777 where pos = ?", pos(99));
        Halt found = requireHalted();
        assertThat(found.index()).isEqualTo(99);
        assertThat(found.what()).isEqualTo("seq");
        assertThat(found.found()).isEqualTo("7777");
    }

    @Test
    void a_link_of_the_chain_edited_stops_the_service() throws SQLException {
        commit(
                "update ledger_event set hash = decode(repeat('00', 32), 'hex') where pos = ?",
                pos(5));
        assertThat(requireHalted().what()).isEqualTo("hash");
    }

    /** Another entry of the same stream and sequence, all columns as they have to be for it. */
    private byte[] forge(long index) {
        byte[] entry =
                jdbc.sql("select entry from ledger_event where pos = ?")
                        .param(pos(index))
                        .query(byte[].class)
                        .single();
        String text = new String(entry, StandardCharsets.UTF_8);
        byte[] forged =
                text.replace("\"officer\":\"o-1\"", "\"officer\":\"o-2\"")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] event = org.yanqian.ledger.event.Entry.parse(forged).hash(Suite.GM);
        commit(
                "update ledger_event set entry = ?, hash = ? where pos = ?",
                forged,
                event,
                pos(index));
        return forged;
    }

    private void forgeWithLeaf(long index) {
        commit(
                "update ledger_index set leaf = ? where idx = ?",
                TreeHash.leaf(Suite.INTL, forge(index)),
                index);
    }

    @Test
    void an_entry_replaced_by_another_wellformed_one_is_named_by_its_index() throws SQLException {
        forge(42);
        Halt found = requireHalted();
        assertThat(found.index()).isEqualTo(42);
        assertThat(found.what()).isEqualTo("entry");
    }

    @Test
    void an_entry_edited_together_with_its_leaf_stops_the_service() throws SQLException {
        forgeWithLeaf(3);
        Halt found = requireHalted();
        assertThat(found.index()).isLessThanOrEqualTo(3);
        assertThat(found.what()).isIn("checkpoint", "node");
    }

    @Test
    void a_tree_rewritten_with_its_checkpoints_contradicts_the_witnessed_root()
            throws SQLException, IOException {
        Note witnessed =
                Note.parse(
                        ledger.latestCheckpoint()
                                .orElseThrow()
                                .note()
                                .getBytes(StandardCharsets.UTF_8));
        stop();
        Files.writeString(folder.resolve("last-witnessed"), witnessed.format());
        forgeWithLeaf(250);
        rewriteTrees();
        restart();
        await(() -> halt.isOwn());
        assertThat(halt.find().orElseThrow().what()).isEqualTo("witnessed");
    }

    /** All that the database holds of the tree, made anew over what stands there. */
    private void rewriteTrees() throws SQLException {
        jdbc.sql("delete from ledger_checkpoint").update();
        jdbc.sql("delete from ledger_node").update();
        jdbc.sql("delete from ledger_state").update();
        var trees = org.yanqian.ledger.store.SealTable.State.empty(Suite.GM);
        jdbc.sql(
                        "select e.entry from ledger_index i join ledger_event e using (pos) order by i.idx")
                .query(byte[].class)
                .list()
                .forEach(
                        entry -> {
                            trees.sm3().append(TreeHash.leaf(Suite.GM, entry));
                            trees.sha256()
                                    .append(
                                            TreeHash.leaf(Suite.INTL, entry),
                                            (level, index, hash) -> node(level, index, hash));
                        });
        commit(
                "insert into ledger_state (size, frontier, sm3_frontier) values (?, ?, ?)",
                trees.size(),
                trees.sha256().format(),
                trees.sm3().format());
    }

    private void node(int level, long index, byte[] hash) {
        if (level > 0 && level % 8 == 0) {
            commit("insert into ledger_node values (?, ?, ?)", level, index, hash);
        }
    }

    @Test
    void the_sealers_own_stand_edited_stops_the_service() throws SQLException {
        stop();
        commit("update ledger_state set frontier = overlay(frontier placing '\\x00ff00' from 20)");
        restart();
        await(() -> halt.isOwn());
        assertThat(halt.find().orElseThrow().what()).isEqualTo("state");
    }

    @Test
    void a_database_older_than_what_was_witnessed_stops_the_service() throws SQLException {
        watch.cosigned(
                "discipline",
                Note.parse(
                        ledger.latestCheckpoint()
                                .orElseThrow()
                                .note()
                                .getBytes(StandardCharsets.UTF_8)));
        stop();
        dataSource = Database.dataSource(Database.create());
        jdbc = JdbcClient.create(dataSource);
        ledger = new SealedLedger(dataSource);
        restart();
        await(() -> halt.isOwn());
        Halt found = halt.find().orElseThrow();
        assertThat(found.code()).isEqualTo(RefusalCode.STORE_OLDER_THAN_WITNESSED);
        assertThat(found.index()).isZero();
        assertThat(Long.parseLong(found.expected())).isGreaterThan(EVENTS);
    }

    @Test
    void a_witness_that_has_seen_more_stops_the_service() {
        watch.hasSeenMore("discipline", 9_000, 301);
        assertThat(halt.find().orElseThrow().refusal().zh())
                .contains("9000")
                .contains("discipline");
    }

    @Test
    void a_store_put_right_again_is_compared_whole_and_goes_on() throws SQLException {
        commit("update ledger_event set seq = 7777 where pos = ?", pos(99));
        await(() -> halt.find().isPresent());
        assertThat(halt.isOwn()).isTrue();
        commit("update ledger_event set seq = 14 where pos = ?", pos(99));
        pause();
        assertThat(halt.find()).as("stopped until it is started again").isPresent();
        restart();
        append(EVENTS, EVENTS + 7);
        awaitCheckpointOver(EVENTS + 7);
        assertThat(halt.find()).isEmpty();
    }
}
