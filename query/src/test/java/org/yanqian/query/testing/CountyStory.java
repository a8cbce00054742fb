package org.yanqian.query.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.DrawEvent.SeedRevealed;
import org.yanqian.ledger.event.ImportEvent;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.PersonEvent;
import org.yanqian.ledger.event.PlanEvent;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.rules.RuleSets;

/**
 * A county's quarter in signed events, invented (样本): a registry, a plan of two lines, one draw
 * that goes the whole way and one that lapses. Steps are called in order.
 */
public final class CountyStory {
    public static final String B = LedgerSeed.BUREAU;
    public static final String PLAN = PlanEvent.stream(B, 2026, 4, "1");
    public static final String SECOND_PLAN = PlanEvent.stream(B, 2026, 4, "2");
    public static final String DRAW = LedgerSeed.ORIGIN + "/" + B + "/2026/1";
    public static final String LAPSED_DRAW = LedgerSeed.ORIGIN + "/" + B + "/2026/2";
    public static final String THIRD_DRAW = LedgerSeed.ORIGIN + "/" + B + "/2026/3";
    public static final String LABEL_1 = "aa".repeat(32);
    public static final String LABEL_2 = "bb".repeat(32);
    public static final String SECRET_SITE = "样本化工（样本00001）有限公司";

    private static final String H = "0".repeat(64);
    private static final String KEY = "intl:" + "1".repeat(64);

    public final LedgerSeed ledger;
    private String drawHash;

    public CountyStory(LedgerSeed ledger) {
        this.ledger = ledger;
    }

    public long open() {
        return ledger.append(
                OriginEvent.ORIGIN_STREAM,
                List.of(
                        new OriginEvent.LedgerOpened(
                                LedgerSeed.ORIGIN,
                                "intl",
                                "log+0+sample",
                                List.of(new OriginEvent.ServiceKey(B, KEY))),
                        new OriginEvent.LedgerSucceeded("样本")));
    }

    public long register() {
        ledger.append(
                ImportEvent.stream(B, "i1"),
                new ImportEvent.RegistryImported(
                        "target", "样本.csv", H, "UTF-8", 3, 3, 0, 0, 0, false));
        for (int i = 1; i <= 3; i++) {
            ledger.append(
                    TargetEvent.stream(B, "QY00000" + i),
                    new TargetEvent.TargetRegistered(
                            StoryRecords.target(i, "重点"), "import/" + B + "/i1"));
        }
        ledger.append(
                TargetEvent.stream(B, "QY000003"),
                List.of(
                        new TargetEvent.TargetChanged(
                                StoryRecords.target(3, "重点"),
                                StoryRecords.target(3, "简化"),
                                "许可类别调整",
                                "manual"),
                        new TargetEvent.TargetRemoved(StoryRecords.target(3, "简化"), "注销")));
        for (int i = 1; i <= 3; i++) {
            ledger.append(
                    InspectorEvent.stream(B, "RY0000" + i),
                    new InspectorEvent.InspectorRegistered(
                            StoryRecords.inspector(i, "在岗"), "manual"));
        }
        ledger.append(
                InspectorEvent.stream(B, "RY00003"),
                List.of(
                        new InspectorEvent.InspectorChanged(
                                StoryRecords.inspector(3, "在岗"),
                                StoryRecords.inspector(3, "离岗"),
                                "借调",
                                "manual"),
                        new InspectorEvent.InspectorRemoved(
                                StoryRecords.inspector(3, "离岗"), "调离")));
        keys();
        return ledger.append(OriginEvent.SM3_STREAM, new OriginEvent.Sm3RootRecorded(12, H));
    }

    public static final String LEFT = InspectorEvent.stream(B, "RY00003");

    public long askErasure(long request) {
        return ledger.append(
                PersonEvent.stream(LEFT),
                new PersonEvent.ErasureRequested(LEFT, request, "样本", "样本"));
    }

    public long declineErasure() {
        return ledger.append(
                PersonEvent.stream(LEFT), new PersonEvent.ErasureDeclined(LEFT, 1, "样本"));
    }

    public long erase() {
        return ledger.append(
                PersonEvent.stream(LEFT),
                new PersonEvent.PersonErased(LEFT, 2, "样本", "样本", List.of("name")));
    }

