package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanqian.app.testing.Refusals.refused;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.Reply;
import org.yanqian.ledger.codec.Hex;

/** What may follow a draw, through the API and the party's own client. */
class AfterDrawTest extends AfterDraws {
    @Test
    void a_void_draw_stays_public_and_its_line_is_drawn_again_only_when_countersigned()
            throws IOException {
        DrawDriver first = new DrawDriver(service, BUREAU).open("VOID");
        String plan = "plan/" + BUREAU + "/2026/Q4/VOID";
        String hash = first.run(20).string("result", "drawHash");
        DrawDriver.Visit visit = first.visits().get(0);
        first.post(first.operator(), "/void-requests", Map.of("reason", "漏列企业（样本）")).ok();
        decideAndCountersign(first, 1);
        refused(service, 409, "COUNTERSIGNATURE_REQUIRED", () -> first.tryOpen(plan));
        refused(
                service,
                409,
                "DRAW_VOIDED",
                () ->
                        first.post(
                                BUREAU + "-inspector",
                                "/visits/" + visit.label() + "/inspection",
                                Map.of("inspectors", visit.inspectors(), "outcome", "x")));
        first.post(first.operator(), "/redraw-requests", Map.of("reason", "补齐后重抽（样本）")).ok();
        decideAndCountersign(first, 2);

        DrawDriver second = new DrawDriver(service, BUREAU).reopen(plan);
        String again = second.run(20).string("result", "drawHash");
        Reply shown = lookUp(hash);
        assertThat(shown.at("voided")).isEqualTo(true);
        assertThat(shown.string("voidReason")).isEqualTo("漏列企业（样本）");
        Reply redrawn = lookUp(again);
        assertThat(redrawn.at("tryNumber")).isEqualTo(2);
        assertThat(redrawn.string("tryReason")).isEqualTo("补齐后重抽（样本）");
        assertThat(redrawn.list("tries")).hasSize(2);
        requireProven(second.id(), "第 2 次抽取，原因：补齐后重抽（样本）", "作废 VOID");
    }

    @Test
    void nobody_chooses_who_steps_in_for_an_inspector_who_cannot_go() throws IOException {
        DrawDriver draw = new DrawDriver(service, BUREAU).open("SICK");
        draw.run(20);
        DrawDriver.Visit visit = draw.visits().get(0);
        Map<String, Object> place = place(visit, visit.labels().get(0));
        String approver = BUREAU + "-approver";
        refused(
                service,
                422,
                "VACANCY_PLACE_UNKNOWN",
                () -> ask(draw, false, place(visit, "cd".repeat(32))));
        refused(
                service,
                422,
                "EVIDENCE_MISSING",
                () ->
                        ask(
                                draw,
                                false,
                                Map.of(
                                        "visit",
                                        visit.label(),
                                        "role",
                                        "enforcement",
                                        "replaced",
                                        visit.labels().get(0),
                                        "reason",
                                        "病假（样本）")));
        ask(draw, false, place).ok();
        long round = setting.roundIn(8);
        Map<String, Object> decision =
                Map.of(
                        "approved",
                        true,
                        "marginSeconds",
                        1,
                        "beacon",
                        Map.of("type", "drand-local", "round", round));
        String first = "/vacancies/requests/1/decision";
        refused(
                service,
                422,
                "TIMES_OUT_OF_BOUNDS",
                () ->
                        draw.post(
                                approver,
                                first,
                                Map.of(
                                        "approved",
                                        true,
                                        "beacon",
                                        Map.of("type", "drand-local", "round", 1))));
        draw.post(approver, first, decision).ok();
        Map<String, Object> value = value(round);
        refused(
                service,
                409,
                "BEACON_TOO_EARLY",
                () -> draw.post(draw.operator(), "/vacancies/1/execution", value));
        long at = setting.roundTimeMillis(round);
        DrawDriver.await("round " + round, () -> System.currentTimeMillis() > at + 50);
        Reply executed = draw.post(draw.operator(), "/vacancies/1/execution", value).ok();
        assertThat(executed.at("result", "late")).isEqualTo(false);
        String substitute =
                (String)
                        ((Map<?, ?>) executed.list("result", "substitutes").get(0))
                                .get("certificateNo");
        assertThat(visit.inspectors()).doesNotContain(substitute);
        List<String> team = List.of(visit.inspectors().get(1), substitute);
        refused(service, 422, "NOT_ASSIGNED", () -> inspect(draw, visit, visit.inspectors()));
        secondVacancyOfTheVisit(draw, visit);
        inspect(draw, visit, teamOf(draw, visit)).ok();
        assertThat(teamOf(draw, visit))
                .contains(substitute)
                .doesNotContainAnyElementsOf(visit.inspectors());
        assertThat(team).hasSize(2);
        requireProven(draw.id(), "VACANCY_URGENT");
    }

