package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Scene.each;
import static org.yanqian.verifier.crime.Scene.with;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.DrawEvent.DrawCompleted;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.PlanEvent;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.PublicationEvent.DrawnListPublished;
import org.yanqian.ledger.event.PublicationEvent.ResultPublished;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** Rules broken by whoever writes the events, and a public that is shown something else. */
final class RuleCrimes {
    private static final String OTHER_DRAW = Keys.ORIGIN + "/" + Keys.BUREAU + "/2026/0002";

    private RuleCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    alsoPlanned(
                            "a_plan_for_an_item_that_no_rule_knows",
                            "计划的抽查事项不在清单之内",
                            "a plan for an item that no rule knows",
                            "UNKNOWN_ITEM",
                            "itemId",
                            "WH-INVENTED"),
                    planned(
                            "a_plan_without_a_legal_basis",
                            "抽查事项没有法律依据",
                            "a plan without a legal basis",
                            "ITEM_WITHOUT_BASIS",
                            ""),
                    planned(
                            "a_plan_with_an_invented_legal_basis",
                            "抽查事项的法律依据是编造的",
                            "a plan with an invented legal basis",
                            "BASIS_DIFFERS",
                            "样本：没有这一条"),
                    alsoPlanned(
                            "a_plan_of_a_kind_that_the_rules_do_not_have",
                            "计划的种类不在规则之内",
                            "a plan of a kind that the rule set does not have",
                            "UNKNOWN_PLAN_KIND",
                            "kind",
                            "raid"),
                    refuted(
                            "an_item_planned_for_a_kind_that_it_is_not_for",
                            "按不适用的计划种类编制抽查事项",
                            "an item is planned for a kind that it is not for",
                            "12",
                            "ITEM_NOT_FOR_KIND",
                            RuleCrimes::otherKind),
                    refuted(
                            "a_stratum_left_out_of_the_result",
                            "结果漏掉整个类别，抽取数量未达规定",
                            "a stratum is left out of the result, its quota not drawn",
                            "12",
                            "QUOTA_NOT_DRAWN",
                            scene -> drawn(scene, -1)),
                    refuted(
                            "more_sites_drawn_than_the_quota",
                            "抽取数量超出规定",
                            "more sites are drawn than the quota",
                            "12",
                            "QUOTA_NOT_DRAWN",
                            scene -> drawn(scene, 1)),
                    inspected(
                            "one_inspector_goes_alone",
                            "一人单独检查",
                            "one inspector goes alone",
                            "TWO_INSPECTORS",
                            e -> with(e, "inspectors", e.inspectors().subList(0, 1))),
                    inspected(
                            "one_inspector_counted_twice",
                            "同一人员当两人计",
                            "one inspector is counted twice",
                            "TWO_INSPECTORS",
                            e -> {
                                String one = e.inspectors().get(0);
                                return with(e, "inspectors", List.of(one, one));
                            }),
                    inspected(
                            "somebody_without_a_certificate_sent",
                            "派出没有执法证的人",
                            "somebody without a certificate is sent",
                            "TWO_INSPECTORS",
                            e ->
                                    with(
                                            e,
                                            "inspectors",
                                            List.of(e.inspectors().get(0), "99042199999"))),
                    inspected(
                            "an_inspection_after_the_certificates_expired",
                            "执法证过期之后检查",
                            "an inspection after the certificates expired",
                            "TWO_INSPECTORS",
                            e -> with(e, "inspectedOn", "2029-01-01")),
                    inspected(
                            "an_outcome_that_the_rules_do_not_have",
                            "检查结果不在规则之内",
                            "an outcome that the rule set does not have",
                            "UNKNOWN_OUTCOME",
                            e -> with(e, "outcome", "ALL_IS_WELL")),
                    published(
                            "a_result_published_under_another_outcome",
                            "公示的检查结果与记录不同",
                            "a result is published under another outcome",
                            "PUBLISHED_RESULT",
                            ledger -> List.of(with(result(ledger), "outcome", "CASE_FILED"))),
                    published(
                            "a_result_published_in_other_words",
                            "公示的结果文字与规则不同",
                            "a result is published in other words than the rules have",
                            "PUBLISHED_WORDS",
                            ledger -> List.of(with(result(ledger), "outcomeText", "发现违法行为已立案调查"))),
                    published(
                            "a_result_published_under_another_firms_name",
                            "把检查结果公示在别的企业名下",
                            "a result is published under another firm's name",
                            "PUBLISHED_NAME",
                            ledger -> List.of(with(result(ledger), "targetName", "另一家样本厂"))),
                    published(
                            "a_result_published_twice",
                            "同一检查结果公示两次",
                            "a result is published twice",
                            "PUBLISHED_TWICE",
                            ledger -> List.of(result(ledger), result(ledger))),
                    published(
                            "a_result_published_that_nobody_recorded",
                            "公示没有记录的检查结果",
                            "a result is published that nobody recorded",
                            "PUBLISHED_RESULT",
                            ledger -> List.of(with(result(ledger), "recorded", "ab".repeat(32)))),
                    published(
                            "a_drawn_site_left_out_of_the_published_list",
                            "公示的抽中名单漏掉一家",
                            "a drawn site is left out of the published list",
                            "PUBLISHED_LIST",
                            ledger -> List.of(list(ledger, 1))),
                    published(
                            "a_published_list_with_a_wrong_count",
                            "公示的抽中名单数量不符",
                            "a published list with a wrong count",
                            "PUBLISHED_LIST",
                            ledger -> List.of(with(list(ledger, 0), "sites", 1L))),
                    published(
                            "the_list_of_another_draw_published",
                            "公示的是另一次抽取的名单",
                            "the list of another draw is published",
                            "DRAW_DIFFERS",
                            ledger -> List.of(list(ledger, 0, Map.of("drawId", OTHER_DRAW)))),
                    refuted(
                            "a_published_list_exchanged_in_an_export",
                            "导出中换上另一份公示名单，清单重新签名",
                            "a published list is exchanged in an export, the manifest signed anew",
                            "13",
                            "LIST_HASH",
                            RuleCrimes::otherList));

    static final List<Honest> HONEST =
            List.of(
                    new Honest(
                            "a_result_and_a_list_published",
                            "13",
                            List.of(),
                            scene ->
                                    publishing(
                                            scene,
                                            ledger -> List.of(result(ledger), list(ledger, 0)))),
                    new Honest(
                            "an_inspection_after_the_quarter",
                            "12",
                            List.of("INSPECTION_OVERDUE"),
                            scene ->
                                    scene.crooked(
                                            each(
                                                    InspectionRecorded.class,
                                                    e -> with(e, "inspectedOn", "2026-04-01")))));

    // A line nobody draws: the freeze would refuse to draw it.
    private static Crime alsoPlanned(
            String name, String zh, String en, String code, String field, String value) {
        return refuted(
                name,
                zh,
                en,
                "12",
                code,
                scene -> {
                    GoodLedger ledger = scene.crookedLedger(o -> {});
                    secondLine(ledger, scene, field, value);
                    return scene.hand(ledger.book);
                });
    }

    private static void secondLine(GoodLedger ledger, Scene scene, String field, String value) {
        PlanLineAuthored plan = scene.find(PlanLineAuthored.class);
        PlanLineAuthored second = with(with(plan, "line", "2"), field, value);
        ledger.append(
                PlanEvent.stream(second.bureau(), second.year(), second.quarter(), "2"), second);
        ledger.checkpoint();
    }

    /** Under rules of the bureau's own, in which the item is for one kind less. */
    private static Handed otherKind(Scene scene) {
        GoodLedger ledger = scene.crookedLedger(o -> {});
        RuleSetAdopted before = scene.find(RuleSetAdopted.class);
        String content = before.content().replace(", \"campaign\"]", "]");
        ledger.append(
                RuleSetEvent.stream(Keys.BUREAU),
                Records.rules(ledger.keys.suite, before.id(), content));
        secondLine(ledger, scene, "kind", "campaign");
        return scene.hand(ledger.book);
    }

    /** The first stratum of the result left out, or so many sites added to it. */
    private static Handed drawn(Scene scene, long more) {
        return scene.crooked(
                each(
                        DrawCompleted.class,
                        c -> {
                            TreeMap<String, Long> drawn = new TreeMap<>(c.drawn());
                            String stratum = drawn.firstKey();
                            if (more < 0) {
                                drawn.remove(stratum);
                            } else {
                                drawn.merge(stratum, more, Long::sum);
                            }
                            return with(c, "drawn", drawn);
                        }));
    }

    /** In which every site stands that stands in the list published. */
    private static Handed otherList(Scene scene) throws IOException {
        GoodLedger ledger = scene.crookedLedger(o -> {});
        DrawnListPublished published = list(ledger, 0);
        ledger.append(PublicationEvent.stream(ledger.drawId), published);
        ledger.checkpoint();
        list(ledger, 0, Map.of("note", "样本"));
        byte[] other = ledger.book.lists.remove(ledger.book.lists.size() - 1);
        return scene.resealed(
                ledger.book,
                export -> Files.write(export.resolve("lists/" + published.list()), other));
    }

    private static Crime planned(String name, String zh, String en, String code, String basis) {
        return refuted(
                name,
                zh,
                en,
                "12",
                code,
                scene ->
                        scene.crooked(
                                each(PlanLineAuthored.class, p -> with(p, "legalBasis", basis))));
    }

    private static Crime inspected(
            String name,
            String zh,
            String en,
            String code,
            UnaryOperator<InspectionRecorded> bend) {
        return refuted(
                name,
                zh,
                en,
                "12",
                code,
                scene -> scene.crooked(each(InspectionRecorded.class, bend::apply)));
    }

    private static Crime published(
            String name,
            String zh,
            String en,
            String code,
            Function<GoodLedger, List<EventData>> events) {
        return refuted(name, zh, en, "13", code, scene -> publishing(scene, events));
    }

    /** A ledger of its own that goes on after the sample's end. */
    private static Handed publishing(Scene scene, Function<GoodLedger, List<EventData>> events) {
        GoodLedger ledger = scene.crookedLedger(o -> {});
        for (EventData data : events.apply(ledger)) {
            ledger.append(PublicationEvent.stream(ledger.drawId), data);
        }
        ledger.checkpoint();
        return scene.hand(ledger.book);
    }

    private static ResultPublished result(GoodLedger ledger) {
        return Records.result(
                ledger.keys.suite, Scene.event(ledger.book, InspectionRecorded.class));
    }

    /** Drawn sites as published, less the first so many. */
    private static DrawnListPublished list(GoodLedger ledger, int hidden) {
        return list(ledger, hidden, Map.of());
    }

    private static DrawnListPublished list(
            GoodLedger ledger, int hidden, Map<String, Object> otherwise) {
        List<Object> sites = new ArrayList<>();
        for (LedgerEvent event : ledger.book.events) {
            if (event.data() instanceof VisitEvent.VisitAssigned v) {
                sites.add(new TreeMap<>(Map.of("label", v.label(), "objectId", v.objectId())));
            } else if (event.data() instanceof VisitEvent.VisitOwed v) {
                sites.add(new TreeMap<>(Map.of("label", v.label(), "objectId", v.objectId())));
            }
        }
        Map<String, Object> list = new HashMap<>();
        list.put("drawId", ledger.drawId);
        list.put("sites", new ArrayList<>(sites.subList(hidden, sites.size())));
        list.putAll(otherwise);
        byte[] bytes = CanonicalJson.format(list);
        ledger.book.lists.add(bytes);
        return new DrawnListPublished(
                ledger.drawId, Hex.format(ledger.keys.suite.hash(bytes)), sites.size() - hidden);
    }
}
