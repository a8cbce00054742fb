package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** Each test is a crime and the layers that must find it. */
class AttackTest extends Attacks {
    private static List<LedgerEvent> classEdited(List<LedgerEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).data() instanceof TargetEvent.TargetRegistered e
                    && e.record().supervisionClass().equals("重点")) {
                TargetEvent.TargetRecord edited = with(e.record(), "supervisionClass", "一般");
                events.set(
                        i,
                        Insider.with(
                                events.get(i),
                                new TargetEvent.TargetRegistered(edited, e.source())));
                return events;
            }
        }
        throw new AssertionError("no such target");
    }

    @Test
    void a_targets_class_edited_and_everything_resigned_has_no_witnesses_and_other_lists() {
        Outcome outcome = verify(Insider.rewrite(good.book, AttackTest::classEdited));
        refuted(outcome, "6", "NO_QUORUM");
        refuted(outcome, "8", "CANDIDATES_ROOT");
    }

    @Test
    void a_targets_class_edited_beside_a_checkpoint_that_the_auditor_kept_is_two_histories() {
        byte[] kept = good.book.notes.firstEntry().getValue().formatBytes();
        Outcome outcome = verify(Insider.rewrite(good.book, AttackTest::classEdited), kept);
        assertThat(outcome.verdict()).isEqualTo(Verdict.TWO_HISTORIES);
        assertThat(outcome.verdict().exitCode()).isEqualTo(4);
        assertThat(outcome.histories().get(0).first()).isEqualTo(kept);
        assertThat(failed(outcome)).contains("5");
    }

    @Test
    void old_cosigned_notes_do_not_lend_their_witnesses_to_other_entries() {
        Book forged = Insider.rewrite(good.book, AttackTest::classEdited);
        forged.notes.putAll(good.book.notes);
        Path export = folder.resolve("export" + exports++);
        // The writer refuses to export entries under a root that is not theirs.
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () -> ExportWriter.write(forged, export)))
                .hasMessageContaining("checkpoint");
    }

    @Test
    void a_class_edited_between_freeze_and_announcement_is_named_by_its_event() {
        GoodLedger.Options options = new GoodLedger.Options();
        GoodLedger[] holder = new GoodLedger[1];
        TargetEvent.TargetRecord before = Records.target(4, "简化");
        options.betweenFreezeAndAnnouncement =
                ledger -> {
                    holder[0] = ledger;
                    ledger.append(
                            TargetEvent.stream(Keys.BUREAU, before.objectId()),
                            new TargetEvent.TargetChanged(
                                    before,
                                    with(before, "supervisionClass", "一般"),
                                    "更正",
                                    "manual"));
                };
        Outcome outcome = verify(GoodLedger.build(keys, options).book);
        refuted(outcome, "8", "TOUCHED_AFTER_FREEZE");
        assertThat(holder[0]).isNotNull();
    }

    @Test
    void an_event_dropped_and_the_rest_rechained_has_no_witnesses() {
        Outcome outcome =
                verify(
                        Insider.rewrite(
                                good.book,
                                events -> {
                                    events.removeIf(
                                            e ->
                                                    e.data()
                                                                    instanceof
                                                                    TargetEvent.TargetRegistered r
                                                            && r.record()
                                                                    .objectId()
                                                                    .equals("QY000007"));
                                    return events;
                                }));
        refuted(outcome, "6", "NO_QUORUM");
        refuted(outcome, "8", "CANDIDATES_ROOT");
    }

    @Test
    void an_event_dropped_in_the_middle_of_a_stream_breaks_its_chain() {
        Book book = new Book(keys);
        book.drawKeys.addAll(good.book.drawKeys);
        book.lists.addAll(good.book.lists);
        good.book.events.stream()
                .filter(e -> !(e.data() instanceof DrawEvent.SeedCommitted))
                .forEach(book::seal);
        book.note(book.time(), keys.witnesses);
        Outcome outcome = verify(book);
        refuted(outcome, "3", "SEQ_GAP");
        refuted(outcome, "4", "SM3_ROOT");
    }

    @Test
    void two_events_swapped_and_resealed_have_no_witnesses() {
        Outcome outcome =
                verify(
                        Insider.rewrite(
                                good.book,
                                events -> {
                                    Collections.swap(events, 5, 6);
                                    return events;
                                }),
                        good.book.notes.firstEntry().getValue().formatBytes());
        assertThat(outcome.verdict()).isEqualTo(Verdict.TWO_HISTORIES);
        assertThat(failed(outcome)).contains("5", "6");
    }

    @Test
    void the_eligibility_root_of_another_pool_does_not_replay() {
        Outcome outcome =
                verify(
                        crooked(
                                        data ->
                                                data instanceof DrawEvent.DrawAnnounced a
                                                        ? with(
                                                                a,
                                                                "roots",
                                                                RecordCodec.format(
                                                                        new DrawEvent.Roots(
                                                                                a.roots()
                                                                                        .candidates(),
                                                                                a.roots()
                                                                                        .inspectors(),
                                                                                "00".repeat(32))))
                                                        : data)
                                .book);
        refuted(outcome, "8", "ELIGIBILITY_ROOT");
    }

    @Test
    void a_selected_label_exchanged_is_not_the_replay() {
        String other = "ab".repeat(32);
        boolean[] done = new boolean[1];
        Outcome outcome =
                verify(
                        crooked(
                                        data -> {
                                            if (!done[0]
                                                    && data instanceof VisitEvent.VisitAssigned v) {
                                                done[0] = true;
                                                return with(
                                                        v,
                                                        "objectId",
                                                        v.objectId().equals("QY000002")
                                                                ? "QY000003"
                                                                : "QY000002");
                                            }
                                            if (data instanceof DrawEvent.DrawCompleted c) {
                                                return with(c, "selectionRoot", other);
                                            }
                                            return data;
                                        })
                                .book);
        refuted(outcome, "10", "SELECTION_ROOT");
        refuted(outcome, "10.selection", "VISIT_DIFFERS");
    }

    @Test
    void an_inspector_exchanged_in_a_visit_or_at_the_site_is_not_the_replay() {
        boolean[] done = new boolean[1];
        UnaryOperator<EventData> swap =
                data -> {
                    if (!done[0] && data instanceof VisitEvent.VisitAssigned v) {
                        done[0] = true;
                        var team = new java.util.ArrayList<>(v.team());
                        team.set(0, with(team.get(0), "certificateNo", "99042199999"));
                        return with(v, "team", team.stream().map(RecordCodec::format).toList());
                    }
                    return data;
                };
        refuted(verify(crooked(swap).book), "10", "VISIT_DIFFERS");

        UnaryOperator<EventData> stranger =
                data ->
                        data instanceof VisitEvent.InspectionRecorded r
                                ? with(r, "inspectors", List.of("99042199999", "99042199998"))
                                : data;
        refuted(verify(crooked(stranger).book), "10", "INSPECTORS_DIFFER");
    }

    @Test
    void another_beacon_round_is_not_the_announced_one() {
        UnaryOperator<EventData> later =
                data -> {
                    if (data instanceof DrawEvent.DrawCompleted c) {
                        long round = c.beacon().round() + 1;
                        DrawEvent.BeaconValue value =
                                new DrawEvent.BeaconValue(
                                        c.beacon().type(),
                                        round,
                                        Hex.format(keys.drand.sign(round)),
                                        "",
                                        "",
                                        List.of());
                        return with(c, "beacon", RecordCodec.format(value));
                    }
                    return data;
                };
        Outcome outcome = verify(crooked(later).book);
        refuted(outcome, "9", "BEACON_ROUND");
        refuted(outcome, "9", "SEED_DIFFERS");
    }

    @Test
    void a_beacon_signature_made_up_does_not_verify_under_the_pinned_chain() {
        UnaryOperator<EventData> forged =
                data ->
                        data instanceof DrawEvent.DrawCompleted c
                                ? with(
                                        c,
                                        "beacon",
                                        RecordCodec.format(
                                                with(
                                                        c.beacon(),
                                                        "signature",
                                                        Hex.format(
                                                                new Keys(Suite.INTL, 2)
                                                                        .drand.sign(
                                                                                c.beacon()
                                                                                        .round())))))
                                : data;
        refuted(verify(crooked(forged).book), "9", "BEACON_WRONG");
    }

    @Test
    void a_reveal_changed_neither_opens_its_commitment_nor_carries_its_partys_signature() {
        UnaryOperator<EventData> changed =
                data ->
                        data instanceof DrawEvent.SeedRevealed r && r.party().equals("discipline")
                                ? with(r, "nonce", "11".repeat(32))
                                : data;
        Outcome outcome = verify(crooked(changed).book);
        refuted(outcome, "2", "PARTY_SIGNATURE");
        refuted(outcome, "9", "REVEAL_DIFFERS");
    }

    @Test
    void a_reveal_left_out_of_the_close_is_found() {
        UnaryOperator<EventData> withheld =
                data -> {
                    if (data instanceof DrawEvent.DrawClosed c) {
                        DrawEvent.SeedRevealed out = c.reveals().get(1);
                        return new DrawEvent.DrawClosed(
                                c.drawId(),
                                c.announcement(),
                                c.reveals().subList(0, 1),
                                List.of(new DrawEvent.MissingParty(out.party(), "22".repeat(32))));
                    }
                    return data;
                };
        Outcome outcome = verify(crooked(withheld).book);
        refuted(outcome, "9", "REVEAL_LEFT_OUT");
        refuted(outcome, "9", "MISSING_COMMITMENT");
    }

    @Test
    void a_close_made_behind_the_beacon_is_refuted() {
        GoodLedger.Options options = new GoodLedger.Options();
        options.closeDelaySeconds = 7300;
        refuted(verify(GoodLedger.build(keys, options).book), "7", "CLOSE_AFTER_BEACON");
    }

    @Test
    void a_close_backdated_but_first_seen_behind_the_beacon_is_refuted() {
        GoodLedger.Options options = new GoodLedger.Options();
        options.closeCosignedDelaySeconds = 7300;
        refuted(verify(GoodLedger.build(keys, options).book), "7", "CLOSE_AFTER_BEACON");
    }

    @Test
    void a_close_witnessed_inside_the_margin_lapses_the_draw_and_is_neither() {
        GoodLedger.Options options = new GoodLedger.Options();
        options.closeCosignedDelaySeconds = 6800;
        Outcome outcome = verify(GoodLedger.build(keys, options).book);
        assertThat(failed(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(outcome.draws().get(0).lapsed()).isEqualTo("CLOSE_LATE");
    }

    @Test
    void cosignatures_removed_leave_no_quorum() {
        Book book = Insider.rewrite(good.book, events -> events);
        Outcome outcome = verify(book);
        refuted(outcome, "6", "NO_QUORUM");
        assertThat(codes(outcome)).contains("COSIGNATURES_MISSING", "TAIL_NOT_WITNESSED");
    }

    @Test
    void the_service_signing_for_the_supervising_party_is_caught() {
        GoodLedger.Options options = new GoodLedger.Options();
        options.supervisingSigner = keys.service;
        refuted(verify(GoodLedger.build(keys, options).book), "2", "SERVICE_SPEAKS_FOR_PARTY");
    }

    @Test
    void the_service_signing_a_reveal_under_the_partys_name_is_caught() {
        UnaryOperator<EventData> forged =
                data ->
                        data instanceof DrawEvent.SeedCommitted c && c.party().equals("discipline")
                                ? with(
                                        c,
                                        "signature",
                                        Hex.format(
                                                keys.service.sign(
                                                        Labels.commitMessage(
                                                                c.drawId(),
                                                                c.party(),
                                                                Bytes.ofHex(c.commitment())))))
                                : data;
        refuted(verify(crooked(forged).book), "2", "SERVICE_SPEAKS_FOR_PARTY");
    }

    @Test
    void events_resigned_with_another_key_are_not_of_this_service() {
        Book book = new Book(keys);
        book.eventSigner = PrivateKey.generate(Suite.GM, new java.security.SecureRandom());
        book.drawKeys.addAll(good.book.drawKeys);
        book.lists.addAll(good.book.lists);
        Insider.fill(book, good.book, good.book.events);
        refuted(verify(book), "2", "SIGNATURE_KEY");
    }

    @Test
    void a_ledger_opened_with_a_key_that_the_policy_does_not_know_is_refuted() {
        PrivateKey other = PrivateKey.generate(Suite.GM, new java.security.SecureRandom());
        UnaryOperator<EventData> foreign =
                data ->
                        data instanceof OriginEvent.LedgerOpened o
                                ? with(
                                        o,
                                        "serviceKeys",
                                        List.of(
                                                RecordCodec.format(
                                                        new OriginEvent.ServiceKey(
                                                                "", other.publicKey().format()))))
                                : data;
        refuted(verify(crooked(foreign).book), "2", "SERVICE_KEYS_DIFFER");
    }

    @Test
    void a_draw_announced_twice_or_closed_twice_is_refuted() {
        for (Class<?> again : List.of(DrawEvent.DrawAnnounced.class, DrawEvent.DrawClosed.class)) {
            Book book = crooked(data -> data).book;
            LedgerEvent first =
                    book.events.stream().filter(e -> again.isInstance(e.data())).findFirst().get();
            book.append(first.stream(), first.data(), book.time());
            book.checkpoint(book.time(), keys.witnesses);
            refuted(
                    verify(book),
                    "9",
                    again == DrawEvent.DrawClosed.class ? "CLOSED_TWICE" : "ANNOUNCED_TWICE");
        }
    }

    @Test
    void the_tail_cut_below_a_checkpoint_that_the_auditor_kept_is_refuted() {
        Book book = new Book(keys);
        long size = good.book.notes.firstKey();
        good.book.events.subList(0, (int) size).forEach(book::seal);
        book.note(book.time(), keys.witnesses);
        Outcome outcome = verify(book, good.book.checkpoint());
        refuted(outcome, "5", "TAIL_CUT");
    }

    @Test
    void an_export_without_the_draws_key_cannot_be_judged() {
        Book book = crooked(data -> data).book;
        book.drawKeys.clear();
        Outcome outcome = verify(book);
        assertThat(codes(outcome)).contains("DRAW_KEY_MISSING");
        assertThat(outcome.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
    }

    @Test
    void a_file_more_or_less_than_the_manifest_names_is_found() throws Exception {
        Path export = folder.resolve("files");
        ExportWriter.write(good.book, export);
        Files.writeString(export.resolve("lists/more"), "样本");
        Files.delete(export.resolve("tile/0/000.p/" + good.book.size()));
        Outcome outcome = verify(export);
        refuted(outcome, "1", "EXTRA_FILE");
        refuted(outcome, "4", "MISSING_FILE");
    }
}
