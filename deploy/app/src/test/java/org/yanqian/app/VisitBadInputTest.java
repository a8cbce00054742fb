package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanqian.app.testing.Refusals.refused;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.DrawDriver.Visit;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.RunningService;

/** After the draw: who may record and publish what, and when. */
class VisitBadInputTest {
    private static final String BUREAU = "liuhe";
    private static final String INSPECTOR = BUREAU + "-inspector";
    private static final String PUBLISHER = BUREAU + "-publisher";
    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.shared();
        DrawDriver.furnish(service, BUREAU);
    }

    private static String day(long fromToday) {
        return LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(fromToday).toString();
    }

    private static Map<String, Object> report(Visit visit) {
        return new HashMap<>(
                Map.of(
                        "inspectors",
                        visit.inspectors(),
                        "inspectedOn",
                        day(0),
                        "outcome",
                        "NO_PROBLEM_FOUND",
                        "remarks",
                        "样本"));
    }

    private static void refusedReport(
            DrawDriver draw, Visit visit, int status, String code, String key, Object value) {
        Map<String, Object> body = report(visit);
        body.put(key, value);
        refused(service, status, code, () -> draw.post(INSPECTOR, path(visit.label()), body));
    }

    private static String path(String label) {
        return "/visits/" + label + "/inspection";
    }

    @Test
    void only_the_two_who_were_drawn_report_on_a_day_that_can_be() {
        DrawDriver draw = new DrawDriver(service, BUREAU).open("VISITS");
        draw.run(8);
        Visit visit = draw.visits().get(0);
        Visit other =
                draw.visits().stream()
                        .filter(v -> !v.inspectors().equals(visit.inspectors()))
                        .findFirst()
                        .orElseThrow();
        String one = visit.inspectors().get(0);
        refusedReport(draw, visit, 422, "NOT_ASSIGNED", "inspectors", other.inspectors());
        refusedReport(draw, visit, 422, "INSPECTORS_FEWER_THAN_TWO", "inspectors", List.of(one));
        refusedReport(
                draw, visit, 422, "INSPECTORS_FEWER_THAN_TWO", "inspectors", List.of(one, one));
        refusedReport(draw, visit, 422, "INSPECTORS_FEWER_THAN_TWO", "inspectors", List.of());
        refusedReport(draw, visit, 422, "INSPECTORS_FEWER_THAN_TWO", "inspectors", null);
        refusedReport(draw, visit, 422, "UNKNOWN_OUTCOME", "outcome", "ALL_SPLENDID");
        refusedReport(draw, visit, 422, "UNKNOWN_OUTCOME", "outcome", null);
        refusedReport(draw, visit, 422, "DATE_IMPLAUSIBLE", "inspectedOn", day(1));
        refusedReport(draw, visit, 422, "DATE_IMPLAUSIBLE", "inspectedOn", day(-2));
        refusedReport(draw, visit, 422, "DATE_IMPLAUSIBLE", "inspectedOn", "2026-13-01");
        refusedReport(draw, visit, 422, "DATE_IMPLAUSIBLE", "inspectedOn", null);
        String nowhere = path("00".repeat(32));
        refused(service, 404, "VISIT_UNKNOWN", () -> draw.post(INSPECTOR, nowhere, report(visit)));
        refused(
                service,
                403,
                "WRONG_BUREAU",
                () -> draw.post("yunling-inspector", path(visit.label()), report(visit)));
        refused(
                service,
                403,
                "WRONG_ROLE",
                () -> draw.post(draw.operator(), path(visit.label()), report(visit)));
        draw.post(INSPECTOR, path(visit.label()), report(visit)).ok();
        refused(
                service,
                409,
                "RESULT_RECORDED_ALREADY",
                () -> draw.post(INSPECTOR, path(visit.label()), report(visit)));
        publishInOrderOnly(draw, visit, other);
    }

    private static void publishInOrderOnly(DrawDriver draw, Visit done, Visit open) {
        String results = "/publications/results";
        refused(service, 409, "NOT_OPENED", () -> draw.post(PUBLISHER, "/publications/list", ""));
        refused(
                service,
                409,
                "NOT_OPENED",
                () -> draw.post(PUBLISHER, results, Map.of("labels", List.of())));
        refused(service, 403, "WRONG_ROLE", () -> draw.post(draw.operator(), "/opening", ""));
        draw.post(PUBLISHER, "/opening", "", "Prefer", "wait").ok();
        refused(service, 409, "ALREADY_OPENED", () -> draw.post(PUBLISHER, "/opening", ""));
        refused(
                service,
                409,
                "NOT_OPENED",
                () -> draw.post(PUBLISHER, results, Map.of("labels", List.of(done.label()))));
        draw.post(PUBLISHER, "/publications/list", "", "Prefer", "wait").ok();
        refused(
                service,
                409,
                "PUBLISHED_ALREADY",
                () -> draw.post(PUBLISHER, "/publications/list", ""));
        refused(
                service,
                404,
                "VISIT_UNKNOWN",
                () -> draw.post(PUBLISHER, results, Map.of("labels", List.of("00".repeat(32)))));
        refused(
                service,
                409,
                "RESULT_NOT_RECORDED",
                () -> draw.post(PUBLISHER, results, Map.of("labels", List.of(open.label()))));
        Reply published =
                draw.post(
                                PUBLISHER,
                                results,
                                Map.of("labels", List.of(done.label())),
                                "Prefer",
                                "wait")
                        .ok();
        assertThat(published.at("result", "results")).isEqualTo(1);
        refused(
                service,
                409,
                "PUBLISHED_ALREADY",
                () -> draw.post(PUBLISHER, results, Map.of("labels", List.of(done.label()))));
    }

    @Test
    void under_embargo_nothing_that_names_a_site_is_opened_or_published() {
        DrawDriver draw = new DrawDriver(service, BUREAU).open("EMBARGO").commitBoth();
        Map<String, Object> terms = draw.terms(8);
        String end = DrawDriver.in(10 * 86_400);
        terms.put("embargoEnd", end);
        draw.announce(terms).ok();
        draw.awaitAnnouncementWitnessed().revealBoth().closed().awaitBeacon().result().ok();
        Reply reply =
                refused(
                        service,
                        409,
                        "EMBARGO_NOT_ENDED",
                        () -> draw.post(PUBLISHER, "/opening", ""));
        assertThat(reply.string("message", "zh")).contains(end);
        refused(service, 409, "NOT_OPENED", () -> draw.post(PUBLISHER, "/publications/list", ""));
        String hash = draw.status().string("drawHash");
        String file = "/api/v1/public/draws/" + hash + "/files/draw.bundle";
        DrawDriver.await("bundle made", () -> service.get(null, file).status() == 200);
        String bundle = service.get(null, file).text();
        assertThat(bundle).contains(draw.id()).doesNotContain("QY00", "RY0", "云岭县样本厂");
        for (Visit visit : draw.visits()) {
            assertThat(bundle).doesNotContain(visit.inspectors());
        }
    }
}
