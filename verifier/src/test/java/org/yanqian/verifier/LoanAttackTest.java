package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.InspectorEvent.InspectorRegistered;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VacancyEvent.LoanDecided;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyBeaconConfirmed;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.ledger.event.VisitEvent.TeamChanged;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;
import org.yanqian.verifier.sample.SampleVacancies;

/** Crimes with lent inspectors, and with dice that say who steps in. */
class LoanAttackTest extends Attacks {
    private static final int SITES = 90;

    private GoodLedger lent(Consumer<GoodLedger.Options> set) {
        return ledger(
                o -> {
                    o.inspectors = 2;
                    o.targets = SITES;
                    o.lends = true;
                    set.accept(o);
                });
    }

    private Outcome bent(UnaryOperator<EventData> tamper) {
        return verify(lent(o -> o.tamper = tamper).book);
    }

    @Test
    void a_visit_that_nobody_could_make_is_staffed_by_lent_inspectors() {
        GoodLedger ledger = lent(o -> {});
        Outcome outcome = verify(ledger.book);
        assertThat(codes(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
        TeamChanged team = first(ledger, TeamChanged.class);
        assertThat(team.owed()).isFalse();
        assertThat(team.team()).hasSize(2);
        assertThat(first(ledger, LoanRequested.class).inspectors())
                .extracting(i -> i.certificateNo())
                .containsAll(team.team().stream().map(m -> m.certificateNo()).toList());
    }

    @Test
    void inspectors_taken_without_the_lenders_word_are_found() {
        refuted(bent(d -> d instanceof LoanDecided ? null : d), "11", "POOL_DIFFERS");
        refuted(
                bent(d -> d instanceof LoanDecided l ? with(l, "approved", false) : d),
                "11",
                "POOL_DIFFERS");
    }

    private Outcome decidedBy(Actor actor) {
        return verify(
                Insider.rewrite(
                        lent(o -> {}).book,
                        events -> {
                            events.replaceAll(
                                    e ->
                                            e.data() instanceof LoanDecided
                                                    ? Insider.by(e, actor)
                                                    : e);
                            return events;
                        }));
    }

    @Test
    void a_bureau_that_lends_itself_the_inspectors_of_another_is_found() {
        refuted(decidedBy(new Actor(Keys.BUREAU, "o-9", "approver")), "11", "LOAN_NOT_BY_LENDER");
        refuted(
                decidedBy(new Actor(SampleVacancies.LENDER, "o-1", "approver")),
                "11",
                "DECIDED_BY_REQUESTER");
    }

    @Test
    void a_loan_of_ones_own_inspectors_is_found() {
        refuted(
                bent(d -> d instanceof LoanRequested l ? with(l, "bureau", Keys.BUREAU) : d),
                "11",
                "LOAN_DIFFERS");
    }

    @Test
    void a_loan_of_nobody_of_no_use_or_without_a_reason_is_found() {
        for (UnaryOperator<LoanRequested> bend :
                List.<UnaryOperator<LoanRequested>>of(
                        l -> with(l, "inspectors", List.of()),
                        l -> with(l, "capacity", 0L),
                        l -> with(l, "capacity", 65L),
                        l -> with(l, "reason", " "))) {
            refuted(
                    bent(d -> d instanceof LoanRequested l ? bend.apply(l) : d),
                    "11",
                    "LOAN_DIFFERS");
        }
    }

    @Test
    void a_loan_out_of_its_number_is_found() {
        refuted(
                bent(d -> d instanceof LoanRequested l ? with(l, "request", 2L) : d),
                "11",
                "REQUEST_NUMBER");
    }

    @Test
    void a_loan_decided_twice_or_never_asked_for_is_found() {
        refuted(
                bent(d -> d instanceof LoanDecided l ? with(l, "request", 9L) : d),
                "11",
                "REQUEST_DIFFERS");
        GoodLedger twice = lent(o -> {});
        assertThat(codes(verify(twice.book))).isEmpty();
        twice.append(VacancyEvent.stream(twice.drawId), first(twice, LoanDecided.class));
        twice.checkpoint();
        refuted(verify(twice.book), "11", "REQUEST_DIFFERS");
    }

    @Test
    void a_vacancy_decided_as_if_it_were_a_loan_is_found() {
        GoodLedger ledger = lent(o -> {});
        String stream = VacancyEvent.stream(ledger.drawId);
        ledger.append(stream, with(first(ledger, VacancyRequested.class), "request", 3L));
        ledger.book.actor = new Actor(SampleVacancies.LENDER, "q-9", "approver");
        ledger.append(stream, new LoanDecided(ledger.drawId, 3, true, "样本"));
        ledger.checkpoint();
        refuted(verify(ledger.book), "11", "REQUEST_DIFFERS");
    }

    /** The pool as of when the lender's registry was last touched, by a loan granted or not. */
    private Outcome olderPool(boolean granted) {
        AtomicReference<GoodLedger> ledger = new AtomicReference<>();
        AtomicLong touched = new AtomicLong();
        UnaryOperator<EventData> older =
                d -> {
                    if (d instanceof InspectorRegistered && ledger.get() != null) {
                        touched.set(ledger.get().book.size());
                    }
                    if (d instanceof LoanDecided l) {
                        return with(l, "approved", granted);
                    }
                    return d instanceof VacancyAnnounced a
                            ? with(a, "registrySize", touched.get())
                            : d;
                };
        return verify(
                lent(o -> {
                            o.beforeOpening = ledger::set;
                            o.tamper = older;
                        })
                        .book);
    }

    @Test
    void a_pool_made_before_the_lenders_registry_was_touched_is_found() {
        refuted(olderPool(true), "11", "VACANCY_STALE");
        assertThat(codes(olderPool(false)))
                .contains("POOL_DIFFERS")
                .doesNotContain("VACANCY_STALE");
    }

    @Test
    void a_pool_of_a_registry_that_does_not_exist_yet_is_found() {
        refuted(
                bent(d -> d instanceof VacancyAnnounced a ? with(a, "registrySize", 99_999L) : d),
                "11",
                "VACANCY_STALE");
    }

    /** The ledger as it is, but the lender's registry says something else of all who were lent. */
    private Outcome rewritten(String field, Object value) {
        return verify(
                Insider.rewrite(
                        lent(o -> {}).book,
                        events -> {
                            events.replaceAll(
                                    e ->
                                            e.data() instanceof InspectorRegistered r
                                                            && e.stream().contains("qingxi")
                                                    ? Insider.with(
                                                            e,
                                                            new InspectorRegistered(
                                                                    with(r.record(), field, value),
                                                                    r.source()))
                                                    : e);
                            return events;
                        }));
    }

    @Test
    void a_lent_inspector_who_may_not_go_is_found_in_the_pool() {
        refuted(rewritten("certificateExpires", "2020-01-01"), "11", "POOL_DIFFERS");
        List<String> every =
                IntStream.rangeClosed(1, SITES)
                        .mapToObj(i -> Records.target(i, "一般").objectId())
                        .toList();
        refuted(rewritten("recusedTargets", every), "11", "POOL_DIFFERS");
    }

    private GoodLedger rolled(Consumer<GoodLedger.Options> set) {
        GoodLedger.Options options = new GoodLedger.Options();
        options.beacon = Beacon.DICE;
        options.vacancyBeacon = Beacon.DICE;
        options.vacancies = 1;
        options.vacancyGrade = "B";
        set.accept(options);
        return GoodLedger.build(keys, options);
    }

    @Test
    void dice_confirmed_by_two_parties_say_who_steps_in() {
        Outcome outcome = verify(rolled(o -> {}).book);
        assertThat(codes(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void a_grade_of_dice_that_one_party_alone_confirmed_is_found() {
        refuted(
                verify(rolled(o -> o.confirmingVacancies = List.of(Keys.BUREAU_PARTY)).book),
                "11",
                "GRADE_OVERSTATED");
        Outcome honest =
                verify(
                        rolled(
                                        o -> {
                                            o.confirmingVacancies = List.of();
                                            o.vacancyGrade = "C";
                                        })
                                .book);
        assertThat(honest.verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void a_confirmation_of_dice_that_the_party_did_not_sign_is_found() {
        UnaryOperator<EventData> forged =
                d ->
                        d instanceof VacancyBeaconConfirmed c
                                ? with(c, "signature", "00".repeat(64))
                                : d;
        refuted(verify(rolled(o -> o.tamper = forged).book), "11", "PARTY_SIGNATURE");
    }

    @Test
    void dice_rolled_before_the_time_announced_are_found() {
        UnaryOperator<EventData> later =
                d ->
                        d instanceof VacancyAnnounced a
                                ? with(
                                        a,
                                        "beacon",
                                        RecordCodec.format(
                                                with(
                                                        a.beacon(),
                                                        "notBefore",
                                                        "2026-03-01T00:00:00.000Z")))
                                : d;
        Outcome outcome = verify(rolled(o -> o.tamper = later).book);
        refuted(outcome, "11", "CONFIRMED_EARLY");
        assertThat(codes(outcome)).contains("RESULT_EARLY");
    }

    @Test
    void other_dice_than_announced_are_found() {
        UnaryOperator<EventData> fewer =
                d ->
                        d instanceof VacancyAnnounced a
                                ? with(
                                        a,
                                        "beacon",
                                        RecordCodec.format(with(a.beacon(), "dice", 21L)))
                                : d;
        refuted(verify(rolled(o -> o.tamper = fewer).book), "11", "BEACON_DICE");
    }

    @Test
    void dice_for_a_vacancy_of_a_draw_that_had_a_beacon_are_found() {
        refuted(verify(rolled(o -> o.beacon = Beacon.LOCAL).book), "11", "BEACON_NOT_PINNED");
    }

    @Test
    void a_grade_claimed_for_an_urgent_vacancy_is_found() {
        UnaryOperator<EventData> proud =
                d -> d instanceof VacancyExecuted e ? with(e, "grade", "A") : d;
        GoodLedger urgent =
                rolled(
                        o -> {
                            o.urgent = true;
                            o.tamper = proud;
                        });
        refuted(verify(urgent.book), "11", "GRADE_OVERSTATED");
    }
}
