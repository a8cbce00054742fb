package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.ledger.freeze.FrozenTarget;
import org.yanqian.ledger.rules.RuleSets;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** Crimes with closed sites: whoever may call a site closed may spare it, or choose another. */
class ClosureAttackTest extends Attacks {
    private GoodLedger closed(Consumer<GoodLedger.Options> set) {
        return ledger(
                o -> {
                    o.closures = 1;
                    set.accept(o);
                });
    }

    private Outcome bent(UnaryOperator<EventData> tamper) {
        return verify(closed(o -> o.tamper = tamper).book);
    }

    @Test
    void a_site_found_closed_by_two_is_followed_by_the_next_reserve() {
        GoodLedger ledger = closed(o -> o.closures = 2);
        Outcome outcome = verify(ledger.book);
        assertThat(codes(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
        String reserve = first(ledger, ClosureCountersigned.class).reserve();
        assertThat(first(ledger, VisitOwed.class).label()).isEqualTo(reserve);
        assertThat(ledger.book.events.stream().map(e -> e.data()))
                .anyMatch(
                        d ->
                                d instanceof InspectionRecorded r
                                        && r.label().equals(reserve)
                                        && r.inspectors().size() == 2);
    }

    @Test
    void a_site_called_closed_without_evidence_is_found() {
        refuted(
                bent(d -> d instanceof ClosureReported r ? with(r, "evidence", "") : d),
                "11",
                "CLOSURE_EVIDENCE");
        refuted(
                bent(d -> d instanceof ClosureReported r ? with(r, "reason", " ") : d),
                "11",
                "CLOSURE_EVIDENCE");
    }

    @Test
    void a_site_called_closed_by_one_inspector_alone_is_found() {
        refuted(bent(d -> d instanceof ClosureConfirmed ? null : d), "11", "CLOSURE_ONE_INSPECTOR");
        refuted(verify(closed(o -> o.confirmingMember = 0).book), "11", "CLOSURE_ONE_INSPECTOR");
    }

    @Test
    void a_second_inspector_who_signed_nothing_is_found() {
        AtomicReference<GoodLedger> ledger = new AtomicReference<>();
        UnaryOperator<EventData> unsigned =
                d -> {
                    if (d instanceof ClosureConfirmed) {
                        ledger.get().book.officerSigner = null;
                    }
                    return d;
                };
        GoodLedger crooked =
                closed(
                        o -> {
                            o.beforeOpening = ledger::set;
                            o.tamper = unsigned;
                        });
        refuted(verify(crooked.book), "2", "OFFICER_SIGNATURE_MISSING");
    }

    @Test
    void a_report_by_somebody_who_was_not_there_is_found() {
        refuted(
                bent(d -> d instanceof ClosureReported r ? with(r, "inspector", "99042199999") : d),
                "11",
                "CLOSURE_INSPECTOR");
    }

    @Test
    void a_report_by_a_namesake_of_another_bureau_is_found() {
        Outcome outcome =
                verify(
                        Insider.rewrite(
                                closed(o -> {}).book,
                                events -> {
                                    events.replaceAll(
                                            e ->
                                                    e.data() instanceof ClosureReported
                                                            ? Insider.by(
                                                                    e,
                                                                    new Actor(
                                                                            "qingxi",
                                                                            e.actor().officer(),
                                                                            "inspector"))
                                                            : e);
                                    return events;
                                }));
        refuted(outcome, "11", "CLOSURE_INSPECTOR");
    }

    @Test
    void a_reserve_that_is_not_the_next_is_found() {
        AtomicReference<GoodLedger> ledger = new AtomicReference<>();
        UnaryOperator<EventData> skipped =
                d ->
                        d instanceof ClosureCountersigned c
                                ? with(c, "reserve", another(ledger.get(), c.reserve()))
                                : d;
        GoodLedger crooked =
                closed(
                        o -> {
                            o.beforeOpening = ledger::set;
                            o.tamper = skipped;
                        });
        refuted(verify(crooked.book), "11", "RESERVE_DIFFERS");
    }

    /** Not drawn, of the same class, and not the one that follows. */
    private static String another(GoodLedger ledger, String reserve) {
        FrozenTarget next = ledger.frozen.targets().get(Bytes.ofHex(reserve));
        return ledger.frozen.targets().values().stream()
                .filter(t -> t.stratum().equals(next.stratum()) && t.exclusion().isEmpty())
                .filter(t -> !ledger.result.selection().drawn().contains(t.label()))
                .map(t -> t.label().hex())
                .filter(label -> !label.equals(reserve))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_reserve_that_is_not_visited_is_found() {
        refuted(bent(d -> d instanceof VisitOwed ? null : d), "11", "RESERVE_DIFFERS");
    }

    @Test
    void a_site_replaced_before_anybody_went_there_is_found() {
        UnaryOperator<EventData> stayedAway =
                d ->
                        d instanceof InspectionRecorded r && r.outcome().equals("NOT_INSPECTABLE")
                                ? null
                                : d;
        refuted(bent(stayedAway), "11", "CLOSURE_NOT_VISITED");
        UnaryOperator<EventData> open =
                d -> d instanceof InspectionRecorded r ? with(r, "outcome", "NO_PROBLEM_FOUND") : d;
        refuted(bent(open), "11", "CLOSURE_NOT_VISITED");
    }

    @Test
    void a_closure_without_approval_or_countersignature_is_found() {
        refuted(
                bent(d -> d instanceof ClosureDecided e ? with(e, "approved", false) : d),
                "11",
                "REQUEST_NOT_APPROVED");
        refuted(
                bent(
                        d ->
                                d instanceof ClosureCountersigned e
                                        ? with(e, "signature", "00".repeat(64))
                                        : d),
                "11",
                "COUNTERSIGNATURE_WRONG");
    }

    @Test
    void an_inspector_who_approves_his_own_report_is_found() {
        Outcome outcome =
                verify(
                        Insider.rewrite(
                                closed(o -> {}).book,
                                events -> {
                                    Actor reporter =
                                            events.stream()
                                                    .filter(
                                                            e ->
                                                                    e.data()
                                                                            instanceof
                                                                            ClosureReported)
                                                    .findFirst()
                                                    .orElseThrow()
                                                    .actor();
                                    events.replaceAll(
                                            e ->
                                                    e.data() instanceof ClosureDecided
                                                            ? Insider.by(e, reporter)
                                                            : e);
                                    return events;
                                }));
        refuted(outcome, "11", "DECIDED_BY_REQUESTER");
    }

    @Test
    void a_visit_reported_closed_twice_is_found() {
        GoodLedger ledger = closed(o -> {});
        ClosureReported again = with(first(ledger, ClosureReported.class), "request", 2L);
        ledger.append(ClosureEvent.stream(ledger.drawId), again);
        ledger.checkpoint();
        refuted(verify(ledger.book), "11", "CLOSURE_TWICE");
    }

    @Test
    void a_reserve_that_the_rule_set_does_not_allow_is_found() {
        String content =
                new String(RuleSets.resource(RuleSets.WEIHAI_2023), StandardCharsets.UTF_8)
                        .replace("\"next-reserve\"", "\"nothing\"");
        refuted(
                verify(closed(o -> o.afterTheDraw = l -> adopt(l, content)).book),
                "11",
                "CLOSURE_NOT_IN_RULES");
    }

    private void adopt(GoodLedger ledger, String content) {
        ledger.append(
                RuleSetEvent.stream(Keys.BUREAU),
                Records.rules(keys.suite, RuleSets.WEIHAI_2023, content));
    }

    // By rules that nobody can read nobody can say whether the site operates.
    @Test
    void a_closed_site_that_operates_under_rules_that_nobody_can_read_is_found() {
        GoodLedger ledger = closed(o -> {});
        adopt(ledger, "样本");
        change(ledger, site(ledger), with(site(ledger), "lastCheckDate", "2024-02-02"));
        refuted(verify(ledger.book), "8", "NOT_JSON");
    }

    @Test
    void a_closed_site_that_operates_afterwards_is_named() {
        GoodLedger ledger = closed(o -> {});
        TargetRecord site = site(ledger);
        change(ledger, site, with(site, "operatingStatus", "关闭"));
        Outcome quiet = verify(ledger.book);
        assertThat(codes(quiet)).isEmpty();
        change(ledger, with(site, "operatingStatus", "关闭"), site);
        Outcome outcome = verify(ledger.book);
        assertThat(codes(outcome)).containsExactly("CLOSED_SITE_OPERATES");
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(
                        outcome.layers().stream()
                                .flatMap(l -> l.findings().stream())
                                .filter(f -> f.code().equals("CLOSED_SITE_OPERATES"))
                                .map(f -> f.found())
                                .toList())
                .isEqualTo(List.of("在产"));
    }

    private static TargetRecord site(GoodLedger ledger) {
        String visit = first(ledger, ClosureReported.class).visit();
        String objectId = ledger.frozen.targets().get(Bytes.ofHex(visit)).objectId();
        return ledger.record(objectId);
    }

    private static void change(GoodLedger ledger, TargetRecord before, TargetRecord after) {
        ledger.append(
                TargetEvent.stream(Keys.BUREAU, before.objectId()),
                new TargetEvent.TargetChanged(before, after, "动态更新（样本）", "manual"));
        ledger.checkpoint();
    }
}
