package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.ClosureEvent.ClosureConfirmed;
import org.yanqian.ledger.event.ClosureEvent.ClosureCountersigned;
import org.yanqian.ledger.event.ClosureEvent.ClosureDecided;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VacancyEvent.Lent;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.TeamChanged;
import org.yanqian.ledger.event.VisitEvent.TeamMember;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.SampleVacancies;

/** The steps from a report to the reserve that follows: left out, doubled, turned round, swapped. */
class ClosureStepsAttackTest extends Attacks {
    private static final String NOTHING = "ab".repeat(32);

    private GoodLedger closed(UnaryOperator<EventData> tamper) {
        return ledger(
                o -> {
                    o.closures = 1;
                    o.tamper = tamper;
                });
    }

    private <T extends Record & EventData> Outcome bent(Class<T> type, String field, Object value) {
        return verify(closed(d -> type.isInstance(d) ? with(type.cast(d), field, value) : d).book);
    }

    private Outcome rewritten(Consumer<List<LedgerEvent>> edit) {
        return verify(
                Insider.rewrite(
                        closed(d -> d).book,
                        events -> {
                            edit.accept(events);
                            return events;
                        }));
    }

    private static int find(List<LedgerEvent> events, Class<? extends EventData> type) {
        for (int i = 0; i < events.size(); i++) {
            if (type.isInstance(events.get(i).data())) {
                return i;
            }
        }
        throw new AssertionError("no " + type.getSimpleName());
    }

    /** By whoever is the actor of another event. */
    private Outcome by(Class<? extends EventData> what, Class<? extends EventData> whose) {
        return rewritten(
                events -> {
                    Actor actor = events.get(find(events, whose)).actor();
                    events.set(
                            find(events, what), Insider.by(events.get(find(events, what)), actor));
                });
    }

    private Outcome by(Class<? extends EventData> what, UnaryOperator<Actor> whose) {
        return rewritten(
                events -> {
                    LedgerEvent event = events.get(find(events, what));
                    events.set(find(events, what), Insider.by(event, whose.apply(event.actor())));
                });
    }

    private Outcome twice(Class<? extends EventData> what) {
        return rewritten(
                events -> events.add(find(events, what) + 1, events.get(find(events, what))));
    }

    private Outcome moved(Class<? extends EventData> what, Class<? extends EventData> behind) {
        return rewritten(
                events -> {
                    LedgerEvent event = events.remove(find(events, what));
                    events.add(find(events, behind) + 1, event);
                });
    }

    @Test
    void a_report_out_of_its_number_is_found() {
        refuted(bent(ClosureReported.class, "request", 2L), "11", "REQUEST_NUMBER");
    }

    @Test
    void a_visit_may_be_reported_again_after_a_rejection_but_not_while_it_waits() {
        GoodLedger rejected =
                closed(d -> d instanceof ClosureDecided e ? with(e, "approved", false) : d);
        assertThat(codes(verify(again(rejected).book))).doesNotContain("CLOSURE_TWICE");
        refuted(verify(again(closed(d -> d)).book), "11", "CLOSURE_TWICE");
    }

    private static GoodLedger again(GoodLedger ledger) {
        ledger.append(
                ClosureEvent.stream(ledger.drawId),
                with(first(ledger, ClosureReported.class), "request", 2L));
        ledger.checkpoint();
        return ledger;
    }

    @Test
    void a_visit_other_than_the_one_of_that_inspection_is_found() {
        refuted(bent(ClosureReported.class, "inspection", NOTHING), "11", "CLOSURE_NOT_VISITED");
        AtomicReference<String> other = new AtomicReference<>();
        UnaryOperator<EventData> swapped =
                d -> {
                    if (d instanceof VisitAssigned v) {
                        other.compareAndSet(null, v.label());
                    }
                    return d instanceof ClosureReported r ? with(r, "visit", other.get()) : d;
                };
        refuted(verify(closed(swapped).book), "11", "CLOSURE_NOT_VISITED");
        Outcome nobodys = bent(ClosureReported.class, "visit", NOTHING);
        refuted(nobodys, "11", "RESERVE_DIFFERS");
        assertThat(nobodys.bugs()).isEmpty();
    }

