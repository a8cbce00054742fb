package org.yanqian.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventTypes;
import org.yanqian.query.projection.Projection;
import org.yanqian.query.projection.ProjectionPositions;
import org.yanqian.query.testing.ClosureStory;
import org.yanqian.query.testing.CountyStory;
import org.yanqian.query.testing.LedgerSeed;
import org.yanqian.query.testing.QueryTestApplication;
import org.yanqian.query.testing.Reader;
import org.yanqian.query.testing.RecordingProjection;

/** One county's quarter through a real ledger, real projections and real HTTP. */
@SpringBootTest(
        classes = QueryTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CountyQuarterTest {
    private static final String PUBLIC_DRAWS = "/api/v1/public/draws";

    private final CountyStory story;
    private final ClosureStory closure;
    private final List<Projection> projections;
    private final ProjectionPositions positions;
    private final RecordingProjection recording;
    private Reader operator;
    private Reader anybody;
    private Reader admin;

    @Autowired
    CountyQuarterTest(
            DataSource dataSource,
            List<Projection> projections,
            ProjectionPositions positions,
            RecordingProjection recording) {
        LedgerSeed ledger = new LedgerSeed(dataSource);
        this.story = new CountyStory(ledger);
        this.closure = new ClosureStory(ledger);
        this.projections = projections;
        this.positions = positions;
        this.recording = recording;
    }

    @BeforeAll
    void readers(@LocalServerPort int port) {
        operator = new Reader(port, "operator");
        anybody = new Reader(port, "");
        admin = new Reader(port, "admin");
    }

    private Map<String, String> ofDraw(long atLeast) {
        return operator.queue(atLeast, CountyStory.DRAW);
    }

    @Test
    @Order(0)
    void registriesStandAsTheLastEventLeftThem() {
        story.open();
        long index = story.register();
        assertThat(operator.items("/api/v1/registry/targets?atLeast=" + index))
                .extracting(t -> t.get("objectId"))
                .containsExactly("QY000001", "QY000002");
        assertThat(operator.items("/api/v1/registry/targets?sort=objectId,desc&q=QY00000&size=1"))
                .extracting(t -> t.get("objectId"))
                .containsExactly("QY000002");
        assertThat(operator.json("/api/v1/registry/targets?size=1&page=1").get("total"))
                .isEqualTo(2L);
        assertThat(operator.items("/api/v1/registry/targets?class=%E7%AE%80%E5%8C%96")).isEmpty();
        assertThat(operator.items("/api/v1/registry/inspectors"))
                .extracting(i -> i.get("personId"), i -> i.get("certificate"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("RY00001", "VALID"),
                        org.assertj.core.groups.Tuple.tuple("RY00002", "EXPIRED"));
    }

    @Test
    @Order(1)
    void anErasureWaitsUntilAnotherHasDecidedIt() {
        assertThat(operator.queue(story.askErasure(1), "RY00003"))
                .isEqualTo(Map.of("ERASURE_TO_DECIDE", "TO_DO"));
        assertThat(operator.queue(story.declineErasure(), "RY00003")).isEmpty();
        assertThat(operator.item(story.askErasure(2), "ERASURE_TO_DECIDE"))
                .containsEntry("role", "approver")
                .containsEntry("bureau", CountyStory.B)
                .containsEntry("objectId", "RY00003");
        assertThat(operator.get("/queue?kind=ERASURE_TO_DECIDE").body())
                .contains("个人信息删除待审批", "RY00003");
        assertThat(operator.queue(story.erase(), "RY00003")).isEmpty();
    }

    @Test
    @Order(2)
    void theQueueFollowsADrawStepByStep() {
        long planned = story.adoptAndPlan();
        assertThat(operator.queue(planned, CountyStory.PLAN))
                .isEqualTo(Map.of("PLAN_LINE_TO_DRAW", "TO_DO"));
        assertThat(operator.item(planned, "PLAN_LINE_TO_DRAW"))
                .containsEntry("dueAt", "2026-12-31T15:59:59Z")
                .containsEntry("dueBasis", "END_OF_QUARTER")
                .containsEntry("quantity", 2L);
        assertThat(ofDraw(story.openDraw()))
                .isEqualTo(Map.of("DRAW_IN_PROGRESS", "AWAITING_COMMITMENTS"));
        long one = story.commit("bureau");
        assertThat(operator.item(one, "DRAW_IN_PROGRESS")).containsEntry("assignees", "jw");
        assertThat(ofDraw(story.commit("jw")))
                .isEqualTo(Map.of("DRAW_IN_PROGRESS", "AWAITING_ANNOUNCEMENT"));
    }

    @Test
    @Order(3)
    void anAnnouncementWaitsForAWitnessBeforeAnybodyReveals() {
        long announced = story.announce();
        assertThat(ofDraw(announced)).isEqualTo(Map.of("DRAW_IN_PROGRESS", "WAITING_FOR_WITNESS"));
        story.ledger.checkpoint(true);
        assertThat(ofDraw(announced)).isEqualTo(Map.of("DRAW_IN_PROGRESS", "AWAITING_REVEALS"));
        assertThat(operator.item(announced, "DRAW_IN_PROGRESS"))
                .containsEntry("dueBasis", "REVEAL_DEADLINE")
                .containsEntry("assignees", "bureau jw");
        story.reveal("bureau");
        assertThat(ofDraw(story.reveal("jw")))
                .isEqualTo(Map.of("DRAW_IN_PROGRESS", "AWAITING_CLOSE"));
        long closed = story.close();
        assertThat(ofDraw(closed)).isEqualTo(Map.of("DRAW_IN_PROGRESS", "WAITING_FOR_WITNESS"));
        story.ledger.checkpoint(true);
        // Round 30,000,000 of quicknet: 2026-06-29T04:39:24 Beijing plus its period; long past
        // here.
        assertThat(operator.item(closed, "DRAW_IN_PROGRESS").get("state"))
                .isIn("AWAITING_BEACON", "AWAITING_RESULT");
        story.confirmBeacon();
    }

    @Test
    @Order(4)
    void nothingIsPublicBeforeTheHashIs() {
        long completed = story.complete();
        assertThat(ofDraw(completed).keySet())
                .containsExactly("DRAWN_LIST_TO_PUBLISH", "DRAW_HASH_TO_PUBLISH", "LABELS_TO_OPEN");
        HttpResponse<String> early =
                anybody.get(PUBLIC_DRAWS + "/" + story.drawHash() + "?atLeast=" + completed);
        assertThat(early.statusCode()).isEqualTo(404);
        assertThat(early.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(early.body()).contains("DRAW_NOT_FOUND", "没有找到已公示的该抽取哈希");
        assertThat(anybody.items(PUBLIC_DRAWS)).isEmpty();
        assertThat(operator.items("/api/v1/draws?atLeast=" + completed))
                .extracting(d -> d.get("state"))
                .containsExactly("COMPLETED");
    }

    @Test
    @Order(5)
    void thePublicLookupShowsWhatProvesTheDrawAndNoSite() {
        story.ledger.checkpoint(true);
        long published = story.publishHash();
        story.assign();
        long all = story.publishResult();
        String path = PUBLIC_DRAWS + "/" + story.drawHash();
        Map<String, Object> draw = anybody.json(path + "?atLeast=" + all);
        assertThat(draw)
                .containsEntry("drawId", CountyStory.DRAW)
                .containsEntry("grade", "A")
                .containsEntry("lapsed", false)
                .containsEntry("unstaffable", 1L)
                .containsEntry("tryNumber", 1L)
                .containsEntry("listPublished", false)
                .containsEntry("resultsPublished", 0L);
        assertThat(draw.get("strata").toString())
                .contains("ceil(8 × 25%) = 2", "base=8", "quota=2", "drawn=2");
        assertThat(draw.get("checkpoints").toString()).contains("witness.sample");
        assertThat(draw.get("files").toString()).contains("draw.bundle", "bytes=3");
        assertThat(anybody.get(path + "/files/draw.bundle").body()).hasSize(3);
        assertThat(anybody.get(path + "/files/other").statusCode()).isEqualTo(404);
        assertThat(anybody.items(PUBLIC_DRAWS + "?year=2026&bureau=" + CountyStory.B)).hasSize(1);
        assertThat(anybody.items(PUBLIC_DRAWS + "?year=2025")).isEmpty();
        assertThat(published).isLessThan(all);
    }

    @Test
    @Order(6)
    void noPublicEndpointShowsASiteBeforeTheDrawnListIsPublished() {
        String path = PUBLIC_DRAWS + "/" + story.drawHash();
        for (String url :
                List.of(
                        "/",
                        "/draws",
                        "/draws/" + story.drawHash(),
                        PUBLIC_DRAWS,
                        path,
                        path + "/results",
                        path + "/drawn-list",
                        path + "/labels",
                        "/queue",
                        "/tasks",
                        "/registry/targets",
                        "/api/v1/queue",
                        "/api/v1/tasks",
                        "/api/v1/draws",
                        "/api/v1/registry/targets")) {
            assertThat(anybody.get(url).body())
                    .as(url)
                    .doesNotContain(CountyStory.SECRET_SITE, "QY000001", CountyStory.LABEL_1);
        }
        assertThat(anybody.get(path + "/results").statusCode()).isEqualTo(404);
        long opened = story.openLabels();
        assertThat(anybody.get(path + "/labels?atLeast=" + opened).statusCode()).isEqualTo(404);
        long list = story.publishList();
        assertThat(anybody.items(path + "/results?atLeast=" + list))
                .extracting(r -> r.get("targetName"))
                .containsExactly(CountyStory.SECRET_SITE);
        assertThat(anybody.get(path + "/drawn-list").body()).contains(CountyStory.SECRET_SITE);
        assertThat(anybody.get(path + "/labels").body()).isEqualTo("[\"labels\"]");
        String page = "/draws/" + story.drawHash();
        assertThat(anybody.get(page + "?size=1").body())
                .contains(CountyStory.SECRET_SITE, "listPage=1", "9904QY000001")
                .doesNotContain("QY000002");
        assertThat(anybody.get(page + "?size=1&listPage=1").body())
                .contains("QY000002", "listPage=0", "未发现问题");
        assertThat(anybody.get(page + "?q=qy000002").body())
                .contains("QY000002")
                .doesNotContain(CountyStory.SECRET_SITE);
    }

    @Test
    @Order(7)
    void anInspectorSeesOnlyTheirOwnTasks() {
        assertThat(operator.as("inspector").items("/api/v1/tasks"))
                .extracting(k -> k.get("objectId"), k -> k.get("colleagues"), k -> k.get("state"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("QY000001", "RY00002", "TO_DO"));
        assertThat(operator.as("inspector").get("/api/v1/tasks?inspector=RY00002").statusCode())
                .isEqualTo(403);
        assertThat(operator.items("/api/v1/tasks?inspector=99042100002")).hasSize(1);
        assertThat(operator.as("stranger").items("/api/v1/tasks")).isEmpty();
    }

    @Test
    @Order(7)
    void whoeverStepsInHasTheTaskAndAnotherVacancyOfTheVisitWaitsForTheOtherSide() {
        assertThat(ofDraw(story.askVacancy(1)))
                .containsEntry("REQUEST_TO_DECIDE", "TO_DO")
                .doesNotContainKey("REQUEST_TO_COUNTERSIGN");
        assertThat(ofDraw(story.announceVacancy(1, 1)))
                .containsKey("VACANCY_TO_EXECUTE")
                .doesNotContainKey("REQUEST_TO_DECIDE");
        long changed = story.executeVacancy();
        assertThat(ofDraw(changed)).doesNotContainKey("VACANCY_TO_EXECUTE");
        assertThat(operator.item(changed, "VISIT_TO_INSPECT"))
                .containsEntry("assignees", "99042100001 99042100003");
        assertThat(operator.items("/api/v1/tasks?inspector=99042100003")).hasSize(1);
        assertThat(operator.items("/api/v1/tasks?inspector=99042100002")).isEmpty();
        assertThat(anybody.json(PUBLIC_DRAWS + "/" + story.drawHash()))
                .containsEntry("vacancies", 1L)
                .containsEntry("urgentVacancies", 1L);
        assertThat(ofDraw(story.askVacancy(2))).containsKey("REQUEST_TO_COUNTERSIGN");
        assertThat(ofDraw(story.countersignVacancy(2))).doesNotContainKey("REQUEST_TO_COUNTERSIGN");
        assertThat(ofDraw(story.rejectVacancy(2))).doesNotContainKey("REQUEST_TO_DECIDE");
        story.undoVacancy();
    }

    @Test
    @Order(7)
    void aSiteFoundClosedAndALoanWaitForOnePersonAfterTheOther() {
        assertThat(ofDraw(closure.report())).containsKey("CLOSURE_TO_CONFIRM");
        assertThat(ofDraw(closure.confirm()))
                .containsKey("REQUEST_TO_DECIDE")
                .doesNotContainKey("CLOSURE_TO_CONFIRM");
        assertThat(ofDraw(closure.approve()))
                .containsKey("REQUEST_TO_COUNTERSIGN")
                .doesNotContainKey("REQUEST_TO_DECIDE");
        assertThat(ofDraw(closure.countersign())).doesNotContainKey("REQUEST_TO_COUNTERSIGN");
        assertThat(ofDraw(closure.askLoan())).containsKey("REQUEST_TO_DECIDE");
        assertThat(ofDraw(closure.decideLoan())).doesNotContainKey("REQUEST_TO_DECIDE");
    }

    @Test
    @Order(8)
    void theResultDeadlineRunsFromTheCompletedQuarter() {
        long first = story.record(CountyStory.LABEL_1, "QY000001", "2026-11-20");
        Map<String, Object> estimate = operator.item(first, "RESULT_TO_PUBLISH");
        // Quarter open: 20 working days after 31 December, in a year without a notice.
        assertThat(estimate)
                .containsEntry("dueBasis", "QUARTER_NOT_YET_COMPLETED")
                .containsEntry("provisional", true)
                .containsEntry("targetName", CountyStory.SECRET_SITE);
        assertThat(ofDraw(first)).containsKey("VISIT_OWED").doesNotContainKey("VISIT_TO_INSPECT");
        assertThat(operator.as("inspector").items("/api/v1/tasks?atLeast=" + first))
                .extracting(k -> k.get("state"))
                .containsExactly("DONE");
        long second = story.record(CountyStory.LABEL_2, "QY000002", "2026-11-25");
        assertThat(operator.item(second, "RESULT_TO_PUBLISH"))
                .containsEntry("dueBasis", "QUARTER_NOT_YET_COMPLETED");
        long lapsed = story.lapse();
        assertThat(operator.queue(lapsed, CountyStory.LAPSED_DRAW))
                .containsEntry("DRAW_IN_PROGRESS", "LAPSED")
                .containsKey("DRAW_HASH_TO_PUBLISH");
        long asked = story.askVoid();
        assertThat(operator.queue(asked, CountyStory.LAPSED_DRAW))
                .containsEntry("REQUEST_TO_DECIDE", "TO_DO");
        assertThat(operator.item(asked, "REQUEST_TO_DECIDE")).containsEntry("role", "approver");
        assertThat(operator.queue(story.approveVoid(), CountyStory.LAPSED_DRAW))
                .containsEntry("REQUEST_TO_COUNTERSIGN", "TO_DO")
                .doesNotContainKey("REQUEST_TO_DECIDE");
        assertThat(operator.queue(story.voidAndAllowRedraw(), CountyStory.LAPSED_DRAW))
                .containsEntry("DRAW_IN_PROGRESS", "REDRAW_ALLOWED")
                .doesNotContainKeys("REQUEST_TO_COUNTERSIGN", "REQUEST_TO_DECIDE");
        long again = story.drawAgain();
        assertThat(operator.queue(again, CountyStory.LAPSED_DRAW))
                .doesNotContainKey("DRAW_IN_PROGRESS");
        assertThat(operator.items("/api/v1/draws?drawId=" + CountyStory.THIRD_DRAW))
                .extracting(d -> d.get("tryNumber"))
                .containsExactly(2L);
        assertThat(operator.items("/api/v1/draws?drawId=" + CountyStory.LAPSED_DRAW))
                .extracting(d -> d.get("state"))
                .containsExactly("VOIDED");
        // Twenty working days after 25 November 2026, no holiday between.
        assertThat(operator.item(again, "RESULT_TO_PUBLISH"))
                .containsEntry("dueBasis", "QUARTER_COMPLETED")
                .containsEntry("dueAt", "2026-12-23T15:59:59Z")
                .containsEntry("provisional", false);
        long published = story.publishResult();
        assertThat(operator.items("/api/v1/queue?kind=RESULT_TO_PUBLISH&atLeast=" + published))
                .extracting(i -> i.get("objectId"))
                .containsExactly("QY000002");
    }

    @Test
    @Order(9)
    void everyEventTypeReachesItsHandlerUnderItsOwnIndex() throws InterruptedException {
        long last = admin.sealed() - 1;
        assertThat(positions.await(List.of("recording"), last, 5_000)).isTrue();
        Set<Class<?>> reached = new HashSet<>();
        recording.seen.forEach(seen -> reached.add(seen.type()));
        assertThat(reached).containsExactlyInAnyOrderElementsOf(EventTypes.all().values());
        assertThat(recording.seen)
                .extracting(seen -> seen.place().index())
                .containsExactlyElementsOf(
                        java.util.stream.LongStream.rangeClosed(0, last).boxed().toList());
    }

    @Test
    @Order(10)
    void everyProjectionCanBeDroppedAndComesOutEqual() throws InterruptedException {
        awaitAll();
        Map<String, List<String>> before = rows();
        assertThat(before.values()).allSatisfy(rows -> assertThat(rows).isNotEmpty());
        resetAll();
        assertThat(rows()).isEqualTo(before);
        assertThat(admin.post("/api/v1/admin/projections/none/reset").statusCode()).isEqualTo(404);
    }

    private void resetAll() throws InterruptedException {
        for (Projection projection : projections) {
            HttpResponse<String> answer =
                    admin.post("/api/v1/admin/projections/" + projection.name() + "/reset");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
        awaitAll();
    }

    private void awaitAll() throws InterruptedException {
        List<String> names = projections.stream().map(Projection::name).toList();
        assertThat(positions.await(names, admin.sealed() - 1, 20_000))
                .as(positions.all().toString())
                .isTrue();
    }

    private Map<String, List<String>> rows() {
        return projections.stream()
                .flatMap(projection -> projection.tables().stream())
                .collect(Collectors.toMap(table -> table, story.ledger::rows));
    }

    @Test
    @Order(11)
    void anEventThatAProjectionCannotTakeIsShownAndHoldsUpOnlyItsDraw()
            throws InterruptedException {
        String unknown = LedgerSeed.ORIGIN + "/" + CountyStory.B + "/2026/9";
        String zero = "0".repeat(64);
        long bad =
                story.ledger.append(
                        DrawEvent.stream(unknown),
                        List.of(
                                new DrawEvent.DrawLapsed(unknown, "没有立项"),
                                new DrawEvent.SeedCommitted(unknown, "jw", zero, zero)));
        awaitAll();
        List<Map<String, Object>> letters = admin.items("/api/v1/admin/dead-letters");
        assertThat(letters)
                .filteredOn(l -> l.get("projection").equals("workqueue"))
                .extracting(l -> l.get("type"), l -> l.get("index"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("draw.lapsed", bad - 1),
                        org.assertj.core.groups.Tuple.tuple("draw.seed-committed", bad));
        assertThat(letters.get(0).get("cause").toString()).contains("EmptyResultDataAccess");
        Map<String, List<String>> before = rows();
        long deadLetters = letters.size();
        resetAll();
        assertThat(rows()).isEqualTo(before);
        assertThat(admin.items("/api/v1/admin/dead-letters")).hasSize((int) deadLetters);
    }

    @Test
    @Order(12)
    void aBureauSeesOnlyItselfAndTheAuditorAll() {
        assertThat(operator.as("stranger").items("/api/v1/queue")).isEmpty();
        assertThat(
                        operator.as("stranger")
                                .get("/api/v1/queue?bureau=" + CountyStory.B)
                                .statusCode())
                .isEqualTo(403);
        assertThat(operator.as("auditor").items("/api/v1/queue")).isNotEmpty();
        assertThat(anybody.get("/api/v1/queue").statusCode()).isEqualTo(401);
        assertThat(operator.as("inspector").get("/api/v1/queue").body()).contains("ROLE_REQUIRED");
        assertThat(operator.post("/api/v1/admin/projections/workqueue/reset").statusCode())
                .isEqualTo(403);
    }

    @Test
    @Order(13)
    void readingAheadOfTheLedgerAnswers503AndSaysWhenToTryAgain() {
        long start = System.nanoTime();
        HttpResponse<String> answer = operator.get("/api/v1/queue?atLeast=1000000");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("NOT_YET_VISIBLE");
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                .isBetween(4_900L, 9_000L);
    }

    @Test
    @Order(14)
    void badParametersAreRefusedByCode() {
        for (String query :
                List.of("page=-1", "size=0", "size=201", "sort=secret", "sort=dueAt,up")) {
            HttpResponse<String> answer = operator.get("/api/v1/queue?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(answer.body()).contains("BAD_PARAMETER");
        }
        assertThat(anybody.get(PUBLIC_DRAWS + "?year=20x6").statusCode()).isEqualTo(400);
        assertThat(operator.items("/api/v1/queue?q=%25%27--")).isEmpty();
    }

    @Test
    @Order(15)
    void pagesSpeakChineseFirstAndEnglishOnRequest() {
        String hash = story.drawHash();
        for (String page :
                List.of(
                        "/",
                        "/draws",
                        "/draws/" + hash,
                        "/queue",
                        "/tasks",
                        "/registry/targets",
                        "/registry/inspectors")) {
            HttpResponse<String> chinese = operator.get(page);
            assertThat(chinese.statusCode()).as(page + chinese.body()).isEqualTo(200);
            assertThat(chinese.body()).contains("lang=\"zh-CN\"").doesNotContain("区块链", "<script");
            HttpResponse<String> english = operator.get(page + "?lang=en");
            assertThat(english.body()).contains("lang=\"en\"");
            assertThat(english.headers().firstValue("Set-Cookie").orElse("")).contains("lang=en");
            assertThat(operator.get(page, "Cookie", "lang=en").body()).contains("lang=\"en\"");
        }
        assertThat(operator.as("inspector").location("/queue")).endsWith("/tasks");
        assertThat(anybody.get("/queue").body()).contains("请先登录", "href=\"/login\"");
        assertThat(anybody.location("/draws?hash=%20" + hash.toUpperCase()))
                .endsWith("/draws/" + hash);
        assertThat(anybody.get("/draws/" + hash).body())
                .contains(
                        "java -jar yanqian-verify.jar draw draw.bundle --policy policy",
                        "witness.sample",
                        "ceil(8 × 25%) = 2",
                        hash);
        HttpResponse<String> missing = anybody.get("/draws/" + Hex.format(new byte[32]));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("没有找到已公示的该抽取哈希").contains("<html");
    }
}
