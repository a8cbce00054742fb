package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.PlanEvent;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.verifier.check.Finding;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Records;

/** Visits not made when due, and results not public within twenty working days of the last visit. */
class LateWorkTest extends Attacks {
    private static final int ALL = 17;

    /** Twenty working days behind 31 March 2026, with Qingming between them, end here in Shanghai. */
    private static final Instant LAST_SECOND = Instant.parse("2026-04-29T15:59:59Z");

    private static final Instant TOO_LATE = LAST_SECOND.plusSeconds(1);
    private static final String MISSING = "PUBLICATION_MISSING";
    private static final String OVERDUE = "PUBLICATION_OVERDUE";

    private GoodLedger inspected(String lastDay, Consumer<GoodLedger.Options> more) {
        boolean[] isFirst = {true};
        return ledger(
                o -> {
                    o.inspections = ALL;
                    o.tamper =
                            data -> {
                                if (!(data instanceof InspectionRecorded e)) {
                                    return data;
                                }
                                String day = isFirst[0] ? lastDay : "2026-02-02";
                                isFirst[0] = false;
                                return with(e, "inspectedOn", day);
                            };
                    more.accept(o);
                });
    }

    private GoodLedger inspected() {
        return inspected("2026-03-31", o -> {});
    }

    private static List<LedgerEvent> inspections(GoodLedger ledger) {
        return ledger.book.events.stream()
                .filter(e -> e.data() instanceof InspectionRecorded)
                .toList();
    }

    /** The results of these inspections, public at this time. */
    private static void publish(GoodLedger ledger, List<LedgerEvent> inspections, Instant at) {
        for (LedgerEvent event : inspections) {
            InspectionRecorded e = (InspectionRecorded) event.data();
            ledger.book.append(
                    PublicationEvent.stream(e.drawId()),
                    Records.result(ledger.keys.suite, event),
                    at);
        }
    }

    /** What layer 12 says when witnesses see the ledger at this time. */
    private List<String> seen(GoodLedger ledger, Instant at) {
        ledger.book.checkpoint(at, ledger.witnesses());
        return findings(verify(ledger.book), "12").stream().map(LateWorkTest::words).toList();
    }

    private static String words(Finding f) {
        String expected = f.expected().substring(f.expected().indexOf(": ") + 2);
        return f.code() + " " + f.effect() + ", " + expected + ", " + f.found();
    }

    private static String late(String code, String until, int count) {
        return code + " NOTE, public by " + until + ", " + count + " not";
    }

    @Test
    void results_public_on_the_last_day_are_in_time() {
        GoodLedger ledger = inspected();
        publish(ledger, inspections(ledger), LAST_SECOND);
        assertThat(seen(ledger, TOO_LATE)).isEmpty();
    }

    @Test
    void results_public_a_second_after_the_last_day_are_counted() {
        GoodLedger ledger = inspected();
        List<LedgerEvent> all = inspections(ledger);
        publish(ledger, all.subList(0, 15), LAST_SECOND);
        publish(ledger, all.subList(15, ALL), TOO_LATE);
        assertThat(seen(ledger, TOO_LATE)).containsExactly(late(OVERDUE, "2026-04-29", 2));
    }

    @Test
    void results_kept_back_are_counted_once_the_last_day_is_over() {
        GoodLedger ledger = inspected();
        publish(ledger, inspections(ledger).subList(0, 4), LAST_SECOND);
        assertThat(seen(ledger, LAST_SECOND)).isEmpty();
        assertThat(seen(ledger, TOO_LATE)).containsExactly(late(MISSING, "2026-04-29", 13));
    }

    @Test
    void a_result_shown_again_later_was_shown_in_time() {
        GoodLedger ledger = inspected();
        publish(ledger, inspections(ledger), LAST_SECOND);
        publish(ledger, inspections(ledger).subList(0, 1), TOO_LATE);
        assertThat(seen(ledger, TOO_LATE)).isEmpty();
    }

    @Test
    void a_quarter_with_a_visit_to_be_made_is_not_complete() {
        GoodLedger ledger = inspected("2026-03-31", o -> o.inspections = ALL - 1);
        assertThat(seen(ledger, TOO_LATE))
                .containsExactly(
                        "INSPECTION_MISSING NOTE, inspected when due, by 2026-04-30, 1 not");
    }

    @Test
    void a_quarter_with_a_line_to_be_drawn_is_not_complete() {
        GoodLedger ledger = inspected();
        alsoPlanned(ledger, 1);
        assertThat(seen(ledger, TOO_LATE)).isEmpty();
    }

    @Test
    void a_line_of_the_next_quarter_leaves_this_one_complete() {
        GoodLedger ledger = inspected();
        alsoPlanned(ledger, 2);
        assertThat(seen(ledger, TOO_LATE)).containsExactly(late(MISSING, "2026-04-29", ALL));
    }

    private static void alsoPlanned(GoodLedger ledger, long quarter) {
        PlanLineAuthored second =
                with(with(first(ledger, PlanLineAuthored.class), "line", "9"), "quarter", quarter);
        ledger.append(PlanEvent.stream(second.bureau(), 2026, (int) quarter, "9"), second);
    }

    @Test
    void a_visit_on_the_last_day_is_made_when_due_and_one_on_the_next_is_not() {
        GoodLedger ledger = inspected("2026-04-01", o -> {});
        publish(ledger, inspections(ledger), LAST_SECOND);
        assertThat(seen(ledger, TOO_LATE))
                .containsExactly("INSPECTION_OVERDUE NOTE, inspected when due, 1 not");
    }

    @Test
    void a_void_draw_owes_no_visit() {
        GoodLedger ledger = inspected("2026-03-31", o -> o.voids = 1);
        publish(ledger, inspections(ledger), LAST_SECOND);
        assertThat(seen(ledger, TOO_LATE)).isEmpty();
    }

    @Test
    void a_visit_that_nobody_could_be_sent_to_is_missing_all_the_same() {
        GoodLedger ledger = inspected("2026-03-31", o -> o.inspectors = 2);
        long owed = ledger.book.events.stream().filter(e -> e.data() instanceof VisitOwed).count();
        assertThat(owed).isPositive();
        assertThat(seen(ledger, TOO_LATE))
                .containsExactly(
                        "INSPECTION_MISSING NOTE, inspected when due, by 2026-04-30, "
                                + owed
                                + " not");
    }

    @Test
    void days_of_a_year_without_a_notice_of_holidays_are_called_provisional() {
        GoodLedger ledger = inspected("2026-12-31", o -> {});
        List<String> said = seen(ledger, Instant.parse("2027-03-01T00:00:00Z"));
        assertThat(said).hasSize(2);
        assertThat(said.get(1)).startsWith(MISSING).contains("by 2027-01-28 (暂估)");
    }
}
