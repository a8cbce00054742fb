package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Scene.each;
import static org.yanqian.verifier.crime.Scene.with;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.ClosureEvent.ClosureConfirmed;
import org.yanqian.ledger.event.ClosureEvent.ClosureCountersigned;
import org.yanqian.ledger.event.ClosureEvent.ClosureDecided;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;
import org.yanqian.ledger.event.VacancyEvent.LoanDecided;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyBeaconConfirmed;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** What may follow a draw, bent: closed sites, lent inspectors, dice for vacancies. */
final class AfterDrawCrimes {
    private static final Map<String, Object> LOTTERY =
            RecordCodec.format(
                    new BeaconValue(
                            Beacon.LOTTERY, 0, "", "", "", List.of("双色球|2026001|01,02,03")));

    private AfterDrawCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    closure(
                            "a_site_called_closed_without_evidence",
                            "没有证明就报告抽中的企业已关闭",
                            "a drawn site is called closed without evidence",
                            "CLOSURE_EVIDENCE",
                            () -> each(ClosureReported.class, r -> with(r, "evidence", ""))),
                    closure(
                            "a_site_called_closed_by_one_inspector",
                            "只有一名检查人员证明企业关闭",
                            "one inspector alone says that a site is closed",
                            "CLOSURE_ONE_INSPECTOR",
                            () -> each(ClosureConfirmed.class, c -> null)),
                    refuted(
                            "a_second_inspector_who_signed_nothing",
                            "第二名检查人员并未签名，由服务代写",
                            "the second inspector signed nothing, the service wrote it for him",
                            "2",
                            "OFFICER_SIGNATURE_MISSING",
                            scene -> scene.bent(AfterDrawCrimes::unsigned)),
                    closure(
                            "a_site_called_closed_by_a_stranger",
                            "报告关闭的人不在检查组",
                            "whoever calls a site closed was not of the team",
                            "CLOSURE_INSPECTOR",
                            () ->
                                    each(
                                            ClosureReported.class,
                                            r -> with(r, "inspector", "99042199999"))),
                    closure(
                            "a_site_replaced_before_the_visit",
                            "未到场就以备选企业顶替",
                            "a site is replaced before anybody went there",
                            "CLOSURE_NOT_VISITED",
                            () ->
                                    each(
                                            InspectionRecorded.class,
                                            r -> r.outcome().equals("NOT_INSPECTABLE") ? null : r)),
                    closure(
                            "a_reserve_skipped",
                            "跳过次序，另选备选企业",
                            "the next reserve is skipped for another site",
                            "RESERVE_DIFFERS",
                            () ->
                                    each(
                                            ClosureCountersigned.class,
                                            c -> with(c, "reserve", "ab".repeat(32)))),
                    closure(
                            "a_reserve_never_visited",
                            "备选企业不下达任务",
                            "the reserve is given no visit",
                            "RESERVE_DIFFERS",
                            () -> each(VisitOwed.class, v -> null)),
                    closure(
                            "a_site_replaced_without_approval",
                            "未经批准即以备选企业顶替",
                            "a reserve follows without approval",
                            "REQUEST_NOT_APPROVED",
                            () -> each(ClosureDecided.class, d -> with(d, "approved", false))),
                    closure(
                            "a_site_replaced_without_the_supervising_party",
                            "监督方未会签即以备选企业顶替",
                            "a reserve follows without the supervising party's word",
                            "COUNTERSIGNATURE_WRONG",
                            () ->
                                    each(
                                            ClosureCountersigned.class,
                                            c -> with(c, "signature", "00".repeat(64)))),
                    refuted(
                            "a_visit_reported_closed_twice",
                            "同一任务报告关闭两次，递补两家",
                            "one visit is reported closed twice",
                            "11",
                            "CLOSURE_TWICE",
                            AfterDrawCrimes::reportedTwice),
                    refuted(
                            "a_reserve_that_the_rules_do_not_allow",
                            "规则集不设备选递补，照样以备选企业顶替",
                            "a reserve follows though the rule set lets none",
                            "11",
                            "CLOSURE_NOT_IN_RULES",
                            scene ->
                                    scene.bent(
                                            o -> {
                                                o.closures = 1;
                                                o.afterTheDraw = AfterDrawCrimes::noReserves;
                                            })),
                    refuted(
                            "a_bureau_that_grants_itself_a_loan",
                            "本机关自行批准借用别的机关的人员",
                            "the bureau grants itself a loan of another's inspectors",
                            "11",
                            "LOAN_NOT_BY_LENDER",
                            AfterDrawCrimes::grantedToItself),
                    lent(
                            "inspectors_taken_without_the_lenders_word",
                            "出借机关未同意就派用其人员",
                            "another bureau's inspectors are sent without its word",
                            "POOL_DIFFERS",
                            () -> each(LoanDecided.class, l -> null)),
                    lent(
                            "own_inspectors_called_lent",
                            "把本机关人员说成借用人员",
                            "the bureau's own inspectors are called lent",
                            "LOAN_DIFFERS",
                            () -> each(LoanRequested.class, l -> with(l, "bureau", Keys.BUREAU))),
                    rolled(
                            "a_vacancys_dice_confirmed_with_a_forged_signature",
                            "伪造参与方对递补骰子点数的确认",
                            "a party's word on a vacancy's dice is forged",
                            "PARTY_SIGNATURE",
                            o ->
                                    o.tamper =
                                            each(
                                                    VacancyBeaconConfirmed.class,
                                                    c -> with(c, "signature", "00".repeat(64)))),
                    rolled(
                            "a_vacancys_grade_overstated",
                            "夸大递补的随机等级",
                            "the grade of a vacancy's dice is overstated",
                            "GRADE_OVERSTATED",
                            o -> o.confirmingVacancies = List.of()),
                    rolled(
                            "dice_for_a_vacancy_of_a_draw_with_a_beacon",
                            "抽取用公开信标，递补却改用自掷骰子",
                            "dice decide a vacancy of a draw that had a beacon",
                            "BEACON_NOT_PINNED",
                            o -> o.beacon = Beacon.LOCAL),
                    rolled(
                            "a_vacancys_dice_confirmed_before_it_was_announced",
                            "递补未公告即确认骰子点数",
                            "dice are confirmed for a vacancy that nobody announced",
                            "CONFIRMED_WRONGLY",
                            o -> o.tamper = each(VacancyAnnounced.class, a -> null)),
                    rolled(
                            "dice_confirmed_for_another_vacancy",
                            "把骰子点数确认给另一次递补",
                            "dice are confirmed for another vacancy",
                            "CONFIRMED_WRONGLY",
                            o ->
                                    o.tamper =
                                            each(
                                                    VacancyBeaconConfirmed.class,
                                                    c -> with(c, "k", c.k() + 1))),
                    rolled(
                            "a_vacancys_public_beacon_confirmed_by_hand",
                            "递补约定公开信标，却由参与方手工确认其值",
                            "parties confirm by hand what a public beacon was to say",
                            "CONFIRMED_WRONGLY",
                            o -> o.tamper = AfterDrawCrimes::publicBeacon),
                    rolled(
                            "lottery_numbers_confirmed_where_dice_were_announced",
                            "公告掷骰子，却确认开奖号码",
                            "lottery numbers are confirmed for a vacancy that announced dice",
                            "CONFIRMED_WRONGLY",
                            o ->
                                    o.tamper =
                                            each(
                                                    VacancyBeaconConfirmed.class,
                                                    c -> with(c, "value", LOTTERY))));

    private static Crime closure(
            String name,
            String zh,
            String en,
            String code,
            Supplier<UnaryOperator<EventData>> bend) {
        return refuted(
                name,
                zh,
                en,
                "11",
                code,
                scene ->
                        scene.bent(
                                o -> {
                                    o.closures = 1;
                                    o.tamper = bend.get();
                                }));
    }

    // Two of one's own cannot make all visits; the first that nobody makes gets lent inspectors.
    private static Crime lent(
            String name,
            String zh,
            String en,
            String code,
            Supplier<UnaryOperator<EventData>> bend) {
        return refuted(
                name,
                zh,
                en,
                "11",
                code,
                scene ->
                        scene.bent(
                                o -> {
                                    lending(o);
                                    o.tamper = bend.get();
                                }));
    }

    private static void lending(GoodLedger.Options options) {
        options.inspectors = 2;
        options.targets = 90;
        options.lends = true;
    }

    private static Crime rolled(
            String name, String zh, String en, String code, Consumer<GoodLedger.Options> bend) {
        return refuted(
                name,
                zh,
                en,
                "11",
                code,
                scene ->
                        scene.bent(
                                o -> {
                                    o.beacon = Beacon.DICE;
                                    o.vacancyBeacon = Beacon.DICE;
                                    o.vacancies = 1;
                                    o.vacancyGrade = "B";
                                    bend.accept(o);
                                }));
    }

    private static Handed reportedTwice(Scene scene) {
        GoodLedger ledger = scene.crookedLedger(o -> o.closures = 1);
        ClosureReported first =
                (ClosureReported) Scene.event(ledger.book, ClosureReported.class).data();
        ledger.append(ClosureEvent.stream(ledger.drawId), with(first, "request", 2L));
        ledger.checkpoint();
        return scene.hand(ledger.book);
    }

    private static void noReserves(GoodLedger ledger) {
        RuleSetAdopted before =
                (RuleSetAdopted) Scene.event(ledger.book, RuleSetAdopted.class).data();
        String content = before.content().replace("\"next-reserve\"", "\"nothing\"");
        ledger.append(
                RuleSetEvent.stream(Keys.BUREAU),
                Records.rules(ledger.keys.suite, before.id(), content));
    }

    private static Handed grantedToItself(Scene scene) {
        return scene.hand(
                Insider.rewrite(
                        scene.crookedLedger(AfterDrawCrimes::lending).book,
                        events -> {
                            events.replaceAll(
                                    e ->
                                            e.data() instanceof LoanDecided
                                                    ? Insider.by(
                                                            e,
                                                            new Actor(
                                                                    Keys.BUREAU, "o-9", "approver"))
                                                    : e);
                            return events;
                        }));
    }

    private static EventData publicBeacon(EventData data) {
        if (data instanceof VacancyAnnounced a) {
            BeaconTerms terms = new BeaconTerms(Beacon.LOCAL, 1, "", 0, List.of(), "");
            return with(a, "beacon", RecordCodec.format(terms));
        }
        return data instanceof VacancyBeaconConfirmed c
                ? with(c, "value", RecordCodec.format(with(c.value(), "type", Beacon.LOCAL)))
                : data;
    }

    private static void unsigned(GoodLedger.Options options) {
        AtomicReference<GoodLedger> ledger = new AtomicReference<>();
        options.closures = 1;
        options.beforeOpening = ledger::set;
        options.tamper =
                each(
                        ClosureConfirmed.class,
                        c -> {
                            ledger.get().book.officerSigner = null;
                            return c;
                        });
    }
}
