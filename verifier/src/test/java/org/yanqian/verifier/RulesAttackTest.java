package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.PlanEvent;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.PublicationEvent.DrawnListPublished;
import org.yanqian.ledger.event.PublicationEvent.ResultPublished;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.Finding;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Status;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Records;

/** Layers 12 and 13: rules broken by whoever writes the events, and a public shown something else. */
class RulesAttackTest extends Attacks {
    private static Status status(Outcome outcome, String layer) {
        return outcome.layers().stream()
                .filter(l -> l.id().equals(layer))
                .map(CheckResult::status)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_honest_ledger_keeps_the_rules_and_shows_what_is_late() {
        Outcome outcome = verify(good.book);
        assertThat(status(outcome, "12")).isEqualTo(Status.OK);
        assertThat(status(outcome, "13")).isEqualTo(Status.OK);
        // The sample inspects three sites and leaves the others of the first quarter.
        assertThat(outcome.layers())
                .flatExtracting(CheckResult::findings)
                .extracting(Finding::code)
                .containsExactly("INSPECTION_MISSING");
    }

    // A line nobody draws: the freeze would refuse to draw it.
    private Outcome alsoPlanned(String field, Object value) {
        GoodLedger ledger = crooked(data -> data);
        PlanLineAuthored plan =
                ledger.book.events.stream()
                        .filter(e -> e.data() instanceof PlanLineAuthored)
                        .map(e -> (PlanLineAuthored) e.data())
                        .findFirst()
                        .orElseThrow();
        PlanLineAuthored second = with(with(plan, "line", "2"), field, value);
        ledger.append(
                PlanEvent.stream(second.bureau(), second.year(), second.quarter(), "2"), second);
        ledger.book.checkpoint(Instant.parse("2026-04-20T01:00:00Z"), keys.witnesses);
        return verify(ledger.book);
    }

    private Outcome planned(String field, Object value) {
        return verify(
                crooked(
                                data ->
                                        data instanceof PlanLineAuthored plan
                                                ? with(plan, field, value)
                                                : data)
                        .book);
    }

    @Test
    void a_draw_for_an_item_that_no_rule_knows() {
        refuted(alsoPlanned("itemId", "WH-INVENTED"), "12", "UNKNOWN_ITEM");
    }

    @Test
    void a_plan_without_a_legal_basis_or_with_an_invented_one() {
        refuted(planned("legalBasis", ""), "12", "ITEM_WITHOUT_BASIS");
        refuted(planned("legalBasis", "样本：没有这一条"), "12", "BASIS_DIFFERS");
    }

    @Test
    void a_plan_of_a_kind_that_the_rule_set_does_not_have() {
        refuted(alsoPlanned("kind", "raid"), "12", "UNKNOWN_PLAN_KIND");
    }

    private Outcome inspected(java.util.function.UnaryOperator<InspectionRecorded> bend) {
        return verify(
                crooked(data -> data instanceof InspectionRecorded e ? bend.apply(e) : data).book);
    }

    @Test
    void one_inspector_went_alone() {
        refuted(
                inspected(e -> with(e, "inspectors", e.inspectors().subList(0, 1))),
                "12",
                "TWO_INSPECTORS");
    }

    @Test
    void the_same_inspector_was_counted_twice() {
        refuted(
                inspected(
                        e ->
                                with(
                                        e,
                                        "inspectors",
                                        List.of(e.inspectors().get(0), e.inspectors().get(0)))),
                "12",
                "TWO_INSPECTORS");
    }

    @Test
    void somebody_without_a_certificate_was_sent() {
        refuted(
                inspected(
                        e -> with(e, "inspectors", List.of(e.inspectors().get(0), "99042199999"))),
                "12",
                "TWO_INSPECTORS");
    }

    @Test
    void an_inspection_after_the_certificates_expired() {
        refuted(inspected(e -> with(e, "inspectedOn", "2029-01-01")), "12", "TWO_INSPECTORS");
    }

    @Test
    void an_outcome_that_the_rule_set_does_not_have() {
        refuted(inspected(e -> with(e, "outcome", "ALL_IS_WELL")), "12", "UNKNOWN_OUTCOME");
    }

    @Test
    void inspections_after_the_quarter_are_shown_and_refute_nothing() {
        Outcome outcome = inspected(e -> with(e, "inspectedOn", "2026-04-01"));
        assertThat(codes(outcome)).contains("INSPECTION_OVERDUE");
        assertThat(status(outcome, "12")).isEqualTo(Status.OK);
    }

    /** A ledger of its own that goes on after the sample's end. */
    private Outcome publishing(java.util.function.Function<GoodLedger, List<EventData>> events) {
        GoodLedger ledger = crooked(data -> data);
        for (EventData data : events.apply(ledger)) {
            ledger.append(PublicationEvent.stream(ledger.drawId), data);
        }
        ledger.book.checkpoint(Instant.parse("2026-04-20T01:00:00Z"), keys.witnesses);
        return verify(ledger.book);
    }

    private static ResultPublished result(GoodLedger ledger) {
        LedgerEvent event =
                ledger.book.events.stream()
                        .filter(e -> e.data() instanceof InspectionRecorded)
                        .findFirst()
                        .orElseThrow();
        InspectionRecorded e = (InspectionRecorded) event.data();
        int site = Integer.parseInt(e.objectId().substring(2));
        return new ResultPublished(
                e.drawId(),
                e.label(),
                e.objectId(),
                Records.target(site, "").name(),
                e.inspectedOn(),
                e.outcome(),
                "未发现问题",
                Hex.format(
                        ledger.keys.suite.hash(org.yanqian.ledger.event.EventCodec.format(event))));
    }

    @Test
    void an_honest_publication_is_what_the_ledger_says() {
        Outcome outcome = publishing(ledger -> List.of(result(ledger), list(ledger, List.of())));
        assertThat(status(outcome, "13")).as("%s", outcome.layers()).isEqualTo(Status.OK);
    }

    @Test
    void a_violation_found_was_published_as_nothing_found() {
        refuted(
                publishing(ledger -> List.of(with(result(ledger), "outcome", "CASE_FILED"))),
                "13",
                "PUBLISHED_RESULT");
        refuted(
                publishing(ledger -> List.of(with(result(ledger), "outcomeText", "发现违法行为已立案调查"))),
                "13",
                "PUBLISHED_WORDS");
    }

    @Test
    void a_result_was_published_under_another_firms_name() {
        refuted(
                publishing(ledger -> List.of(with(result(ledger), "targetName", "另一家样本厂"))),
                "13",
                "PUBLISHED_NAME");
    }

    @Test
    void a_result_was_published_twice() {
        refuted(
                publishing(ledger -> List.of(result(ledger), result(ledger))),
                "13",
                "PUBLISHED_TWICE");
    }

    @Test
    void a_result_was_published_that_nobody_recorded() {
        refuted(
                publishing(ledger -> List.of(with(result(ledger), "recorded", "ab".repeat(32)))),
                "13",
                "PUBLISHED_RESULT");
    }

    /** Drawn sites as published, less those hidden. */
    private static DrawnListPublished list(GoodLedger ledger, List<Integer> hidden) {
        List<Object> sites = new ArrayList<>();
        for (LedgerEvent event : ledger.book.events) {
            Map<String, Object> site = new TreeMap<>();
            if (event.data() instanceof VisitEvent.VisitAssigned v) {
                site.put("label", v.label());
                site.put("objectId", v.objectId());
                sites.add(site);
            } else if (event.data() instanceof VisitEvent.VisitOwed v) {
                site.put("label", v.label());
                site.put("objectId", v.objectId());
                sites.add(site);
            }
        }
        hidden.forEach(i -> sites.remove((int) i));
        Map<String, Object> list = new HashMap<>();
        list.put("drawId", ledger.drawId);
        list.put("sites", sites);
        byte[] bytes = CanonicalJson.format(list);
        ledger.book.lists.add(bytes);
        return new DrawnListPublished(
                ledger.drawId, Hex.format(ledger.keys.suite.hash(bytes)), sites.size());
    }

    @Test
    void a_drawn_site_was_left_out_of_the_published_list() {
        refuted(publishing(ledger -> List.of(list(ledger, List.of(0)))), "13", "PUBLISHED_LIST");
        refuted(
                publishing(ledger -> List.of(with(list(ledger, List.of()), "sites", 1L))),
                "13",
                "PUBLISHED_LIST");
    }
}
