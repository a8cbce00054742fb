package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.BeaconConfirmed;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.ImportEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorChanged;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.OriginEvent.LedgerOpened;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.event.VacancyEvent.Substitute;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.freeze.BeaconValues;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.KeyBook;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** What a verdict says beside the codes that the catalogue of attacks asks for. */
class FindingDetailsTest extends Attacks {
    @Test
    void an_enrolment_not_signed_by_a_valid_key_makes_no_key_valid() {
        PrivateKey third = new Keys(Suite.GM, 7).stranger;
        GoodLedger ledger =
                ledger(
                        o ->
                                o.betweenFreezeAndAnnouncement =
                                        l -> {
                                            l.book.eventSigner = third;
                                            KeyBook.append(l, KeyBook.service(third, ""));
                                            l.append(
                                                    ImportEvent.stream(Keys.BUREAU, "1"),
                                                    Records.emptyImport());
                                            l.book.eventSigner = keys.service;
                                        });
        Outcome outcome = verify(ledger.book);
        refuted(outcome, "2", "SIGNATURE_KEY");
        assertThat(outcome.layers().get(1).findings())
                .filteredOn(f -> f.code().equals("SIGNATURE_KEY"))
                .hasSize(2);
    }

    @Test
    void a_ledger_opened_again_as_another_is_found() {
        GoodLedger ledger = ledger(o -> {});
        LedgerOpened again =
                with(
                        with(first(ledger, LedgerOpened.class), "origin", "elsewhere.sample"),
                        "suite",
                        "intl");
        ledger.append(OriginEvent.ORIGIN_STREAM, again);
        ledger.checkpoint();
        Outcome outcome = verify(ledger.book);
        assertThat(outcome.layers().get(1).findings())
                .extracting(f -> f.code() + " " + f.expected() + " " + f.found())
                .contains(
                        "ORIGIN_DIFFERS " + Keys.ORIGIN + " elsewhere.sample",
                        "SUITE_DIFFERS gm intl");
    }

    @Test
    void a_crime_behind_many_trifles_is_still_named() {
        TargetRecord site = Records.target(1, "一般");
        GoodLedger ledger = ledger(o -> {});
        for (int i = 0; i < 60; i++) {
            ledger.append(
                    TargetEvent.stream(Keys.BUREAU, site.objectId()),
                    new TargetEvent.TargetRegistered(site, "manual"));
        }
        ledger.append(
                RuleSetEvent.stream(Keys.BUREAU),
                new RuleSetEvent.RuleSetAdopted("weihai-2023", "{}", "00".repeat(32)));
        ledger.checkpoint();
        Outcome outcome = verify(ledger.book);
        refuted(outcome, "8", "RULE_SET_HASH");
        CheckResult lists = outcome.layers().get(7);
        assertThat(lists.total()).isGreaterThan(60);
        assertThat(lists.findings()).hasSizeLessThan(60);
    }

    @Test
    void a_void_and_a_redraw_are_counted_and_shown_with_their_reasons() {
        Outcome outcome = verify(ledger(o -> o.voids = 1).book);
        assertThat(outcome.draws())
                .extracting(d -> d.attempt() + d.voided() + d.attemptReason())
                .containsExactly("1名录漏列一家企业（样本）", "2名录补齐后重抽（样本）");
    }

    @Test
    void draws_opened_and_never_ended_are_counted_for_their_bureau() {
        Outcome outcome = verify(ledger(o -> o.opensOneMore = true).book);
        assertThat(codes(outcome)).contains("DRAW_NOT_ENDED", "DRAWS_NOT_ENDED");
        assertThat(outcome.layers())
                .flatExtracting(CheckResult::findings)
                .filteredOn(f -> f.code().equals("DRAWS_NOT_ENDED"))
                .extracting(f -> f.expected() + ", " + f.found())
                .containsExactly("yunling: 2 opened, 1 without an end");
    }

    @Test
    void the_substitute_who_stepped_in_is_the_one_who_inspects() {
        GoodLedger good = ledger(o -> o.vacancies = 1);
        assertThat(verify(good.book).verdict()).isEqualTo(Verdict.PROVEN);
        Substitute stepped = first(good, VacancyExecuted.class).substitutes().get(0);
        assertThat(first(good, InspectionRecorded.class).inspectors())
                .contains(stepped.certificateNo());
    }

