package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.event.DrawEvent.RedrawRequested;
import org.yanqian.ledger.event.DrawEvent.RequestDecided;
import org.yanqian.ledger.event.DrawEvent.VoidRequested;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyCountersigned;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.ledger.event.VisitEvent.TeamChanged;
import org.yanqian.verifier.check.Effect;
import org.yanqian.verifier.check.Finding;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;

/** The steps of a vacancy, and of a void and a redraw, each at odds with the one before. */
class VacancyStepsAttackTest extends Attacks {
    private static final String OTHER = "cd".repeat(32);

    private GoodLedger vacant(Consumer<GoodLedger.Options> set) {
        return ledger(
                o -> {
                    o.vacancies = 1;
                    set.accept(o);
                });
    }

    private Outcome bent(int vacancies, UnaryOperator<EventData> tamper) {
        return verify(
                vacant(
                                o -> {
                                    o.vacancies = vacancies;
                                    o.tamper = tamper;
                                })
                        .book);
    }

    private static List<Finding> said(Outcome outcome, String code) {
        return findings(outcome, "11").stream().filter(f -> f.code().equals(code)).toList();
    }

    private static Instant time(GoodLedger ledger, Class<? extends EventData> type) {
        return EventCodec.parseTime(
                ledger.book.events.get(indexOf(ledger.book.events, type)).time());
    }

    private long round(GoodLedger ledger) {
        return keys.chain.roundTime(first(ledger, VacancyAnnounced.class).beacon().round());
    }

    @Test
    void a_request_out_of_its_number_is_found() {
        Outcome outcome =
                bent(1, d -> d instanceof VacancyRequested e ? with(e, "request", 2L) : d);
        assertThat(said(outcome, "REQUEST_NUMBER"))
                .extracting(f -> f.expected() + " " + f.found())
                .containsExactly("1 2");
    }

    @Test
    void a_countersignature_over_another_request_is_found() {
        UnaryOperator<EventData> other =
                d -> d instanceof VacancyCountersigned e ? with(e, "requestHash", OTHER) : d;
        GoodLedger ledger =
                vacant(
                        o -> {
                            o.vacancies = 2;
                            o.tamper = other;
                        });
        assertThat(said(verify(ledger.book), "REQUEST_DIFFERS"))
                .extracting(Finding::index)
                .containsExactly((long) indexOf(ledger.book.events, VacancyCountersigned.class));
    }

    @Test
    void a_vacancy_announced_for_another_request_is_found() {
        Outcome outcome =
                bent(1, d -> d instanceof VacancyAnnounced e ? with(e, "requestHash", OTHER) : d);
        assertThat(said(outcome, "REQUEST_DIFFERS"))
                .extracting(Finding::found)
                .containsExactly(OTHER);
    }

    @Test
    void a_beacon_is_known_too_soon_from_the_first_second_inside_the_margin() {
        GoodLedger ledger = vacant(o -> {});
        long margin = round(ledger) - time(ledger, VacancyAnnounced.class).getEpochSecond();
        for (long more : new long[] {0, 1}) {
            Outcome outcome =
                    bent(
                            1,
                            d ->
                                    d instanceof VacancyAnnounced e
                                            ? with(e, "marginSeconds", margin + more)
                                            : d);
            assertThat(said(outcome, "VACANCY_TOO_SOON")).as("%d", more).hasSize((int) more);
        }
    }

    @Test
    void a_vacancy_is_late_from_its_deadline_on_unless_it_says_so() {
        GoodLedger ledger = vacant(o -> {});
        long atOnce = time(ledger, VacancyAnnounced.class).plusSeconds(1).getEpochSecond();
        long wait = round(ledger) - 600 - atOnce;
        assertThat(said(seenBehind(wait - 1, false), "VACANCY_LATE")).isEmpty();
        assertThat(said(seenBehind(wait, false), "VACANCY_LATE"))
                .extracting(Finding::effect)
                .containsExactly(Effect.REFUTES);
        assertThat(said(seenBehind(wait, true), "VACANCY_LATE"))
                .extracting(Finding::effect)
                .containsExactly(Effect.NOTE);
        assertThat(said(seenBehind(wait - 1, true), "VACANCY_LATE")).isEmpty();
    }

    private Outcome seenBehind(long seconds, boolean admitted) {
        return verify(
                vacant(
                                o -> {
                                    o.vacancyCosignedDelaySeconds = seconds;
                                    o.tamper =
                                            d ->
                                                    d instanceof VacancyExecuted e
                                                            ? with(e, "late", admitted)
                                                            : d;
                                })
                        .book);
    }

    @Test
    void substitutes_are_missed_from_the_first_second_behind_three_days() {
        GoodLedger ledger = vacant(o -> {});
        Instant due = Instant.ofEpochSecond(round(ledger)).plus(Duration.ofDays(3));
        for (int more : new int[] {0, 1}) {
            Book book =
                    Insider.rewrite(
                            ledger.book,
                            events ->
                                    events.subList(
                                            0, indexOf(ledger.book.events, VacancyExecuted.class)));
            book.checkpoint(due.plusSeconds(more), keys.witnesses);
            assertThat(said(verify(book), "VACANCY_NOT_EXECUTED")).hasSize(more);
        }
    }

    @Test
    void a_team_left_as_it_was_is_found() {
        assertThat(said(bent(1, d -> d instanceof TeamChanged ? null : d), "TEAM_CHANGE_DIFFERS"))
                .extracting(f -> f.index() + " " + f.found())
                .containsExactly("-1 the team as before");
    }

    private Outcome redrawn(UnaryOperator<EventData> tamper) {
        return verify(
                ledger(
                                o -> {
                                    o.voids = 1;
                                    o.tamper = tamper;
                                })
                        .book);
    }

    @Test
    void a_redraw_that_nobody_approved_is_not_approved_with_the_void() {
        UnaryOperator<EventData> withoutSecond =
                d -> d instanceof RequestDecided e && e.request() == 2 ? null : d;
        assertThat(said(redrawn(withoutSecond), "REQUEST_NOT_APPROVED")).hasSize(1);
    }

    @Test
    void requests_are_numbered_as_they_stand_whatever_they_ask_for() {
        Book book = ledger(o -> o.voids = 1).book;
        Book turned =
                Insider.rewrite(
                        book,
                        events -> {
                            int asked = indexOf(book.events, VoidRequested.class);
                            LedgerEvent redraw =
                                    events.remove(indexOf(book.events, RedrawRequested.class));
                            RedrawRequested e = (RedrawRequested) redraw.data();
                            events.add(asked, Insider.with(redraw, with(e, "request", 1L)));
                            LedgerEvent voiding = events.get(asked + 1);
                            VoidRequested v = (VoidRequested) voiding.data();
                            events.set(asked + 1, Insider.with(voiding, with(v, "request", 2L)));
                            return events;
                        });
        assertThat(said(verify(turned), "REQUEST_NUMBER")).isEmpty();
    }
}