    @Test
    void a_visit_made_only_after_the_report_is_found() {
        Outcome outcome =
                rewritten(
                        events -> {
                            int at = find(events, ClosureReported.class) - 1;
                            while (!(events.get(at).data() instanceof InspectionRecorded)) {
                                at--;
                            }
                            LedgerEvent visit = events.remove(at);
                            events.add(find(events, ClosureReported.class) + 1, visit);
                        });
        refuted(outcome, "11", "CLOSURE_NOT_VISITED");
    }

    @Test
    void an_officer_who_is_not_the_inspector_named_is_found() {
        UnaryOperator<Actor> clerk = a -> new Actor(a.bureau(), "o-5", a.role());
        refuted(by(ClosureReported.class, clerk), "11", "CLOSURE_INSPECTOR");
        refuted(by(ClosureConfirmed.class, clerk), "11", "CLOSURE_INSPECTOR");
        refuted(
                bent(ClosureConfirmed.class, "inspector", "99042199999"),
                "11",
                "CLOSURE_INSPECTOR");
        Outcome byCertificate =
                rewritten(
                        events -> {
                            int at = find(events, ClosureReported.class);
                            LedgerEvent event = events.get(at);
                            String own = ((ClosureReported) event.data()).inspector();
                            Actor actor = new Actor(event.actor().bureau(), own, "inspector");
                            events.set(at, Insider.by(event, actor));
                        });
        assertThat(codes(byCertificate))
                .contains("OFFICER_SIGNATURE_MISSING")
                .doesNotContain("CLOSURE_INSPECTOR");
    }

    /** A report of the visit that lent inspectors make, by one of them as of this bureau. */
    private Outcome lentReporting(String bureau) {
        GoodLedger ledger =
                ledger(
                        o -> {
                            o.inspectors = 2;
                            o.targets = 90;
                            o.lends = true;
                        });
        LoanRequested loan = first(ledger, LoanRequested.class);
        TeamChanged team = first(ledger, TeamChanged.class);
        TeamMember member = team.team().get(0);
        ledger.append(
                VacancyEvent.stream(ledger.drawId),
                new LoanRequested(
                        ledger.drawId,
                        3,
                        "hexi",
                        List.of(new Lent("RY00077", "99042100077")),
                        2,
                        loan.reason()));
        ledger.book.actor = new Actor(bureau, member.personId(), "inspector");
        ledger.append(
                ClosureEvent.stream(ledger.drawId),
                new ClosureReported(
                        ledger.drawId,
                        1,
                        team.label(),
                        member.certificateNo(),
                        NOTHING,
                        "样本",
                        NOTHING));
        ledger.checkpoint();
        return verify(ledger.book);
    }

    @Test
    void a_lent_inspector_speaks_for_the_bureau_that_lent_him_alone() {
        assertThat(codes(lentReporting(SampleVacancies.LENDER)))
                .contains("CLOSURE_NOT_VISITED")
                .doesNotContain("CLOSURE_INSPECTOR");
        refuted(lentReporting(Keys.BUREAU), "11", "CLOSURE_INSPECTOR");
        refuted(lentReporting("hexi"), "11", "CLOSURE_INSPECTOR");
    }

    @Test
    void one_inspector_under_two_names_is_found() {
        AtomicReference<String> reporter = new AtomicReference<>();
        UnaryOperator<EventData> again =
                d -> {
                    if (d instanceof ClosureReported r) {
                        reporter.set(r.inspector());
                    }
                    return d instanceof ClosureConfirmed c
                            ? with(c, "inspector", reporter.get())
                            : d;
                };
        refuted(verify(closed(again).book), "11", "CLOSURE_ONE_INSPECTOR");
        refuted(by(ClosureConfirmed.class, ClosureReported.class), "11", "CLOSURE_ONE_INSPECTOR");
    }

