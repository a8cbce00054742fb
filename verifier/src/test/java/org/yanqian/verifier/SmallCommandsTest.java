package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.bundle.StoreRow;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.Receipt;
import org.yanqian.ledger.tree.TreeHash;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;

/** The commands receipt, consistency and compare, each with the lie that it must find. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmallCommandsTest {
    @TempDir static Path folder;

    private final Keys keys = new Keys(Suite.INTL);
    private GoodLedger good;
    private Path export;
    private Path policy;

    private record Run(int exit, String out, String err) {}

    @BeforeAll
    void honest() {
        good = GoodLedger.build(keys, new GoodLedger.Options());
        export = folder.resolve("export");
        ExportWriter.write(good.book, export);
        policy = folder.resolve("policy");
        keys.policy().write(policy);
    }

    private Run run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--policy", policy.toString()));
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream a = new ByteArrayOutputStream();
        ByteArrayOutputStream b = new ByteArrayOutputStream();
        System.setOut(new PrintStream(a, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(b, true, StandardCharsets.UTF_8));
        try {
            int exit = Verify.execute(all.toArray(String[]::new));
            return new Run(
                    exit, a.toString(StandardCharsets.UTF_8), b.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static String file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }

    private Receipt receipt(long index) {
        return new Receipt(
                index,
                Proofs.inclusion(good.book.size(), index, good.book.tree()),
                good.book.notes.lastEntry().getValue());
    }

    private byte[] entry(int index) {
        return good.book.entries.get(index).bytes();
    }

    @Test
    void a_receipt_proves_its_entry_and_no_other() throws Exception {
        String proof = file("r7", receipt(7).format());
        assertThat(run("receipt", file("e7", entry(7)), "--proof", proof).exit).isZero();
        Run other = run("receipt", file("e8", entry(8)), "--proof", proof);
        assertThat(other.exit).isEqualTo(1);
        assertThat(other.out).contains("NOT_INCLUDED");
    }

    @Test
    void a_saved_answer_is_verified_as_it_was_given() throws Exception {
        Entry entry = good.book.entries.get(7);
        Map<String, Object> place =
                Map.of("stream", entry.event().stream(), "sequence", entry.event().seq());
        Map<String, Object> appended = new java.util.TreeMap<>(place);
        appended.put("entry", new String(entry.bytes(), StandardCharsets.UTF_8));
        Map<String, Object> proof = new java.util.TreeMap<>(place);
        proof.put("proof", new String(receipt(7).format(), StandardCharsets.UTF_8));
        byte[] answer =
                CanonicalJson.format(
                        Map.of("appended", List.of(appended), "receipts", List.of(proof)));
        assertThat(run("receipt", file("answer", answer)).exit).isZero();
        assertThat(run("receipt", file("answer", answer), "--number", "2").exit).isEqualTo(3);
        byte[] without = CanonicalJson.format(Map.of("appended", List.of(appended)));
        Run alone = run("receipt", file("without", without));
        assertThat(alone.exit).isEqualTo(3);
        assertThat(alone.err).startsWith("NO_RECEIPT");
        assertThat(run("receipt", file("without", without), "--export", export.toString()).exit)
                .isZero();
    }

    @Test
    void an_entry_signed_and_then_left_out_of_the_ledger_convicts_the_service() throws Exception {
        var last = good.book.events.get(5);
        Entry hidden =
                Entry.sign(
                        changed(last, last.stream(), last.data(), "ab".repeat(16)),
                        List.of(keys.service));
        Run run = run("receipt", file("hidden", hidden.bytes()), "--export", export.toString());
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.out).contains("PROMISE_BROKEN");
    }

    @Test
    void an_entry_that_a_stranger_signed_is_no_promise() throws Exception {
        Entry forged = Entry.sign(good.book.events.get(5), List.of(keys.stranger));
        Run run = run("receipt", file("forged", forged.bytes()), "--export", export.toString());
        assertThat(run.out).contains("SIGNATURE_KEY");
        byte[] damaged = entry(7).clone();
        damaged[damaged.length - 10] ^= 1;
        assertThat(
                        run(
                                        "receipt",
                                        file("damaged", damaged),
                                        "--proof",
                                        file("r", receipt(7).format()))
                                .exit)
                .isEqualTo(1);
    }

    @Test
    void a_tail_witnessed_long_ago_is_not_called_the_newest() throws Exception {
        String proof = file("r9", receipt(9).format());
        Run old = run("receipt", file("e9", entry(9)), "--proof", proof, "--max-age", "1h");
        assertThat(old.exit).isEqualTo(3);
        assertThat(old.out).contains("TAIL_TOO_OLD");
        Run ledger = run("ledger", export.toString(), "--max-age", "24h");
        assertThat(ledger.exit).isEqualTo(3);
        assertThat(ledger.out).contains("TAIL_TOO_OLD");
        assertThat(run("ledger", export.toString(), "--max-age", "36500d").exit).isZero();
        String bundle = file("draw.bundle", good.bundle(true).write(good.keys.service));
        Run draw = run("draw", bundle, "--max-age", "24h");
        assertThat(draw.exit).isEqualTo(3);
        assertThat(draw.out).contains("TAIL_TOO_OLD");
        assertThat(run("draw", bundle, "--max-age", "36500d").exit).isZero();
        assertThat(run("draw", bundle, "--max-age", "soon").err).startsWith("BAD_AGE");
        Run wrong = run("ledger", export.toString(), "--max-age", "soon");
        assertThat(wrong.exit).isEqualTo(3);
        assertThat(wrong.err).startsWith("BAD_AGE");
    }

    private String note(int place, String name) throws IOException {
        return file(name, good.book.notes.values().stream().toList().get(place).formatBytes());
    }

    @Test
    void an_older_checkpoint_is_a_prefix_of_a_newer_one() throws Exception {
        String old = note(0, "old");
        String newest = note(good.book.notes.size() - 1, "new");
        Run run = run("consistency", old, newest, "--tiles", export.toString());
        assertThat(run.exit).as(run.out + run.err).isZero();
        Run swapped = run("consistency", newest, old, "--tiles", export.toString());
        assertThat(swapped.out).contains("CHECKPOINTS_SWAPPED");
        Run without = run("consistency", old, newest, "--tiles", folder.toString());
        assertThat(without.exit).isEqualTo(3);
        assertThat(without.out).contains("CONSISTENCY_NOT_SHOWN");
    }

    @Test
    void a_checkpoint_of_another_history_of_the_same_log_is_convicted() throws Exception {
        Path forged = folder.resolve("forged");
        ExportWriter.write(
                Insider.rewrite(
                        good.book,
                        events -> {
                            java.util.Collections.swap(events, 5, 6);
                            return events;
                        }),
                forged);
        String old = note(0, "kept");
        String lie = forged.resolve("checkpoint").toString();
        Path evidence = folder.resolve("evidence");
        Run run =
                run(
                        "consistency",
                        old,
                        lie,
                        "--tiles",
                        forged.toString(),
                        "--evidence",
                        evidence.toString());
        assertThat(run.exit).isEqualTo(4);
        assertThat(evidence.resolve("two-histories-1-a.note")).exists();
        Run tiles = run("consistency", old, lie, "--tiles", export.toString());
        assertThat(tiles.exit).isEqualTo(1);
        assertThat(tiles.out).contains("TILES_OF_OTHER_TREE").contains("NO_QUORUM");
        Run same =
                run(
                        "consistency",
                        note(good.book.notes.size() - 1, "n"),
                        lie,
                        "--tiles",
                        forged.toString(),
                        "--evidence",
                        evidence.toString());
        assertThat(same.exit).isEqualTo(4);
    }

    private static LedgerEvent changed(LedgerEvent e, String stream, EventData data, String salt) {
        return new LedgerEvent(
                e.actor(),
                e.cause(),
                data,
                e.id(),
                e.ledger(),
                e.prev(),
                salt,
                e.seq(),
                stream,
                e.time());
    }

    private String row(Entry entry, String stream, byte[] stored) {
        return String.join(
                "\t",
                "1",
                "734",
                stream,
                Long.toString(entry.event().seq()),
                entry.event().id(),
                "\\\\x" + Hex.format(entry.hash(keys.suite)),
                "\\\\x" + Hex.format(stored));
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        good.book.entries.forEach(e -> rows.add(row(e, e.event().stream(), e.bytes())));
        // A dump is in no order that anybody may rely on.
        java.util.Collections.reverse(rows);
        return rows;
    }

    private static byte[] dump(List<String> rows) {
        return ("--\n-- PostgreSQL database dump\n--\n\nCOPY public.ledger_event (pos, xid, stream,"
                        + " seq, id, hash, entry) FROM stdin;\n"
                        + String.join("\n", rows)
                        + "\n\\.\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Run compare(String name, byte[] dump) throws IOException {
        return run("compare", file(name, dump), "--export", export.toString());
    }

    @Test
    void a_store_that_equals_the_ledger_is_proven_packed_or_plain() throws Exception {
        assertThat(compare("good.sql", dump(rows())).exit).isZero();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(dump(rows()));
        }
        assertThat(compare("good.sql.gz", packed.toByteArray()).exit).isZero();
    }

    private byte[] own(List<Integer> order) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < order.size(); at++) {
            Entry e = good.book.entries.get(order.get(at));
            StoreRow row =
                    new StoreRow(
                            Base64.getEncoder().encodeToString(e.bytes()),
                            Hex.format(e.hash(keys.suite)),
                            e.event().id(),
                            at,
                            Hex.format(TreeHash.leaf(Suite.INTL, e.bytes())),
                            e.event().seq(),
                            e.event().stream());
            out.append(new String(row.format(), StandardCharsets.UTF_8)).append('\n');
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void two_events_that_changed_places_in_the_stores_index_are_found() throws Exception {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < good.book.entries.size(); i++) {
            order.add(i);
        }
        assertThat(compare("own.ndjson", own(order)).exit).isZero();
        java.util.Collections.swap(order, 5, 6);
        Run run = compare("swapped.ndjson", own(order));
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.out).contains("STORE_DIFFERS").contains("#5");
    }

    @Test
    void an_event_edited_in_the_store_is_named_by_its_index() throws Exception {
        Entry entry = good.book.entries.get(9);
        Entry edited =
                Entry.sign(
                        changed(
                                entry.event(),
                                entry.event().stream(),
                                entry.event().data(),
                                "cd".repeat(16)),
                        List.of(keys.service));
        List<String> rows = rows();
        rows.set(
                rows.indexOf(row(entry, entry.event().stream(), entry.bytes())),
                row(edited, entry.event().stream(), edited.bytes()));
        Run run = compare("edited.sql", dump(rows));
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.out).contains("STORE_DIFFERS").contains("#9");
    }

    @Test
    void an_event_deleted_from_the_store_is_named_and_new_ones_are_counted() throws Exception {
        List<String> rows = rows();
        Entry gone = good.book.entries.get(11);
        rows.remove(row(gone, gone.event().stream(), gone.bytes()));
        Run run = compare("deleted.sql", dump(rows));
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.out).contains("STORE_LACKS").contains("#11");
        List<String> more = rows();
        Entry later =
                Entry.sign(
                        changed(
                                good.book.events.get(3),
                                "ruleset/other",
                                new RuleSetAdopted("样本", "", ""),
                                "ef".repeat(16)),
                        List.of(keys.service));
        more.add(row(later, "ruleset/other", later.bytes()));
        Run ahead = compare("ahead.sql", dump(more));
        assertThat(ahead.exit).isZero();
        assertThat(ahead.out).contains("STORE_AHEAD");
    }

    @Test
    void a_row_filed_under_another_stream_is_found() throws Exception {
        Entry entry = good.book.entries.get(9);
        List<String> rows = rows();
        rows.set(
                rows.indexOf(row(entry, entry.event().stream(), entry.bytes())),
                row(entry, "target/elsewhere/QY1", entry.bytes()));
        Run run = compare("moved.sql", dump(rows));
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.out).contains("STORE_ROW_DIFFERS");
        byte[] whole = dump(rows());
        Run cut = compare("cut.sql", java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(cut.exit).isEqualTo(3);
        assertThat(cut.err).startsWith("UNREADABLE_DUMP");
    }
}
