package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.InspectorEvent.InspectorChanged;
import org.yanqian.ledger.event.VacancyEvent.Place;
import org.yanqian.ledger.event.VacancyEvent.Slot;
import org.yanqian.ledger.event.VacancyEvent.Substitute;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyCountersigned;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.TeamChanged;
import org.yanqian.ledger.event.VisitEvent.TeamMember;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Status;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;

/** Crimes with substitutes: who chooses who steps in chooses the inspector of a site. */
class SubstitutionAttackTest extends Attacks {
    private GoodLedger substituted(Consumer<GoodLedger.Options> set) {
        GoodLedger.Options options = new GoodLedger.Options();
        options.vacancies = 1;
        set.accept(options);
        return GoodLedger.build(keys, options);
    }

    private Outcome bent(UnaryOperator<EventData> tamper) {
        return verify(substituted(o -> o.tamper = tamper).book);
    }

    private static <T> T first(GoodLedger good, Class<T> type) {
        return good.book.events.stream()
                .map(e -> (Object) e.data())
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_honest_substitution_is_proven_and_its_substitute_inspects() {
        GoodLedger good = substituted(o -> {});
        Outcome outcome = verify(good.book);
        assertThat(codes(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(outcome.layers())
                .filteredOn(l -> l.id().equals("11"))
                .extracting(CheckResult::status)
                .containsExactly(Status.OK);
        Substitute stepped = first(good, VacancyExecuted.class).substitutes().get(0);
        assertThat(first(good, InspectionRecorded.class).inspectors())
                .contains(stepped.certificateNo());
    }

    @Test
    void a_second_substitution_of_a_visit_is_proven_when_countersigned_and_found_when_not() {
        Outcome honest = verify(substituted(o -> o.vacancies = 2).book);
        assertThat(codes(honest)).isEmpty();
        assertThat(honest.verdict()).isEqualTo(Verdict.PROVEN);
        UnaryOperator<EventData> alone = d -> d instanceof VacancyCountersigned ? null : d;
        GoodLedger crooked =
                substituted(
                        o -> {
                            o.vacancies = 2;
                            o.tamper = alone;
                        });
        refuted(verify(crooked.book), "11", "VACANCY_NOT_COUNTERSIGNED");
    }

    @Test
    void a_countersignature_of_a_vacancy_by_the_bureau_is_found() {
        UnaryOperator<EventData> forged =
                d ->
                        d instanceof VacancyCountersigned c
                                ? with(c, "signature", "00".repeat(64))
                                : d;
        GoodLedger crooked =
                substituted(
                        o -> {
                            o.vacancies = 2;
                            o.tamper = forged;
                        });
        refuted(verify(crooked.book), "11", "COUNTERSIGNATURE_WRONG");
    }

    @Test
    void an_urgent_substitution_needs_no_beacon_and_is_marked() {
        Outcome outcome = verify(substituted(o -> o.urgent = true).book);
        assertThat(codes(outcome)).containsExactly("VACANCY_URGENT");
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void a_beacon_left_out_without_urgency_is_found() {
        UnaryOperator<EventData> calm =
                d -> d instanceof VacancyRequested r ? with(r, "urgent", false) : d;
        GoodLedger crooked =
                substituted(
                        o -> {
                            o.urgent = true;
                            o.tamper = calm;
                        });
        refuted(verify(crooked.book), "11", "REQUEST_DIFFERS");
    }

    @Test
    void a_substitute_out_of_order_is_found() {
        // The one who was to leave stays.
        UnaryOperator<EventData> chosen =
                d -> {
                    if (!(d instanceof VacancyExecuted e)) {
                        return d;
                    }
                    Substitute drawn = e.substitutes().get(0);
                    Substitute friend = with(drawn, "label", drawn.replaced());
                    return with(e, "substitutes", List.of(RecordCodec.format(friend)));
                };
        refuted(bent(chosen), "11", "SUBSTITUTE_DIFFERS");
    }

    @Test
    void a_pool_narrowed_to_suit_is_found() {
        UnaryOperator<EventData> narrowed =
                d ->
                        d instanceof VacancyAnnounced a
                                ? with(
                                        a,
                                        "slots",
                                        List.of(
                                                RecordCodec.format(
                                                        with(a.slots().get(0), "poolSize", 1L))))
                                : d;
        refuted(bent(narrowed), "11", "POOL_DIFFERS");
    }

    @Test
    void a_substitution_never_announced_is_found() {
        refuted(bent(d -> d instanceof VacancyAnnounced ? null : d), "11", "VACANCY_NOT_ANNOUNCED");
    }

    @Test
    void an_announced_vacancy_never_executed_is_found() {
        refuted(
                bent(d -> d instanceof VacancyExecuted || d instanceof TeamChanged ? null : d),
                "11",
                "VACANCY_NOT_EXECUTED");
    }

    @Test
    void a_vacancy_announced_while_another_waits_for_its_beacon_is_found() {
        UnaryOperator<EventData> skipped =
                d ->
                        d instanceof VacancyExecuted e && e.k() == 1
                                        || d instanceof TeamChanged c && c.k() == 1
                                ? null
                                : d;
        GoodLedger crooked =
                substituted(
                        o -> {
                            o.vacancies = 2;
                            o.tamper = skipped;
                        });
        refuted(verify(crooked.book), "11", "VACANCY_OPEN");
    }

    @Test
    void a_team_changed_by_hand_is_found() {
        Outcome outcome =
                bent(
                        d ->
                                d instanceof TeamChanged c
                                        ? with(
                                                c,
                                                "team",
                                                List.of(RecordCodec.format(c.team().get(0))))
                                        : d);
        refuted(outcome, "11", "TEAM_CHANGE_DIFFERS");
        refuted(
                bent(
                        d ->
                                d instanceof VacancyExecuted
                                                || d instanceof VacancyAnnounced
                                                || d instanceof VacancyRequested
                                        ? null
                                        : d),
                "11",
                "TEAM_CHANGE_DIFFERS");
    }

    @Test
    void the_replaced_inspector_who_goes_all_the_same_is_found() {
        AtomicReference<VisitAssigned> first = new AtomicReference<>();
        UnaryOperator<EventData> stays =
                d -> {
                    if (d instanceof VisitAssigned v) {
                        first.compareAndSet(null, v);
                    }
                    return d instanceof InspectionRecorded r
                                    && r.label().equals(first.get().label())
                            ? with(
                                    r,
                                    "inspectors",
                                    first.get().team().stream()
                                            .map(TeamMember::certificateNo)
                                            .toList())
                            : d;
                };
        refuted(bent(stays), "10", "INSPECTORS_DIFFER");
    }

    @Test
    void a_vacancy_with_a_beacon_already_known_is_found() {
        UnaryOperator<EventData> early =
                d ->
                        d instanceof VacancyAnnounced a
                                ? with(
                                        a,
                                        "beacon",
                                        RecordCodec.format(with(a.beacon(), "round", 1000L)))
                                : d;
        refuted(bent(early), "11", "VACANCY_TOO_SOON");
    }

    @Test
    void a_vacancy_that_witnesses_saw_after_the_margin_is_found() {
        refuted(
                verify(substituted(o -> o.vacancyCosignedDelaySeconds = 600).book),
                "11",
                "VACANCY_LATE");
    }

    @Test
    void another_round_than_the_announced_or_a_forged_one_is_found() {
        Map<String, Object> crimes = Map.of("round", 7L, "signature", "00".repeat(48));
        Map<String, String> codes = Map.of("round", "BEACON_ROUND", "signature", "BEACON_WRONG");
        crimes.forEach(
                (field, value) ->
                        refuted(
                                bent(
                                        d ->
                                                d instanceof VacancyExecuted e
                                                        ? with(
                                                                e,
                                                                "beacon",
                                                                RecordCodec.format(
                                                                        with(
                                                                                e.beacon(),
                                                                                field,
                                                                                value)))
                                                        : d),
                                "11",
                                codes.get(field)));
    }

    @Test
    void whoever_asks_for_a_substitute_and_approves_it_himself_is_found() {
        Book book =
                Insider.rewrite(
                        substituted(o -> {}).book,
                        events -> {
                            events.replaceAll(
                                    e ->
                                            e.data() instanceof VacancyAnnounced
                                                    ? Insider.by(
                                                            e,
                                                            new Actor(
                                                                    Keys.BUREAU, "o-1", "approver"))
                                                    : e);
                            return events;
                        });
        refuted(verify(book), "11", "DECIDED_BY_REQUESTER");
    }

    @Test
    void other_places_than_those_approved_are_found() {
        UnaryOperator<EventData> other =
                d ->
                        d instanceof VacancyRequested r
                                ? with(
                                        r,
                                        "places",
                                        List.of(
                                                RecordCodec.format(
                                                        with(
                                                                r.places().get(0),
                                                                "replaced",
                                                                "cd".repeat(32)))))
                                : d;
        refuted(bent(other), "11", "REQUEST_DIFFERS");
        UnaryOperator<EventData> nowhere =
                d -> {
                    if (d instanceof VacancyAnnounced a) {
                        Slot slot = with(a.slots().get(0), "replaced", "cd".repeat(32));
                        return with(a, "slots", List.of(RecordCodec.format(slot)));
                    }
                    if (d instanceof VacancyRequested r) {
                        Place place = with(r.places().get(0), "replaced", "cd".repeat(32));
                        return with(r, "places", List.of(RecordCodec.format(place)));
                    }
                    return d;
                };
        refuted(bent(nowhere), "11", "VACANCY_PLACE");
    }

    @Test
    void vacancies_numbered_with_a_gap_or_of_another_day_or_a_stale_registry_are_found() {
        Map<String, Object> crimes = Map.of("k", 2L, "asOf", "2026-01-04", "registrySize", 3L);
        Map<String, String> codes =
                Map.of(
                        "k", "VACANCY_NUMBER",
                        "asOf", "VACANCY_DATE",
                        "registrySize", "VACANCY_STALE");
        crimes.forEach(
                (field, value) ->
                        refuted(
                                bent(
                                        d ->
                                                d instanceof VacancyAnnounced a
                                                        ? with(a, field, value)
                                                        : d),
                                "11",
                                codes.get(field)));
    }

    @Test
    void an_execution_of_another_vacancy_is_found() {
        refuted(
                bent(d -> d instanceof VacancyExecuted e ? with(e, "vacancy", "00".repeat(32)) : d),
                "11",
                "VACANCY_HASH");
    }

    @Test
    void an_inspector_made_unfit_before_the_vacancy_does_not_step_in() {
        GoodLedger retired = substituted(o -> o.retiresTheSubstitute = true);
        assertThat(codes(verify(retired.book))).isEmpty();
        String left = first(retired, InspectorChanged.class).before().personId();
        assertThat(first(retired, VacancyExecuted.class).substitutes().get(0).personId())
                .isNotEmpty()
                .isNotEqualTo(left);
        refuted(
                without(o -> o.retiresTheSubstitute = true, InspectorChanged.class),
                "11",
                "POOL_DIFFERS");
    }

    // As if the ledger had never said that he left.
    private Outcome without(Consumer<GoodLedger.Options> set, Class<? extends EventData> hidden) {
        return verify(
                Insider.rewrite(
                        substituted(set).book,
                        events -> {
                            events.removeIf(e -> hidden.isInstance(e.data()));
                            return events;
                        }));
    }
}