    // The other one falls ill on the morning of the visit: urgent, and countersigned.
    private void secondVacancyOfTheVisit(DrawDriver draw, DrawDriver.Visit visit)
            throws IOException {
        ask(draw, true, place(visit, visit.labels().get(1))).ok();
        String step = "/vacancies/requests/2/decision";
        refused(
                service,
                409,
                "VACANCY_NOT_COUNTERSIGNED",
                () -> draw.post(BUREAU + "-approver", step, YES));
        DrawDriver.await(
                "vacancy witnessed",
                () ->
                        vacancies(draw).stream()
                                .anyMatch(
                                        v ->
                                                v.get("request").equals(2)
                                                        && Boolean.TRUE.equals(
                                                                ((Map<?, ?>) v.get("event"))
                                                                        .get("witnessed"))));
        countersign(draw, 2, "--vacancy");
        draw.post(BUREAU + "-approver", step, YES).ok();
        draw.post(draw.operator(), "/vacancies/2/execution", Map.of("type", "none")).ok();
    }

    private static Map<String, Object> value(long round) {
        return Map.of(
                "type",
                "drand-local",
                "round",
                round,
                "signature",
                Hex.format(setting.drand.sign(round)));
    }

    private static List<String> teamOf(DrawDriver draw, DrawDriver.Visit visit) {
        List<String> team = new ArrayList<>(visit.inspectors());
        for (Map<?, ?> vacancy : vacancies(draw)) {
            for (Object one : (List<?>) vacancy.get("substitutes")) {
                int gone = visit.labels().indexOf(((Map<?, ?>) one).get("replaced"));
                team.set(gone, (String) ((Map<?, ?>) one).get("certificateNo"));
            }
        }
        return team;
    }

    private static Reply lookUp(String hash) {
        String path = "/api/v1/public/draws/" + hash;
        DrawDriver.await("shown", () -> service.get(null, path).status() == 200);
        return service.get(null, path).ok();
    }

    private void decideAndCountersign(DrawDriver draw, long request) throws IOException {
        String step = "/requests/" + request;
        refused(
                service,
                403,
                "WRONG_ROLE",
                () -> draw.post(draw.operator(), step + "/decision", YES));
        draw.post(BUREAU + "-approver", step + "/decision", YES).ok();
        refused(
                service,
                422,
                "PARTY_NOT_SUPERVISING",
                () ->
                        draw.post(
                                BUREAU + "-seed-party",
                                step + "/countersignature",
                                Map.of("party", "bureau", "signature", "00")));
        DrawDriver.await("request witnessed", () -> witnessed(draw, request));
        countersign(draw, request);
    }

    private static boolean witnessed(DrawDriver draw, long request) {
        return draw.status().ok().list("requests").stream()
                .map(Map.class::cast)
                .filter(r -> r.get("request").equals((int) request))
                .anyMatch(r -> Boolean.TRUE.equals(((Map<?, ?>) r.get("event")).get("witnessed")));
    }
}
