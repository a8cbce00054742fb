package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.PersonEvent;
import org.yanqian.ledger.event.PersonEvent.ErasureRequested;
import org.yanqian.ledger.event.PersonEvent.PersonErased;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.check.Proven;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** Verification from the last proven checkpoint on, and what must not slip in under it. */
class SinceTest {
    @TempDir Path folder;

    private final Keys keys = new Keys(Suite.INTL);
    private final GoodLedger good = GoodLedger.build(keys, new GoodLedger.Options());
    private Path since;
    private Path policy;
    private long before;

    @BeforeEach
    void proven() {
        since = folder.resolve("since.json");
        policy = folder.resolve("policy");
        keys.policy().write(policy);
        before = good.book.size();
        assertThat(verify(good.book)).isZero();
        assertThat(read().size()).isEqualTo(before);
    }

    private Proven read() {
        return Proven.read(ReportOptions.read(since));
    }

    private int verify(Book book) {
        Path export = folder.resolve("export" + book.size() + "-" + System.identityHashCode(book));
        ExportWriter.write(book, export);
        List<String> args =
                new ArrayList<>(List.of("ledger", export.toString(), "--since", since.toString()));
        args.addAll(List.of("--policy", policy.toString(), "--evidence", folder.toString()));
        args.addAll(List.of("--out", folder.resolve("report").toString()));
        return Verify.execute(args.toArray(String[]::new));
    }

    private void goOn(int site) {
        TargetEvent.TargetRecord record = Records.target(site, "一般");
        good.append(
                TargetEvent.stream(Keys.BUREAU, record.objectId()),
                new TargetEvent.TargetRegistered(record, "manual"));
    }

    private void checkpoint() {
        good.book.checkpoint(Instant.parse("2026-04-02T02:01:00Z"), keys.witnesses);
    }

    @Test
    void what_is_new_is_verified_and_the_file_moves_on() throws Exception {
        goOn(900);
        checkpoint();
        assertThat(verify(good.book)).isZero();
        assertThat(read().size()).isEqualTo(before + 1);
        assertThat(Files.readString(folder.resolve("report"))).contains("incremental");
    }

    private void by(String officer, PersonEvent event) {
        Actor before = good.book.actor;
        good.book.actor = new Actor(Keys.BUREAU, officer, "approver");
        good.append(PersonEvent.stream("p-0001"), event);
        good.book.actor = before;
    }

    // Everything is read from the first entry on, so the request is known, wherever the run began.
    @Test
    void an_erasure_asked_before_the_last_run_and_decided_after_it_is_by_two() throws Exception {
        by("o-7", new ErasureRequested("p-0001", 1, "调离（样本）", "第四十七条"));
        checkpoint();
        assertThat(verify(good.book)).isZero();
        assertThat(read().size()).isEqualTo(before + 1);
        by("o-8", new PersonErased("p-0001", 1, "调离（样本）", "第四十七条", List.of("name")));
        checkpoint();
        assertThat(verify(good.book)).isZero();
        assertThat(Files.readString(folder.resolve("report"))).doesNotContain("ERASED_BY_ONE");
        by("o-8", new PersonErased("p-0001", 2, "调离（样本）", "第四十七条", List.of("name")));
        checkpoint();
        assertThat(verify(good.book)).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("report"))).contains("ERASED_BY_ONE");
    }

    @Test
    void a_new_event_that_the_service_did_not_sign_is_refuted() {
        good.book.eventSigner = keys.stranger;
        goOn(901);
        checkpoint();
        assertThat(verify(good.book)).isEqualTo(1);
        assertThat(read().size()).as("what is not proven moves nothing").isEqualTo(before);
    }

    @Test
    void a_rewritten_past_does_not_hide_behind_the_earlier_verification() {
        Book forged =
                Insider.rewrite(
                        good.book,
                        events -> {
                            java.util.Collections.swap(events, 5, 6);
                            return events;
                        });
        assertThat(verify(forged)).isEqualTo(4);
        assertThat(read().size()).isEqualTo(before);
    }

    @Test
    void under_another_policy_everything_is_verified_anew() throws Exception {
        Files.writeString(policy.resolve("note.txt"), "样本");
        assertThat(verify(good.book)).isZero();
        assertThat(Files.readString(folder.resolve("report"))).doesNotContain("incremental");
    }

    @Test
    void a_file_that_contradicts_itself_is_refused() throws Exception {
        Files.writeString(
                since, Files.readString(since).replace("\"size\":" + before, "\"size\":3"));
        assertThat(verify(good.book)).isEqualTo(3);
        Files.writeString(since, "{}");
        assertThat(verify(good.book)).isEqualTo(3);
    }
}