    @Test
    void an_inspector_who_left_before_the_vacancy_does_not_step_in() {
        GoodLedger retired =
                ledger(
                        o -> {
                            o.vacancies = 1;
                            o.retiresTheSubstitute = true;
                        });
        String left = first(retired, InspectorChanged.class).before().personId();
        assertThat(first(retired, VacancyExecuted.class).substitutes().get(0).personId())
                .isNotEmpty()
                .isNotEqualTo(left);
    }

    @Test
    void an_event_dated_back_is_named_by_its_index() {
        Book book = ledger(o -> {}).book;
        LedgerEvent last = book.events.get(book.events.size() - 1);
        Instant now = EventCodec.parseTime(last.time()).plusSeconds(60);
        long index = book.size();
        TargetEvent.TargetRecord before = Records.target(4, "简化");
        book.append(
                TargetEvent.stream(Keys.BUREAU, before.objectId()),
                new TargetEvent.TargetChanged(
                        before, with(before, "supervisionClass", "一般"), "更正", "manual"),
                now.minus(Duration.ofHours(20)));
        book.checkpoint(now.plusSeconds(1), keys.witnesses);
        Outcome outcome = verify(book);
        refuted(outcome, "7", "EVENT_BACKDATED");
        assertThat(outcome.layers())
                .filteredOn(l -> l.id().equals("7"))
                .flatExtracting(CheckResult::findings)
                .first()
                .extracting(f -> f.index())
                .isEqualTo(index);
    }

    @Test
    void the_grade_is_what_the_confirmations_are_worth() {
        Outcome outcome =
                diced(o -> o.confirming = List.of(Keys.BUREAU_PARTY, Keys.SUPERVISING_PARTY));
        assertThat(outcome.draws().get(0).grade()).isEqualTo("B");
    }

    @Test
    void a_confirmation_behind_the_result_is_worth_nothing() {
        Outcome outcome =
                diced(
                        o -> {
                            o.confirming = List.of(Keys.BUREAU_PARTY);
                            o.afterTheDraw = this::confirmLate;
                        });
        assertThat(outcome.draws().get(0).grade()).isEqualTo("C");
        assertThat(codes(outcome)).contains("GRADE_OVERSTATED");
    }

    /** Of a draw by dice that claims grade B. */
    private Outcome diced(Consumer<GoodLedger.Options> set) {
        return verify(
                ledger(
                                o -> {
                                    o.beacon = Beacon.DICE;
                                    o.grade = "B";
                                    set.accept(o);
                                })
                        .book);
    }

    private void confirmLate(GoodLedger ledger) {
        BeaconValue value = first(ledger, BeaconConfirmed.class).value();
        Bytes close =
                Bytes.of(ledger.book.entries.get((int) ledger.closedIndex).hash(ledger.keys.suite));
        byte[] message = Labels.confirmation(ledger.drawId, close, BeaconValues.beacon(value));
        ledger.append(
                DrawEvent.stream(ledger.drawId),
                new BeaconConfirmed(
                        ledger.drawId,
                        Keys.SUPERVISING_PARTY,
                        value,
                        Hex.format(keys.supervisingParty.sign(message))));
    }

    @Test
    void labels_not_opened_when_the_embargo_has_ended_are_named() {
        UnaryOperator<EventData> closed =
                data -> data instanceof DrawEvent.LabelsOpened ? null : data;
        Outcome outcome = verify(crooked(closed).book);
        assertThat(codes(outcome)).contains("LABELS_NOT_OPENED").doesNotContain("RESULT_OVERDUE");
        assertThat(failed(outcome)).isEmpty();
    }

    @Test
    void without_the_auditors_key_a_ciphertext_is_said_to_be_unchecked() {
        Outcome outcome = verify(ledger(o -> o.keyCiphertext = "00").book);
        assertThat(codes(outcome)).containsExactly("KEY_CIPHERTEXT_NOT_CHECKED");
    }

    @Test
    void the_tail_that_nobody_witnessed_is_named_by_its_first_index() {
        Book book = ledger(o -> {}).book;
        long witnessed = book.size();
        book.append(
                TargetEvent.stream(Keys.BUREAU, "QY000061"),
                first(good, TargetEvent.TargetRegistered.class),
                book.time());
        book.note(book.time(), List.of());
        Outcome outcome = verify(book);
        assertThat(outcome.layers())
                .filteredOn(l -> l.id().equals("6"))
                .flatExtracting(CheckResult::findings)
                .filteredOn(f -> !f.code().equals("COSIGNATURES_MISSING"))
                .extracting(f -> f.code() + " " + f.index())
                .containsExactlyInAnyOrder(
                        "NO_QUORUM " + witnessed, "TAIL_NOT_WITNESSED " + witnessed);
    }
}
