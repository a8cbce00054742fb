package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Scene.each;
import static org.yanqian.verifier.crime.Scene.with;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.PlanEvent;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** Lists, quotas and rules that are not those of the registry at the freeze. */
final class RegistryCrimes {
    private RegistryCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    refuted(
                            "a_class_edited_between_freeze_and_announcement",
                            "冻结之后、公告之前改动一个对象",
                            "a target is edited between freeze and announcement",
                            "8",
                            "TOUCHED_AFTER_FREEZE",
                            scene ->
                                    scene.bent(
                                            o -> {
                                                TargetEvent.TargetRecord before =
                                                        Records.target(4, "简化");
                                                o.betweenFreezeAndAnnouncement =
                                                        ledger ->
                                                                ledger.append(
                                                                        target(before),
                                                                        changed(before));
                                            })),
                    announced(
                            "another_list_of_sites_announced",
                            "公告的对象名单根另有其表",
                            "the announced root is of another list of sites",
                            "CANDIDATES_ROOT",
                            a -> with(a, "roots", roots(a, "candidates"))),
                    announced(
                            "another_list_of_inspectors_announced",
                            "公告的人员名单根另有其表",
                            "the announced root is of another list of inspectors",
                            "INSPECTORS_ROOT",
                            a -> with(a, "roots", roots(a, "inspectors"))),
                    announced(
                            "a_sites_eligible_inspectors_edited",
                            "改动某个对象的可选派人员，公告其根",
                            "a site's eligible inspectors are edited, and their root announced",
                            "ELIGIBILITY_ROOT",
                            a -> with(a, "roots", roots(a, "eligibility"))),
                    announced(
                            "counts_that_are_not_the_lists",
                            "公告少报对象数量",
                            "the announcement counts one site too few",
                            "COUNTS_DIFFER",
                            a ->
                                    with(
                                            a,
                                            "counts",
                                            RecordCodec.format(
                                                    with(
                                                            a.counts(),
                                                            "candidates",
                                                            a.counts().candidates() - 1)))),
                    announced(
                            "one_site_fewer_drawn_than_the_rules_ask",
                            "少抽一家：抽取数量向下取整",
                            "one site fewer is drawn: floor instead of ceil",
                            "QUOTAS_DIFFER",
                            a -> with(a, "quotas", quotas(a))),
                    announced(
                            "a_freeze_of_a_size_yet_to_come",
                            "冻结大小指向尚不存在的条目",
                            "the freeze names entries that do not exist yet",
                            "FROZEN_SIZE",
                            a -> with(a, "frozenSize", a.frozenSize() + 1000)),
                    announced(
                            "another_key_of_the_draw_committed",
                            "公告的抽取密钥承诺与密钥不符",
                            "the announcement commits to another key of the draw",
                            "KEY_COMMITMENT",
                            a -> with(a, "keyCommitment", "ab".repeat(32))),
                    announced(
                            "drawn_under_another_rule_set",
                            "公告援引另一规则集",
                            "the announcement names another rule set",
                            "RULE_SET_DIFFERS",
                            a -> with(a, "ruleSet", "ab".repeat(32))),
                    announced(
                            "drawn_in_another_suite",
                            "公告声明另一密码套件",
                            "the announcement names another suite",
                            "SUITE_DIFFERS",
                            a -> with(a, "suite", "intl")),
                    continued(
                            "one_site_registered_twice",
                            "同一对象登记两次",
                            "one site is registered twice",
                            "REGISTERED_TWICE",
                            scene ->
                                    new Later(
                                            target(Records.target(9, "一般")),
                                            new TargetEvent.TargetRegistered(
                                                    Records.target(9, "一般"), "manual"))),
                    continued(
                            "a_site_changed_that_was_never_registered",
                            "变更从未登记的对象",
                            "a site is changed that was never registered",
                            "NOT_REGISTERED",
                            scene ->
                                    new Later(
                                            target(Records.target(999, "一般")),
                                            changed(Records.target(999, "一般")))),
                    continued(
                            "a_change_that_tells_another_story_of_before",
                            "变更事件谎报变更前的内容",
                            "a change lies about what stood there before",
                            "BEFORE_DIFFERS",
                            scene -> {
                                TargetEvent.TargetRecord lie =
                                        with(Records.target(9, "一般"), "creditGrade", "D");
                                return new Later(target(lie), changed(lie));
                            }),
                    continued(
                            "one_permit_number_for_two_sites",
                            "两个对象共用一个许可证号",
                            "two sites under one permit number",
                            "PERMIT_HELD_TWICE",
                            scene -> {
                                TargetEvent.TargetRecord twin =
                                        with(Records.target(9, "一般"), "objectId", "QY009999");
                                return new Later(
                                        target(twin),
                                        new TargetEvent.TargetRegistered(twin, "manual"));
                            }),
                    continued(
                            "one_certificate_for_two_inspectors",
                            "两人共用一个执法证号",
                            "two inspectors under one certificate",
                            "CERTIFICATE_HELD_TWICE",
                            scene -> {
                                InspectorEvent.InspectorRecord twin =
                                        with(Records.inspector(2), "personId", "RY09999");
                                return new Later(
                                        InspectorEvent.stream(Keys.BUREAU, "RY09999"),
                                        new InspectorEvent.InspectorRegistered(twin, "manual"));
                            }),
                    continued(
                            "a_rule_set_whose_text_is_not_its_hash",
                            "规则集的文本与哈希不符",
                            "a rule set's text is not what its hash says",
                            "RULE_SET_HASH",
                            scene -> {
                                RuleSetEvent.RuleSetAdopted adopted =
                                        scene.find(RuleSetEvent.RuleSetAdopted.class);
                                return new Later(
                                        RuleSetEvent.stream(Keys.BUREAU),
                                        with(adopted, "content", adopted.content() + " "));
                            }),
                    continued(
                            "a_plan_line_written_twice",
                            "同一计划条目编制两次",
                            "a plan line is written twice",
                            "PLAN_AUTHORED_TWICE",
                            scene ->
                                    new Later(
                                            Scene.event(
                                                    scene.good.book,
                                                    PlanEvent.PlanLineAuthored.class)
                                                    .stream(),
                                            scene.find(PlanEvent.PlanLineAuthored.class))));

    private record Later(String stream, org.yanqian.ledger.event.EventData data) {}

    private static Crime continued(
            String name, String zh, String en, String code, Function<Scene, Later> more) {
        return refuted(
                name,
                zh,
                en,
                "8",
                code,
                scene -> {
                    Later later = more.apply(scene);
                    return scene.continued(
                            book -> book.append(later.stream(), later.data(), book.time()));
                });
    }

    private static Crime announced(
            String name,
            String zh,
            String en,
            String code,
            Function<DrawEvent.DrawAnnounced, DrawEvent.DrawAnnounced> bend) {
        return refuted(name, zh, en, "8", code, scene -> announced(scene, bend));
    }

    private static Handed announced(
            Scene scene, Function<DrawEvent.DrawAnnounced, DrawEvent.DrawAnnounced> bend) {
        return scene.crooked(each(DrawEvent.DrawAnnounced.class, bend::apply));
    }

    private static Object roots(DrawEvent.DrawAnnounced a, String which) {
        return RecordCodec.format(with(a.roots(), which, "00".repeat(32)));
    }

    private static List<?> quotas(DrawEvent.DrawAnnounced a) {
        List<PlanEvent.StratumQuota> quotas = new ArrayList<>(a.quotas());
        quotas.replaceAll(q -> with(q, "quota", Math.max(0, q.quota() - 1)));
        return quotas.stream().map(RecordCodec::format).toList();
    }

    private static String target(TargetEvent.TargetRecord record) {
        return TargetEvent.stream(Keys.BUREAU, record.objectId());
    }

    private static TargetEvent.TargetChanged changed(TargetEvent.TargetRecord before) {
        String other = before.supervisionClass().equals("一般") ? "简化" : "一般";
        return new TargetEvent.TargetChanged(
                before, with(before, "supervisionClass", other), "更正", "manual");
    }
}
