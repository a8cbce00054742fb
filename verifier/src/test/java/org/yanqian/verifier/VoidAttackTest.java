package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Status;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;

/** Crimes with tries: voids, redraws, results and labels kept back or shown too soon. */
class VoidAttackTest extends Attacks {
    private GoodLedger redrawn(UnaryOperator<EventData> tamper) {
        GoodLedger.Options options = new GoodLedger.Options();
        options.voids = 1;
        options.tamper = tamper;
        return GoodLedger.build(keys, options);
    }

    /** Tries and their end, by the first draw's id. */
    private static boolean isFirst(String drawId) {
        return drawId.endsWith("/0001");
    }

    @Test
    void an_honest_void_and_redraw_are_proven_counted_and_shown_with_their_reasons() {
        Outcome outcome = verify(redrawn(data -> data).book);
        assertThat(codes(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(outcome.layers())
                .filteredOn(l -> l.id().equals("11"))
                .extracting(CheckResult::status)
                .containsExactly(Status.OK);
        assertThat(outcome.draws())
                .extracting(d -> d.attempt() + d.voided() + d.attemptReason())
                .containsExactly("1名录漏列一家企业（样本）", "2名录补齐后重抽（样本）");
    }

    @Test
    void a_void_that_the_supervising_party_never_signed_is_found() {
        PrivateKey service = keys.service;
        for (PrivateKey forger : List.of(keys.bureauParty, keys.stranger, service)) {
            UnaryOperator<EventData> forged =
                    data ->
                            data instanceof DrawEvent.DrawVoided v
                                    ? with(v, "signature", signed(forger, "void", v.requestHash()))
                                    : data;
            String code = forger == service ? "SERVICE_SPEAKS_FOR_PARTY" : "COUNTERSIGNATURE_WRONG";
            refuted(verify(redrawn(forged).book), "11", code);
        }
    }

    @Test
    void the_bureaus_own_party_cannot_countersign() {
        UnaryOperator<EventData> own =
                data ->
                        data instanceof DrawEvent.DrawVoided v
                                ? with(
                                        with(v, "party", Keys.BUREAU_PARTY),
                                        "signature",
                                        signed(keys.bureauParty, "void", v.requestHash()))
                                : data;
        refuted(verify(redrawn(own).book), "11", "COUNTERSIGNATURE_WRONG");
    }

    private String signed(PrivateKey key, String kind, String request) {
        String drawId = good.drawId;
        return Hex.format(key.sign(Labels.countersignature(kind, drawId, Bytes.ofHex(request))));
    }

    @Test
    void a_countersignature_of_another_request_does_not_make_a_draw_void() {
        UnaryOperator<EventData> moved =
                data ->
                        data instanceof DrawEvent.RedrawAllowed a
                                ? with(
                                        a,
                                        "signature",
                                        signed(keys.supervisingParty, "void", a.requestHash()))
                                : data;
        refuted(verify(redrawn(moved).book), "11", "COUNTERSIGNATURE_WRONG");
        UnaryOperator<EventData> reworded =
                data ->
                        data instanceof DrawEvent.DrawVoided v
                                ? with(v, "reason", "另一理由（样本）")
                                : data;
        refuted(verify(redrawn(reworded).book), "11", "REQUEST_DIFFERS");
    }

    @Test
    void a_void_without_approval_or_without_request_is_found() {
        refuted(
                verify(redrawn(d -> d instanceof DrawEvent.RequestDecided ? null : d).book),
                "11",
                "REQUEST_NOT_APPROVED");
        UnaryOperator<EventData> rejected =
                d -> d instanceof DrawEvent.RequestDecided r ? with(r, "approved", false) : d;
        refuted(verify(redrawn(rejected).book), "11", "REQUEST_NOT_APPROVED");
        refuted(
                verify(redrawn(d -> d instanceof DrawEvent.VoidRequested ? null : d).book),
                "11",
                "REQUEST_DIFFERS");
    }

    @Test
    void whoever_asks_for_a_void_and_approves_it_himself_is_found() {
        GoodLedger honest = redrawn(data -> data);
        Book book = Insider.rewrite(honest.book, VoidAttackTest::oneHand);
        refuted(verify(book), "11", "DECIDED_BY_REQUESTER");
    }

    private static List<LedgerEvent> oneHand(List<LedgerEvent> events) {
        events.replaceAll(
                e ->
                        e.data() instanceof DrawEvent.RequestDecided
                                ? Insider.by(e, new Actor(Keys.BUREAU, "o-1", "approver"))
                                : e);
        return events;
    }

    @Test
    void requests_numbered_with_a_gap_are_found() {
        UnaryOperator<EventData> gap =
                d -> d instanceof DrawEvent.RedrawRequested r ? with(r, "request", 3L) : d;
        refuted(verify(redrawn(gap).book), "11", "REQUEST_NUMBER");
    }

    @Test
    void a_line_drawn_again_without_a_countersignature_is_found() {
        refuted(
                verify(redrawn(d -> d instanceof DrawEvent.RedrawAllowed ? null : d).book),
                "11",
                "REDRAW_NOT_COUNTERSIGNED");
    }

    @Test
    void a_line_drawn_again_while_its_draw_stands_is_found() {
        refuted(
                verify(redrawn(d -> d instanceof DrawEvent.DrawVoided ? null : d).book),
                "11",
                "REDRAW_OF_STANDING");
    }

    @Test
    void a_gap_in_the_numbering_of_draws_is_found() {
        UnaryOperator<EventData> gap =
                d -> d instanceof DrawEvent.DrawOpened o ? with(o, "number", 2L) : d;
        refuted(verify(crooked(gap).book), "11", "DRAW_NUMBER_GAP");
    }

    @Test
    void a_void_draw_whose_result_is_kept_back_is_found() {
        UnaryOperator<EventData> withheld =
                d -> {
                    if (d instanceof DrawEvent.DrawCompleted c && isFirst(c.drawId())
                            || d instanceof VisitEvent v && isFirst(v.drawId())
                            || d instanceof DrawEvent.LabelsOpened l && isFirst(l.drawId())) {
                        return null;
                    }
                    return d instanceof PublicationEvent.DrawHashPublished p && isFirst(p.drawId())
                            ? null
                            : d;
                };
        refuted(verify(redrawn(withheld).book), "11", "RESULT_WITHHELD");
    }

    @Test
    void a_void_draw_that_was_not_published_is_found() {
        UnaryOperator<EventData> hidden =
                d ->
                        d instanceof PublicationEvent.DrawHashPublished p && isFirst(p.drawId())
                                ? null
                                : d;
        refuted(verify(redrawn(hidden).book), "11", "DRAW_HASH_NOT_PUBLISHED");
    }

    @Test
    void inspectors_sent_by_a_void_draw_are_found() {
        Book book =
                Insider.rewrite(
                        redrawn(data -> data).book,
                        events -> {
                            LedgerEvent visit =
                                    events.stream()
                                            .filter(e -> e.data() instanceof VisitEvent)
                                            .findFirst()
                                            .orElseThrow();
                            events.remove(visit);
                            events.add(visit);
                            return events;
                        });
        refuted(verify(book), "11", "VISIT_OF_VOID_DRAW");
    }

    @Test
    void labels_opened_before_the_embargo_ended_are_found() {
        UnaryOperator<EventData> longer =
                d ->
                        d instanceof DrawEvent.DrawAnnounced a
                                ? with(a, "embargoEnd", "2026-04-03T00:00:00.000Z")
                                : d;
        refuted(verify(crooked(longer).book), "11", "LABELS_OPENED_EARLY");
    }

    @Test
    void labels_kept_closed_for_days_are_found() {
        UnaryOperator<EventData> closed =
                d -> {
                    if (d instanceof DrawEvent.DrawAnnounced a) {
                        return with(a, "embargoEnd", "2026-03-20T00:00:00.000Z");
                    }
                    return d instanceof DrawEvent.LabelsOpened ? null : d;
                };
        refuted(verify(crooked(closed).book), "11", "LABELS_WITHHELD");
    }

    @Test
    void dice_confirmed_or_used_before_the_announced_time_are_found() {
        foundBeforeTheirTime(Beacon.DICE);
    }

    @Test
    void lottery_numbers_confirmed_or_used_before_the_announced_time_are_found() {
        foundBeforeTheirTime(Beacon.LOTTERY);
    }

    private void foundBeforeTheirTime(String beacon) {
        GoodLedger.Options options = new GoodLedger.Options();
        options.beacon = beacon;
        options.grade = "B";
        GoodLedger honest = GoodLedger.build(keys, options);
        Map<Class<?>, String> crimes =
                Map.of(
                        DrawEvent.BeaconConfirmed.class,
                        "CONFIRMED_EARLY",
                        DrawEvent.DrawCompleted.class,
                        "RESULT_EARLY");
        crimes.forEach(
                (type, code) -> {
                    Book book =
                            Insider.rewrite(
                                    honest.book,
                                    events -> {
                                        events.replaceAll(
                                                e ->
                                                        type.isInstance(e.data())
                                                                ? anHourBefore(e)
                                                                : e);
                                        return events;
                                    });
                    refuted(verify(book), "11", code);
                });
    }

    private static LedgerEvent anHourBefore(LedgerEvent event) {
        return Insider.at(event, EventCodec.parseTime(event.time()).minusSeconds(3600));
    }

    @Test
    void draws_opened_and_never_ended_are_counted_for_their_bureau() {
        GoodLedger.Options options = new GoodLedger.Options();
        options.opensOneMore = true;
        Outcome outcome = verify(GoodLedger.build(keys, options).book);
        assertThat(codes(outcome)).contains("DRAW_NOT_ENDED", "DRAWS_NOT_ENDED");
        assertThat(outcome.layers())
                .flatExtracting(CheckResult::findings)
                .filteredOn(f -> f.code().equals("DRAWS_NOT_ENDED"))
                .extracting(f -> f.expected() + ", " + f.found())
                .containsExactly("yunling: 2 opened, 1 without an end");
    }
}
