package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.StampRoot;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.stamp.StampAuthority;
import org.yanqian.ledger.stamp.StoredStamp;
import org.yanqian.ledger.stamp.TimeStamp;
import org.yanqian.ledger.tree.Note;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Status;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.check.Verification;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** Crimes against time: events dated back, time stamps left out, moved, forged, put for witnesses. */
class TimeAttackTest extends Attacks {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final StampAuthority AUTHORITY =
            StampAuthority.create("sample authority", FROM, RANDOM);
    private static final StampAuthority FORGER =
            StampAuthority.create("sample authority", FROM, RANDOM);

    private Policy policy() throws IOException {
        return keys.policy().withTimeStamps(List.of(root("tsa")));
    }

    private static StampRoot root(String name) throws IOException {
        return new StampRoot(name, Bytes.of(AUTHORITY.root().getEncoded()), "");
    }

    private static byte[] token(StampAuthority authority, Note note, Instant at) throws Exception {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        byte[] request =
                generator
                        .generate(
                                NISTObjectIdentifiers.id_sha256,
                                TimeStamp.imprint(note.text()),
                                BigInteger.ONE)
                        .getEncoded();
        return new TimeStampResponse(authority.answer(request, at, RANDOM))
                .getTimeStampToken()
                .getEncoded();
    }

    private static long announcedSize(GoodLedger ledger) {
        return ledger.book.notes.higherKey(ledger.announcedIndex);
    }

    private static Instant announcedAt(GoodLedger ledger) {
        return EventCodec.parseTime(ledger.book.events.get((int) ledger.announcedIndex).time());
    }

    /** The honest sample with a token over the announcement's checkpoint, two seconds later. */
    private GoodLedger stamped() throws Exception {
        return stamped(AUTHORITY, Duration.ofSeconds(2));
    }

    private GoodLedger stamped(StampAuthority authority, Duration later) throws Exception {
        GoodLedger ledger = GoodLedger.build(keys, new GoodLedger.Options());
        long size = announcedSize(ledger);
        Instant at = announcedAt(ledger).plus(later);
        byte[] token = token(authority, ledger.book.notes.get(size), at);
        ledger.book.stamps.add(new StoredStamp(size, "tsa", token));
        return ledger;
    }

    private Outcome verify(Policy policy, Book book) {
        Path export = folder.resolve("timed" + exports++);
        ExportWriter.write(book, export);
        return new Verification(policy, List.of(), item -> {}).ledger(Export.open(export));
    }