    private void keys() {
        ledger.append(
                KeyEvent.SERVICE_STREAM,
                List.of(
                        new KeyEvent.KeyEnrolled(KeyEvent.SERVICE, "", "", KEY, List.of(), H + H),
                        new KeyEvent.KeyRotated(
                                KeyEvent.SERVICE, "", "", KEY, KEY, List.of(), H + H, H + H),
                        new KeyEvent.KeyRevoked(KeyEvent.SERVICE, "", "", KEY, "lost", "")));
        ledger.append(
                KeyEvent.stream(KeyEvent.PARTY, B),
                new KeyEvent.PartyKeySucceeded("discipline", B, KEY, KEY, H + H, H + H));
    }

    public long adoptAndPlan() {
        byte[] rules = RuleSets.resource(RuleSets.WEIHAI_2023);
        String hash = RuleSets.hash(LedgerSeed.SUITE, rules).hex();
        ledger.append(
                RuleSetEvent.stream(B),
                new RuleSetEvent.RuleSetAdopted(
                        RuleSets.WEIHAI_2023, new String(rules, StandardCharsets.UTF_8), hash));
        ledger.append(PLAN, plan("1", hash));
        return ledger.append(SECOND_PLAN, plan("2", hash));
    }

    public long openDraw() {
        return ledger.append(DrawEvent.stream(DRAW), opened(DRAW, 1, PLAN));
    }

    public long commit(String party) {
        return ledger.append(
                DrawEvent.stream(DRAW), new DrawEvent.SeedCommitted(DRAW, party, H, H + H));
    }

    public long announce() {
        return ledger.append(DrawEvent.stream(DRAW), announced(DRAW, PLAN));
    }

    public long reveal(String party) {
        return ledger.append(DrawEvent.stream(DRAW), revealed(DRAW, party));
    }

    public long close() {
        return ledger.append(
                DrawEvent.stream(DRAW),
                new DrawEvent.DrawClosed(
                        DRAW,
                        H,
                        List.of(revealed(DRAW, "bureau"), revealed(DRAW, "jw")),
                        List.of()));
    }

    public long confirmBeacon() {
        return ledger.append(
                DrawEvent.stream(DRAW), new DrawEvent.BeaconConfirmed(DRAW, "jw", beacon(), H + H));
    }

    public long complete() {
        long index = ledger.append(DrawEvent.stream(DRAW), completed(DRAW, false));
        drawHash = ledger.hashOf(DrawEvent.stream(DRAW));
        return index;
    }

    public String drawHash() {
        return drawHash;
    }

    public long publishHash() {
        ledger.file(DRAW, "draw.bundle", "application/zip", new byte[] {1, 2, 3});
        return ledger.append(
                PublicationEvent.stream(DRAW),
                new PublicationEvent.DrawHashPublished(DRAW, drawHash));
    }

    public long assign() {
        ledger.append(
                VisitEvent.stream(DRAW, LABEL_1),
                new VisitEvent.VisitAssigned(
                        DRAW,
                        LABEL_1,
                        "QY000001",
                        "重点",
                        1,
                        List.of(
                                new VisitEvent.TeamMember(
                                        "enforcement", "RY00001", "99042100001", H),
                                new VisitEvent.TeamMember(
                                        "enforcement", "RY00002", "99042100002", H)),
                        "2026-12-31"));
        return ledger.append(
                VisitEvent.stream(DRAW, LABEL_2),
                new VisitEvent.VisitOwed(DRAW, LABEL_2, "QY000002", "重点", 2, "2026-12-31"));
    }

    private static final String SICK = "11".repeat(32);

    public long askVacancy(long request) {
        return ledger.append(
                VacancyEvent.stream(DRAW),
                new VacancyEvent.VacancyRequested(
                        DRAW,
                        request,
                        request == 2,
                        List.of(new VacancyEvent.Place(LABEL_1, "enforcement", SICK, "病假", H))));
    }

    public long rejectVacancy(long request) {
        return ledger.append(
                VacancyEvent.stream(DRAW),
                new VacancyEvent.VacancyRejected(DRAW, request, "证明不足（样本）"));
    }

