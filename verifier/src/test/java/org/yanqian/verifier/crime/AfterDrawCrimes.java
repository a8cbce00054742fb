package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Scene.each;
import static org.yanqian.verifier.crime.Scene.with;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.ClosureEvent.ClosureConfirmed;
import org.yanqian.ledger.event.ClosureEvent.ClosureCountersigned;
import org.yanqian.ledger.event.ClosureEvent.ClosureDecided;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.VacancyEvent.LoanDecided;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.event.VacancyEvent.VacancyBeaconConfirmed;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

/** What may follow a draw, bent: closed sites, lent inspectors, dice for vacancies. */
final class AfterDrawCrimes {
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
                            o -> o.beacon = Beacon.LOCAL));

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
                                    o.inspectors = 2;
                                    o.targets = 90;
                                    o.lends = true;
                                    o.tamper = bend.get();
                                }));
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