    private static void notProven(Outcome outcome, String code) {
        assertThat(codes(outcome)).contains(code);
        assertThat(outcome.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(layer7(outcome).status()).isEqualTo(Status.NOT_CHECKED);
    }

    private static CheckResult layer7(Outcome outcome) {
        return outcome.layers().stream().filter(l -> l.id().equals("7")).findFirst().orElseThrow();
    }

    @Test
    void an_honest_stamp_counts_and_the_honest_ledger_is_proven() throws Exception {
        Outcome outcome = verify(policy(), stamped().book);
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(codes(outcome)).doesNotContain("STAMP_UNKNOWN", "STAMP_MISSING");
        assertThat(verify(keys.policy(), stamped().book).verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(codes(verify(keys.policy(), stamped().book))).contains("STAMPS_NOT_CHECKED");
    }

    @Test
    void time_stamps_dropped_so_that_nobody_looks_at_them_prove_nothing() throws Exception {
        notProven(verify(policy(), good.book), "STAMP_MISSING");
    }

    @Test
    void a_stamp_made_after_the_deadline_is_no_stamp() throws Exception {
        notProven(verify(policy(), stamped(AUTHORITY, Duration.ofHours(3)).book), "STAMP_MISSING");
    }

    @Test
    void a_stamp_moved_to_another_checkpoint_refutes() throws Exception {
        GoodLedger ledger = stamped();
        byte[] token = ledger.book.stamps.get(0).token();
        long other = ledger.book.notes.firstKey();
        ledger.book.stamps.add(new StoredStamp(other, "tsa", token));
        refuted(verify(policy(), ledger.book), "7", "STAMP_DIFFERS");
    }

    @Test
    void an_authority_of_ones_own_under_the_same_name_is_not_believed() throws Exception {
        Outcome outcome = verify(policy(), stamped(FORGER, Duration.ofSeconds(2)).book);
        notProven(outcome, "STAMP_MISSING");
        assertThat(codes(outcome)).contains("STAMP_UNKNOWN");
    }

    @Test
    void a_stamp_signed_with_another_key_under_the_authoritys_certificate_refutes()
            throws Exception {
        StampAuthority thief =
                new StampAuthority(AUTHORITY.root(), AUTHORITY.signer(), FORGER.key());
        refuted(verify(policy(), stamped(thief, Duration.ofSeconds(2)).book), "7", "STAMP_WRONG");
    }

    @Test
    void a_stamp_that_is_garbage_refutes() throws Exception {
        GoodLedger ledger = stamped();
        long size = announcedSize(ledger);
        ledger.book.stamps.add(new StoredStamp(size, "other", new byte[] {1, 2, 3}));
        refuted(verify(policy(), ledger.book), "7", "BAD_STAMP");
    }

    /** Stamped in time, but the witnesses saw the close only after the deadline. */
    @Test
    void private_forks_stamped_but_not_witnessed_are_lapsed() throws Exception {
        Keys intl = new Keys(Suite.INTL);
        GoodLedger.Options options = new GoodLedger.Options();
        options.closeCosignedDelaySeconds = 6900;
        GoodLedger ledger = GoodLedger.build(intl, options);
        for (long index : new long[] {ledger.announcedIndex, ledger.closedIndex}) {
            long size = ledger.book.notes.higherKey(index);
            Instant at = EventCodec.parseTime(ledger.book.events.get((int) index).time());
            byte[] token = token(AUTHORITY, ledger.book.notes.get(size), at.plusSeconds(1));
            ledger.book.stamps.add(new StoredStamp(size, "tsa", token));
        }
        Policy policy = intl.policy().withTimeStamps(List.of(root("tsa")));
        notProven(verify(policy, ledger.book), "CLOSE_LATE");
    }

    private void edit(Book book, Instant claimed) {
        TargetEvent.TargetRecord before = Records.target(4, "简化");
        book.append(
                TargetEvent.stream(Keys.BUREAU, before.objectId()),
                new TargetEvent.TargetChanged(
                        before, with(before, "supervisionClass", "一般"), "更正", "manual"),
                claimed);
    }

    private static Instant end(Book book) {
        LedgerEvent last = book.events.get(book.events.size() - 1);
        return EventCodec.parseTime(last.time());
    }

    @Test
    void an_event_dated_back_before_a_checkpoint_that_does_not_hold_it_is_named() {
        GoodLedger ledger = GoodLedger.build(keys, new GoodLedger.Options());
        Instant now = end(ledger.book).plusSeconds(60);
        long index = ledger.book.size();
        edit(ledger.book, now.minus(Duration.ofHours(20)));
        ledger.book.checkpoint(now.plusSeconds(1), keys.witnesses);
        Outcome outcome = verify(ledger.book);
        refuted(outcome, "7", "EVENT_BACKDATED");
        assertThat(layer7(outcome).findings().get(0).index()).isEqualTo(index);
    }

    @Test
    void checkpoints_left_out_make_no_room_to_date_back() {
        GoodLedger ledger = GoodLedger.build(keys, new GoodLedger.Options());
        Instant now = end(ledger.book).plus(Duration.ofDays(9));
        edit(ledger.book, end(ledger.book).minus(Duration.ofDays(8)));
        ledger.book.checkpoint(now.plusSeconds(1), keys.witnesses);
        refuted(verify(ledger.book), "7", "EVENT_BACKDATED");
        long last = ledger.book.notes.lastKey();
        // Nothing stays between the draw and the end, so nothing contradicts the date.
        ledger.book.notes.keySet().removeIf(s -> s > ledger.completedIndex + 20 && s < last);
        Outcome outcome = verify(ledger.book);
        assertThat(codes(outcome)).contains("EVENT_SEEN_LATE").doesNotContain("EVENT_BACKDATED");
        assertThat(layer7(outcome).status()).isEqualTo(Status.NOT_CHECKED);
    }

    @Test
    void an_event_dated_after_it_was_seen_is_named() {
        GoodLedger ledger = GoodLedger.build(keys, new GoodLedger.Options());
        Instant now = end(ledger.book).plusSeconds(60);
        edit(ledger.book, now.plus(Duration.ofDays(1)));
        ledger.book.checkpoint(now.plusSeconds(1), keys.witnesses);
        refuted(verify(ledger.book), "7", "EVENT_POSTDATED");
    }

    @Test
    void clocks_that_differ_by_less_than_the_slack_frame_nobody() {
        GoodLedger ledger = GoodLedger.build(keys, new GoodLedger.Options());
        Instant now = end(ledger.book).plusSeconds(60);
        edit(ledger.book, now.minusSeconds(500));
        edit(ledger.book, now.plusSeconds(500));
        ledger.book.checkpoint(now.plusSeconds(1), keys.witnesses);
        assertThat(codes(verify(ledger.book)))
                .doesNotContain("EVENT_BACKDATED", "EVENT_POSTDATED", "EVENT_SEEN_LATE");
    }

    @Test
    void a_bundle_carries_its_stamps_and_is_not_proven_without_them() throws Exception {
        GoodLedger ledger = stamped();
        byte[] with = ledger.bundle(false).write(keys.service);
        assertThat(new Verification(policy(), List.of(), item -> {}).draw(with).verdict())
                .isEqualTo(Verdict.PROVEN);
        ledger.book.stamps.clear();
        byte[] without = ledger.bundle(false).write(keys.service);
        notProven(new Verification(policy(), List.of(), item -> {}).draw(without), "STAMP_MISSING");
    }
}