    public long announceVacancy(long request, long k) {
        return ledger.append(
                VacancyEvent.stream(DRAW),
                new VacancyEvent.VacancyAnnounced(
                        DRAW,
                        k,
                        request,
                        H,
                        List.of(new VacancyEvent.Slot(LABEL_1, "enforcement", SICK, 3, H)),
                        "2026-11-20",
                        30,
                        new DrawEvent.BeaconTerms("none", 0, "", 0, List.of(), ""),
                        600));
    }

    /** RY00003 steps in for RY00002. */
    public long executeVacancy() {
        ledger.append(
                VacancyEvent.stream(DRAW),
                new VacancyEvent.VacancyExecuted(
                        DRAW,
                        1,
                        H,
                        new DrawEvent.BeaconValue("none", 0, "", "", "", List.of()),
                        "C",
                        false,
                        List.of(
                                new VacancyEvent.Substitute(
                                        LABEL_1, "enforcement", SICK, H, "RY00003", "x"))));
        return teamOf("99042100001", "99042100003");
    }

    private long teamOf(String one, String two) {
        return ledger.append(
                VisitEvent.stream(DRAW, LABEL_1),
                new VisitEvent.TeamChanged(
                        DRAW,
                        LABEL_1,
                        "QY000001",
                        1,
                        List.of(
                                new VisitEvent.TeamMember("enforcement", "RY00001", one, H),
                                new VisitEvent.TeamMember(
                                        "enforcement", "RY" + two.substring(6), two, H)),
                        false));
    }

    public long countersignVacancy(long request) {
        return ledger.append(
                VacancyEvent.stream(DRAW),
                new VacancyEvent.VacancyCountersigned(DRAW, request, H, "jw", H + H));
    }

    public long undoVacancy() {
        return teamOf("99042100001", "99042100002");
    }

    public long record(String label, String objectId, String day) {
        return ledger.append(
                VisitEvent.stream(DRAW, label),
                new VisitEvent.InspectionRecorded(
                        DRAW,
                        label,
                        objectId,
                        List.of("99042100001", "99042100002"),
                        day,
                        "NO_PROBLEM_FOUND",
                        ""));
    }

    public long publishResult() {
        return ledger.append(
                PublicationEvent.stream(DRAW),
                new PublicationEvent.ResultPublished(
                        DRAW,
                        LABEL_1,
                        "QY000001",
                        SECRET_SITE,
                        "2026-11-20",
                        "NO_PROBLEM_FOUND",
                        "未发现问题",
                        H));
    }

    public long openLabels() {
        return ledger.append(
                DrawEvent.stream(DRAW),
                new DrawEvent.LabelsOpened(DRAW, ledger.list("[\"labels\"]"), 2, 0));
    }

    public long publishList() {
        String list =
                ledger.list(
                        "{\"drawId\":\""
                                + DRAW
                                + "\",\"sites\":["
                                + site(LABEL_1, SECRET_SITE, "QY000001")
                                + ","
                                + site(LABEL_2, "样本建材（样本00002）有限公司", "QY000002")
                                + "]}");
        return ledger.append(
                PublicationEvent.stream(DRAW),
                new PublicationEvent.DrawnListPublished(DRAW, list, 2));
    }

    private static String site(String label, String name, String objectId) {
        return "{\"label\":\""
                + label
                + "\",\"name\":\""
                + name
                + "\",\"objectId\":\""
                + objectId
                + "\",\"permitNo\":\"9904"
                + objectId
                + "\",\"stratum\":\"重点\"}";
    }

    /** From nothing to the published list and one published result; the index of the last event. */
    public long tellToTheEnd() {
        open();
        register();
        adoptAndPlan();
        openDraw();
        commit("bureau");
        commit("jw");
        announce();
        ledger.checkpoint(true);
        reveal("bureau");
        reveal("jw");
        close();
        ledger.checkpoint(true);
        confirmBeacon();
        complete();
        ledger.checkpoint(true);
        publishHash();
        assign();
        openLabels();
        publishResult();
        return publishList();
    }

    /** A second draw, computed and lapsed: announced late. */
    public long lapse() {
        List<DrawEvent> events = new ArrayList<>();
        events.add(opened(LAPSED_DRAW, 2, SECOND_PLAN));
        events.add(announced(LAPSED_DRAW, SECOND_PLAN));
        events.add(new DrawEvent.DrawClosed(LAPSED_DRAW, H, List.of(), List.of()));
        events.add(completed(LAPSED_DRAW, true));
        events.add(new DrawEvent.DrawLapsed(LAPSED_DRAW, "截止未及时见证"));
        return ledger.append(DrawEvent.stream(LAPSED_DRAW), events);
    }

