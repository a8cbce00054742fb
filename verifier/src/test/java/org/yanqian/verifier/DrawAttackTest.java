package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.sign.SealedBox;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.check.Verification;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

/** Crimes on number, times and beacon of a draw, and the layers that must find them. */
class DrawAttackTest extends Attacks {
    @Test
    void a_close_inside_the_announced_margin_lapses_although_the_policys_is_shorter() {
        GoodLedger.Options options = new GoodLedger.Options();
        options.closeCosignedDelaySeconds = 6400;
        options.tamper =
                data ->
                        data instanceof DrawEvent.DrawAnnounced a
                                ? with(a, "marginSeconds", 1200L)
                                : data;
        Outcome outcome = verify(GoodLedger.build(keys, options).book);
        assertThat(outcome.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(outcome.draws().get(0).lapsed()).isEqualTo("CLOSE_LATE");
    }

    @Test
    void dice_confirmed_by_one_party_twice_or_by_a_stranger_are_not_confirmed_by_two() {
        for (List<String> confirming :
                List.of(
                        List.of(Keys.BUREAU_PARTY, Keys.BUREAU_PARTY),
                        List.of(Keys.BUREAU_PARTY, Keys.STRANGER),
                        List.of(Keys.BUREAU_PARTY))) {
            refuted(verify(dice(confirming, data -> data).book), "9", "GRADE_OVERSTATED");
        }
        Outcome honest =
                verify(dice(List.of(Keys.BUREAU_PARTY, Keys.SUPERVISING_PARTY), data -> data).book);
        assertThat(honest.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(honest.draws().get(0).grade()).isEqualTo("B");
    }

    private GoodLedger dice(List<String> confirming, UnaryOperator<EventData> tamper) {
        GoodLedger.Options options = new GoodLedger.Options();
        options.beacon = Beacon.DICE;
        options.grade = "B";
        options.confirming = confirming;
        options.tamper = tamper;
        return GoodLedger.build(keys, options);
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
    void an_announced_draw_whose_result_is_kept_back_is_named_even_if_it_lapsed() {
        UnaryOperator<EventData> withheld =
                data -> {
                    if (data instanceof DrawEvent.DrawCompleted c) {
                        return new DrawEvent.DrawLapsed(c.drawId(), "样本");
                    }
                    return data instanceof VisitEvent
                                    || data instanceof PublicationEvent
                                    || data instanceof DrawEvent.LabelsOpened
                            ? null
                            : data;
                };
        Outcome outcome = verify(crooked(withheld).book);
        refuted(outcome, "11", "RESULT_WITHHELD");
        assertThat(codes(outcome)).doesNotContain("DRAW_NOT_ENDED");
    }

    @Test
    void an_auditor_given_another_key_than_the_draws_finds_it_out() {
        SecureRandom random = new SecureRandom();
        SealedBox.KeyPair auditor = SealedBox.generate(Suite.GM, random);
        byte[] other = new byte[32];
        GoodLedger.Options options = new GoodLedger.Options();
        options.keyCiphertext = Hex.format(SealedBox.seal(auditor.publicKey(), other, random));
        Book book = GoodLedger.build(keys, options).book;
        refuted(audit(book, auditor.file()), "8", "KEY_CIPHERTEXT");
        assertThat(codes(verify(book))).containsExactly("KEY_CIPHERTEXT_NOT_CHECKED");

        options.keyCiphertext =
                Hex.format(SealedBox.seal(auditor.publicKey(), GoodLedger.drawKey(), random));
        Outcome honest = audit(GoodLedger.build(keys, options).book, auditor.file());
        assertThat(honest.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(codes(honest)).isEmpty();
        byte[] stranger = SealedBox.generate(Suite.GM, random).file();
        refuted(audit(GoodLedger.build(keys, options).book, stranger), "8", "KEY_CIPHERTEXT");
    }

    private Outcome audit(Book book, byte[] auditorKey) {
        Path export = folder.resolve("audited" + exports++);
        ExportWriter.write(book, export);
        return new Verification(keys.policy(), List.of(), item -> {})
                .withAuditorKey(auditorKey)
                .ledger(Export.open(export));
    }
}
