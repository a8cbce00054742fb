package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Scene.each;
import static org.yanqian.verifier.crime.Scene.with;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.InspectorEvent.InspectorChanged;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.VacancyEvent.Substitute;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyCountersigned;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.TeamChanged;
import org.yanqian.ledger.event.VisitEvent.TeamMember;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;

/** Who chooses who steps in chooses the inspector of a site. */
final class SubstitutionCrimes {
    private static final String NOBODY = "cd".repeat(32);

    private SubstitutionCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    twice(
                            "a_second_substitution_without_a_countersignature",
                            "同一任务第二次换人未经会签",
                            "a visit's second substitution without a countersignature",
                            "VACANCY_NOT_COUNTERSIGNED",
                            without(VacancyCountersigned.class)),
                    twice(
                            "a_second_substitution_with_a_forged_countersignature",
                            "同一任务第二次换人的会签系伪造",
                            "a visit's second substitution with a forged countersignature",
                            "COUNTERSIGNATURE_WRONG",
                            each(
                                    VacancyCountersigned.class,
                                    c -> with(c, "signature", "00".repeat(64)))),
                    once(
                            "a_beacon_left_out_without_urgency",
                            "并非紧急，却不等信标就换人",
                            "a substitution without urgency does not wait for a beacon",
                            "REQUEST_DIFFERS",
                            o -> {
                                o.urgent = true;
                                o.tamper =
                                        each(VacancyRequested.class, r -> with(r, "urgent", false));
                            }),
                    bent(
                            "a_substitute_out_of_order",
                            "替补不按随机次序产生",
                            "a substitute out of the drawn order",
                            "SUBSTITUTE_DIFFERS",
                            each(VacancyExecuted.class, SubstitutionCrimes::friend)),
                    bent(
                            "a_pool_narrowed_to_suit",
                            "替补名单被缩小到合意的人",
                            "the pool of substitutes is narrowed to suit",
                            "POOL_DIFFERS",
                            each(VacancyAnnounced.class, a -> slot(a, "poolSize", 1L))),
                    bent(
                            "a_substitution_never_announced",
                            "换人未经公告",
                            "a substitution that was never announced",
                            "VACANCY_NOT_ANNOUNCED",
                            without(VacancyAnnounced.class)),
                    bent(
                            "an_announced_vacancy_never_executed",
                            "公告了缺员却不执行",
                            "an announced vacancy is never executed",
                            "VACANCY_NOT_EXECUTED",
                            d ->
                                    d instanceof VacancyExecuted || d instanceof TeamChanged
                                            ? null
                                            : d),
                    twice(
                            "a_vacancy_announced_while_another_waits",
                            "前一缺员未了结就另开一次",
                            "a vacancy is announced while another waits for its beacon",
                            "VACANCY_OPEN",
                            d ->
                                    d instanceof VacancyExecuted e && e.k() == 1
                                                    || d instanceof TeamChanged c && c.k() == 1
                                            ? null
                                            : d),
                    bent(
                            "a_team_changed_by_hand",
                            "执行换人时另改检查组成员",
                            "a team is changed otherwise than the substitution says",
                            "TEAM_CHANGE_DIFFERS",
                            each(
                                    TeamChanged.class,
                                    c ->
                                            with(
                                                    c,
                                                    "team",
                                                    List.of(RecordCodec.format(c.team().get(0)))))),
                    bent(
                            "a_team_changed_without_any_substitution",
                            "没有换人程序就改检查组成员",
                            "a team is changed without any substitution",
                            "TEAM_CHANGE_DIFFERS",
                            d ->
                                    d instanceof VacancyExecuted
                                                    || d instanceof VacancyAnnounced
                                                    || d instanceof VacancyRequested
                                            ? null
                                            : d),
                    refuted(
                            "the_replaced_inspector_goes_all_the_same",
                            "已被替换的人员仍去检查",
                            "the replaced inspector goes all the same",
                            "10",
                            "INSPECTORS_DIFFER",
                            scene -> substituted(scene, o -> o.tamper = stays())),
                    bent(
                            "a_vacancy_with_a_beacon_already_known",
                            "换人选用已经揭晓的信标轮次",
                            "a vacancy names a beacon that is already known",
                            "VACANCY_TOO_SOON",
                            each(
                                    VacancyAnnounced.class,
                                    a ->
                                            with(
                                                    a,
                                                    "beacon",
                                                    RecordCodec.format(
                                                            with(a.beacon(), "round", 1000L))))),
                    once(
                            "a_vacancy_that_witnesses_saw_too_late",
                            "换人公告在间隔期限之后才给见证人看",
                            "witnesses saw a vacancy only after the margin",
                            "VACANCY_LATE",
                            o -> o.vacancyCosignedDelaySeconds = 600),
                    bent(
                            "a_substitution_by_another_round",
                            "换人用了另一轮信标",
                            "a substitution by another round of the beacon",
                            "BEACON_ROUND",
                            each(VacancyExecuted.class, e -> beacon(e, "round", 7L))),
                    bent(
                            "a_substitution_by_a_made_up_beacon",
                            "换人的信标签名系伪造",
                            "a substitution by a beacon's signature that is made up",
                            "BEACON_WRONG",
                            each(
                                    VacancyExecuted.class,
                                    e -> beacon(e, "signature", "00".repeat(48)))),
                    refuted(
                            "a_substitution_asked_for_and_approved_by_one",
                            "同一人申请并批准换人",
                            "one officer asks for a substitution and approves it",
                            "11",
                            "DECIDED_BY_REQUESTER",
                            scene -> rewritten(scene, o -> {}, SubstitutionCrimes::oneHand)),
                    bent(
                            "other_places_than_those_approved",
                            "换人的位置与批准的不同",
                            "other places are filled than those approved",
                            "REQUEST_DIFFERS",
                            each(VacancyRequested.class, SubstitutionCrimes::elsewhere)),
                    bent(
                            "a_place_that_does_not_exist",
                            "替补一个不存在的位置",
                            "a substitute for a place that nobody holds",
                            "VACANCY_PLACE",
                            d ->
                                    d instanceof VacancyAnnounced a
                                            ? slot(a, "replaced", NOBODY)
                                            : d instanceof VacancyRequested r ? elsewhere(r) : d),
                    bent(
                            "vacancies_numbered_with_a_gap",
                            "缺员编号跳号",
                            "vacancies numbered with a gap",
                            "VACANCY_NUMBER",
                            each(VacancyAnnounced.class, a -> with(a, "k", 2L))),
                    bent(
                            "a_vacancy_of_another_day",
                            "按另一天的资格确定替补",
                            "substitutes are eligible as of another day",
                            "VACANCY_DATE",
                            each(VacancyAnnounced.class, a -> with(a, "asOf", "2026-01-04"))),
                    bent(
                            "a_vacancy_by_a_stale_registry",
                            "按旧名录确定替补",
                            "substitutes come from a stale registry",
                            "VACANCY_STALE",
                            each(VacancyAnnounced.class, a -> with(a, "registrySize", 3L))),
                    bent(
                            "an_execution_of_another_vacancy",
                            "执行的是另一次缺员",
                            "the execution names another vacancy",
                            "VACANCY_HASH",
                            each(VacancyExecuted.class, e -> with(e, "vacancy", "00".repeat(32)))),
                    refuted(
                            "an_inspector_hidden_from_the_pool",
                            "以无中生有的离岗把人排除在替补之外",
                            "an inspector is left out of the pool as if he had left his post",
                            "11",
                            "POOL_DIFFERS",
                            scene ->
                                    rewritten(
                                            scene,
                                            o -> o.retiresTheSubstitute = true,
                                            events -> {
                                                events.removeIf(
                                                        e -> e.data() instanceof InspectorChanged);
                                                return events;
                                            })));

    static final List<Honest> HONEST =
            List.of(
                    honest("a_substitution", List.of(), o -> {}),
                    honest("a_second_substitution_countersigned", List.of(), o -> o.vacancies = 2),
                    honest(
                            "an_urgent_substitution_without_beacon",
                            List.of("VACANCY_URGENT"),
                            o -> o.urgent = true),
                    honest(
                            "an_inspector_who_left_before_the_vacancy",
                            List.of(),
                            o -> o.retiresTheSubstitute = true));

    private static Honest honest(
            String name, List<String> codes, Consumer<GoodLedger.Options> set) {
        return new Honest(name, "11", codes, scene -> substituted(scene, set));
    }

    private static Crime once(
            String name, String zh, String en, String code, Consumer<GoodLedger.Options> set) {
        return refuted(name, zh, en, "11", code, scene -> substituted(scene, set));
    }

    private static Crime bent(
            String name, String zh, String en, String code, UnaryOperator<EventData> tamper) {
        return once(name, zh, en, code, o -> o.tamper = tamper);
    }

    private static Crime twice(
            String name, String zh, String en, String code, UnaryOperator<EventData> tamper) {
        return once(
                name,
                zh,
                en,
                code,
                o -> {
                    o.vacancies = 2;
                    o.tamper = tamper;
                });
    }

    private static GoodLedger ledger(Scene scene, Consumer<GoodLedger.Options> set) {
        return scene.crookedLedger(
                o -> {
                    o.vacancies = 1;
                    set.accept(o);
                });
    }

    private static Handed substituted(Scene scene, Consumer<GoodLedger.Options> set) {
        return scene.hand(ledger(scene, set).book);
    }

    private static Handed rewritten(
            Scene scene, Consumer<GoodLedger.Options> set, UnaryOperator<List<LedgerEvent>> edit) {
        return scene.hand(Insider.rewrite(ledger(scene, set).book, edit));
    }

    private static UnaryOperator<EventData> without(Class<? extends EventData> type) {
        return data -> type.isInstance(data) ? null : data;
    }

    /** The one who was to leave stays. */
    private static VacancyExecuted friend(VacancyExecuted e) {
        Substitute drawn = e.substitutes().get(0);
        Substitute friend = with(drawn, "label", drawn.replaced());
        return with(e, "substitutes", List.of(RecordCodec.format(friend)));
    }

    private static VacancyAnnounced slot(VacancyAnnounced a, String field, Object value) {
        return with(a, "slots", List.of(RecordCodec.format(with(a.slots().get(0), field, value))));
    }

    private static VacancyExecuted beacon(VacancyExecuted e, String field, Object value) {
        return with(e, "beacon", RecordCodec.format(with(e.beacon(), field, value)));
    }

    private static VacancyRequested elsewhere(VacancyRequested r) {
        return with(
                r,
                "places",
                List.of(RecordCodec.format(with(r.places().get(0), "replaced", NOBODY))));
    }

    private static List<LedgerEvent> oneHand(List<LedgerEvent> events) {
        events.replaceAll(
                e ->
                        e.data() instanceof VacancyAnnounced
                                ? Insider.by(e, new Actor(Keys.BUREAU, "o-1", "approver"))
                                : e);
        return events;
    }

    private static UnaryOperator<EventData> stays() {
        AtomicReference<VisitAssigned> first = new AtomicReference<>();
        return d -> {
            if (d instanceof VisitAssigned v) {
                first.compareAndSet(null, v);
            }
            return d instanceof InspectionRecorded r && r.label().equals(first.get().label())
                    ? with(
                            r,
                            "inspectors",
                            first.get().team().stream().map(TeamMember::certificateNo).toList())
                    : d;
        };
    }
}
