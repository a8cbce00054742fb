package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.check.Status;
import org.yanqian.verifier.check.Verification;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandTest {
    @TempDir static Path folder;

    private final Keys keys = new Keys(Suite.GM);
    private GoodLedger good;
    private Path export;
    private Path bundle;
    private Path policy;

    private record Run(int exit, String out, String err) {}

    @BeforeAll
    void honest() throws Exception {
        good = GoodLedger.build(keys, new GoodLedger.Options());
        export = folder.resolve("export");
        ExportWriter.write(good.book, export);
        bundle = Files.write(folder.resolve("draw.bundle"), good.bundle(true).write(keys.service));
        policy = folder.resolve("policy");
        keys.policy().write(policy);
    }

    private static Run run(String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream a = new ByteArrayOutputStream();
        ByteArrayOutputStream b = new ByteArrayOutputStream();
        System.setOut(new PrintStream(a, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(b, true, StandardCharsets.UTF_8));
        try {
            int exit = Verify.execute(args);
            return new Run(
                    exit, a.toString(StandardCharsets.UTF_8), b.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private Run ledger(Path dir, String... more) {
        String[] args = new String[4 + more.length];
        System.arraycopy(
                new String[] {"ledger", dir.toString(), "--policy", policy.toString()},
                0,
                args,
                0,
                4);
        System.arraycopy(more, 0, args, 4, more.length);
        return run(args);
    }

    @Test
    void an_honest_export_and_bundle_exit_0_and_say_what_cannot_be_proven() {
        Run chinese = ledger(export);
        assertThat(chinese.exit).isZero();
        assertThat(chinese.out).contains("结论：已证明", "PROVEN", "等级 C", "本报告不能证明的事项", "名录是否真实");
        assertThat(chinese.out).contains("信标 drand-local（演示信标）");
        assertThat(chinese.out.lines().count()).isLessThan(50);

        Run english = run("draw", bundle.toString(), "--policy", policy.toString(), "--lang", "en");
        assertThat(english.exit).isZero();
        assertThat(english.out)
                .contains("Verdict: PROVEN", "uniqueness: not checked", "cannot prove", "grade C");
    }

    @Test
    void json_names_every_layer_and_html_is_one_page_without_script() {
        Run json = ledger(export, "--format", "json");
        Map<String, Object> map = Json.readObject(json.out.getBytes(StandardCharsets.UTF_8));
        assertThat(map).containsEntry("verdict", "PROVEN").containsEntry("exitCode", 0L);
        assertThat((List<?>) map.get("layers")).hasSize(15);

        Path out = folder.resolve("report.html");
        assertThat(ledger(export, "--format", "html", "--out", out.toString()).exit).isZero();
        assertThat(out)
                .content(StandardCharsets.UTF_8)
                .startsWith("<!doctype html>")
                .contains("已证明", "未核验 not checked")
                .doesNotContain("<script", "http://", "https://");
    }

    @Test
    void the_auditors_key_is_an_option_and_must_be_one() throws Exception {
        Path key = folder.resolve("auditor.key");
        Files.write(
                key,
                org.yanqian.ledger.sign.SealedBox.generate(
                                Suite.GM, new java.security.SecureRandom())
                        .file());
        // The sample announces no ciphertext.
        Run without = ledger(export, "--auditor-key", key.toString());
        assertThat(without.exit).isEqualTo(1);
        assertThat(without.out).contains("KEY_CIPHERTEXT");
        assertThat(ledger(export, "--auditor-key", policy.resolve("yanqian.json").toString()).err)
                .contains("BAD_KEY");
    }

    @Test
    void the_bench_prints_both_rates_of_the_same_run() {
        assertThat(ledger(export, "--bench").out)
                .containsPattern("events/s; bare signature verification \\d+ of \\d+ valid.*ratio");
    }

    @Test
    void a_refutation_names_the_first_event_both_values_and_the_section() throws Exception {
        Path copy = copy("refuted");
        Path entries = copy.resolve("tile/entries/000.p/" + good.book.size());
        byte[] bytes = Files.readAllBytes(entries);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        // Class 重点 and 一般 have the same length in UTF-8.
        byte[] key = "重点\",\"tags".getBytes(StandardCharsets.UTF_8);
        int at = text.indexOf(new String(key, StandardCharsets.ISO_8859_1));
        System.arraycopy("一般".getBytes(StandardCharsets.UTF_8), 0, bytes, at, 6);
        Files.write(entries, bytes);

        Run run = ledger(copy, "--lang", "en");
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.out)
                .contains("REFUTED", "first event #", "expected", "found", "SPEC.md 4")
                .contains("SIGNATURE_WRONG", "FILE_DIFFERS", "TILE_DIFFERS", "ROOT_DIFFERS");
    }

    private Path copy(String name) throws Exception {
        Path target = folder.resolve(name);
        for (String path : Export.open(export).paths()) {
            Path file = target.resolve(path);
            Files.createDirectories(file.getParent());
            Files.copy(export.resolve(path), file);
        }
        return target;
    }

    @Test
    void two_histories_exit_4_and_leave_both_notes_as_evidence() throws Exception {
        Path forged = folder.resolve("forged");
        ExportWriter.write(
                Insider.rewrite(
                        good.book,
                        events -> {
                            java.util.Collections.swap(events, 5, 6);
                            return events;
                        }),
                forged);
        byte[] note = good.book.checkpoint();
        Path kept = Files.write(folder.resolve("kept"), note);
        Path evidence = folder.resolve("evidence");
        Run run =
                ledger(forged, "--checkpoint", kept.toString(), "--evidence", evidence.toString());
        assertThat(run.exit).isEqualTo(4);
        assertThat(run.out).contains("TWO HISTORIES");
        assertThat(evidence.resolve("two-histories-1-a.note")).hasBinaryContent(note);
        assertThat(evidence.resolve("two-histories-1-b.note")).exists();
    }

    @Test
    void what_cannot_be_read_exits_3_with_its_code_and_wrong_usage_2() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(ledger(empty))
                .satisfies(r -> assertThat(r.exit).isEqualTo(3))
                .satisfies(r -> assertThat(r.err).startsWith("UNREADABLE_EXPORT"));
        Path text = Files.writeString(folder.resolve("text"), "样本");
        Run draw = run("draw", text.toString(), "--policy", policy.toString());
        assertThat(draw.exit).isEqualTo(3);
        assertThat(draw.err).startsWith("UNREADABLE_BUNDLE");
        Run noPolicy =
                run("ledger", export.toString(), "--policy", folder.resolve("none").toString());
        assertThat(noPolicy.exit).isEqualTo(3);
        assertThat(run("ledger", export.toString()).exit).isEqualTo(2);
        assertThat(ledger(export, "--format", "pdf").exit).isEqualTo(2);
    }

    @Test
    void a_layer_that_the_policy_requires_and_nobody_checked_exits_3() {
        Path strict = folder.resolve("strict");
        keys.policy(List.of("1", "14"), Grade.C).write(strict);
        Run run = run("ledger", export.toString(), "--policy", strict.toString());
        assertThat(run.exit).isEqualTo(3);
        assertThat(run.out).contains("CANNOT JUDGE");
    }

    @Test
    void a_grade_below_the_policys_exits_3() {
        Path strict = folder.resolve("grade");
        keys.policy(List.of("1"), Grade.A).write(strict);
        Run run = run("ledger", export.toString(), "--policy", strict.toString());
        assertThat(run.exit).isEqualTo(3);
        assertThat(run.out).contains("GRADE_BELOW_POLICY");
    }

    @Test
    void one_bit_flipped_in_any_file_of_the_export_is_refuted_at_200_random_places()
            throws Exception {
        Path copy = copy("flipped");
        List<String> paths = List.copyOf(Export.open(copy).paths());
        Random random = new Random(20261122);
        for (int i = 0; i < 200; i++) {
            // Every file in turn, then any byte of it: small files are hit as often as large ones.
            Path file = copy.resolve(paths.get(i % paths.size()));
            byte[] bytes = Files.readAllBytes(file);
            byte[] damaged = bytes.clone();
            int at = random.nextInt(bytes.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            var outcome =
                    new Verification(keys.policy(), List.of(), item -> {})
                            .ledger(Export.open(copy));
            assertThat(outcome.verdict().exitCode()).as("%s byte %d", file, at).isEqualTo(1);
            assertThat(outcome.layers().get(0).status()).isEqualTo(Status.FAIL);
            Files.write(file, bytes);
        }
        assertThat(ledger(copy).exit).isZero();
    }
}