    @Test
    void a_confirmation_doubled_late_or_of_nothing_is_found() {
        refuted(twice(ClosureConfirmed.class), "11", "REQUEST_DIFFERS");
        refuted(moved(ClosureConfirmed.class, ClosureDecided.class), "11", "REQUEST_DIFFERS");
        refuted(bent(ClosureConfirmed.class, "request", 9L), "11", "REQUEST_DIFFERS");
        refuted(bent(ClosureConfirmed.class, "report", NOTHING), "11", "REQUEST_DIFFERS");
    }

    @Test
    void a_decision_doubled_or_of_nothing_or_by_the_second_inspector_is_found() {
        refuted(twice(ClosureDecided.class), "11", "REQUEST_DIFFERS");
        refuted(bent(ClosureDecided.class, "request", 9L), "11", "REQUEST_DIFFERS");
        refuted(by(ClosureDecided.class, ClosureConfirmed.class), "11", "DECIDED_BY_REQUESTER");
    }

    @Test
    void a_countersignature_doubled_of_nothing_or_of_something_else_is_found() {
        refuted(twice(ClosureCountersigned.class), "11", "REQUEST_DIFFERS");
        refuted(bent(ClosureCountersigned.class, "request", 9L), "11", "REQUEST_DIFFERS");
        refuted(bent(ClosureCountersigned.class, "requestHash", NOTHING), "11", "REQUEST_DIFFERS");
    }

    @Test
    void a_countersignature_of_nothing_uses_its_reserve_up_all_the_same() {
        UnaryOperator<EventData> first =
                d ->
                        d instanceof ClosureCountersigned c && c.request() == 1
                                ? with(c, "request", 9L)
                                : d;
        GoodLedger ledger =
                ledger(
                        o -> {
                            o.closures = 2;
                            o.tamper = first;
                        });
        assertThat(codes(verify(ledger.book)))
                .contains("REQUEST_DIFFERS")
                .doesNotContain("RESERVE_DIFFERS");
    }

    @Test
    void a_reserve_sent_before_the_countersignature_or_on_other_terms_is_found() {
        refuted(moved(VisitOwed.class, ClosureReported.class), "11", "RESERVE_DIFFERS");
        refuted(bent(VisitOwed.class, "dueOn", "2026-12-31"), "11", "RESERVE_DIFFERS");
    }

    @Test
    void a_site_whose_closure_was_never_countersigned_may_operate() {
        GoodLedger ledger =
                closed(d -> d instanceof ClosureCountersigned || d instanceof VisitOwed ? null : d);
        String visit = first(ledger, ClosureReported.class).visit();
        String site = ledger.frozen.targets().get(Bytes.ofHex(visit)).objectId();
        TargetRecord now = ledger.record(site);
        TargetRecord shut = with(now, "operatingStatus", "关闭");
        for (List<TargetRecord> change : List.of(List.of(now, shut), List.of(shut, now))) {
            ledger.append(
                    TargetEvent.stream(Keys.BUREAU, site),
                    new TargetEvent.TargetChanged(
                            change.get(0), change.get(1), "动态更新（样本）", "manual"));
        }
        ledger.checkpoint();
        assertThat(codes(verify(ledger.book))).doesNotContain("CLOSED_SITE_OPERATES");
    }

    @Test
    void closures_that_cannot_be_replayed_are_left_open() {
        GoodLedger ledger = closed(d -> d);
        ledger.book.drawKeys.clear();
        long report = find(ledger.book.events, ClosureReported.class);
        assertThat(verify(ledger.book).layers().stream().flatMap(l -> l.findings().stream()))
                .anyMatch(f -> f.code().equals("REPLAY_IMPOSSIBLE") && f.index() == report);
    }
}