    public long askVoid() {
        return ledger.append(
                DrawEvent.stream(LAPSED_DRAW),
                new DrawEvent.VoidRequested(LAPSED_DRAW, 1, "漏列企业（样本）"));
    }

    public long approveVoid() {
        return ledger.append(
                DrawEvent.stream(LAPSED_DRAW),
                new DrawEvent.RequestDecided(LAPSED_DRAW, 1, true, "属实"));
    }

    /** The lapsed draw is void as well, and its line may be drawn once more. */
    public long voidAndAllowRedraw() {
        return ledger.append(
                DrawEvent.stream(LAPSED_DRAW),
                List.of(
                        new DrawEvent.DrawVoided(LAPSED_DRAW, 1, H, "漏列企业（样本）", "jw", H + H),
                        new DrawEvent.RedrawRequested(LAPSED_DRAW, 2, "补齐后重抽（样本）"),
                        new DrawEvent.RequestDecided(LAPSED_DRAW, 2, true, "同意"),
                        new DrawEvent.RedrawAllowed(LAPSED_DRAW, 2, H, "补齐后重抽（样本）", "jw", H + H)));
    }

    /** The second line's next draw, with a result: now the quarter's lines are all drawn. */
    public long drawAgain() {
        return ledger.append(
                DrawEvent.stream(THIRD_DRAW),
                List.of(
                        opened(THIRD_DRAW, 3, SECOND_PLAN),
                        announced(THIRD_DRAW, SECOND_PLAN),
                        new DrawEvent.DrawClosed(THIRD_DRAW, H, List.of(), List.of()),
                        completed(THIRD_DRAW, false)));
    }

    private static PlanEvent.PlanLineAuthored plan(String line, String ruleSet) {
        return new PlanEvent.PlanLineAuthored(
                B,
                2026,
                4,
                line,
                "routine",
                "WH-PERMIT-01",
                "排污许可证载明事项清单式执法检查",
                "《排污许可管理条例》",
                ruleSet,
                15,
                false,
                false,
                List.of(new PlanEvent.StratumQuota("重点", 8, 2, "ceil(8 × 25%) = 2")));
    }

    private static DrawEvent.DrawOpened opened(String drawId, long number, String plan) {
        return new DrawEvent.DrawOpened(
                drawId,
                B,
                2026,
                number,
                plan,
                "intl",
                List.of(
                        new DrawEvent.Party("bureau", KEY, false),
                        new DrawEvent.Party("jw", KEY, true)));
    }

    private static DrawEvent.DrawAnnounced announced(String drawId, String plan) {
        return new DrawEvent.DrawAnnounced(
                drawId,
                "intl",
                "DRAW/1",
                "",
                plan,
                H,
                15,
                "2026-10-09",
                new DrawEvent.Roots(H, H, H),
                new DrawEvent.Counts(9, 1, 2, 8, 1, 0),
                List.of(new PlanEvent.StratumQuota("重点", 8, 2, "ceil(8 × 25%) = 2")),
                H,
                "00",
                List.of(
                        new DrawEvent.PartyCommitment("bureau", KEY, false, H),
                        new DrawEvent.PartyCommitment("jw", KEY, true, H)),
                new BeaconTerms("drand-quicknet", 30_000_000, "", 0, List.of(), ""),
                "2026-10-09T08:00:00.000Z",
                600,
                "2026-12-31T16:00:00.000Z");
    }

    private static SeedRevealed revealed(String drawId, String party) {
        return new SeedRevealed(drawId, party, H, H + H);
    }

    private static BeaconValue beacon() {
        return new BeaconValue("drand-quicknet", 30_000_000, "ab".repeat(48), "", "", List.of());
    }

    private static DrawEvent.DrawCompleted completed(String drawId, boolean lapsed) {
        return new DrawEvent.DrawCompleted(
                drawId, H, H, beacon(), H, "A", lapsed, Map.of("重点", 2L), 1, H, H);
    }
}
