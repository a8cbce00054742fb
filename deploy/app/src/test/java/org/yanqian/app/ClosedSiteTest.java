package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanqian.app.testing.Refusals.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yanqian.app.testing.Cli;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.Setting;

/** A site found closed on the spot, the reserve that follows, and inspectors lent for it. */
class ClosedSiteTest extends AfterDraws {
    @Test
    void a_site_found_closed_by_two_is_followed_by_the_next_reserve_and_lent_inspectors_may_go()
            throws IOException {
        DrawDriver draw = new DrawDriver(service, BUREAU).open("CLOSED");
        draw.run(30);
        DrawDriver.Visit visit = draw.visits().get(0);
        Map<String, String> report =
                Map.of(
                        "visit", visit.label(),
                        "reason", "厂区已拆除（样本）",
                        "evidence", "ab".repeat(32));
        String reporter = officer(visit.inspectors().get(0));
        String second = officer(visit.inspectors().get(1));
        refused(
                service,
                422,
                "CLOSED_SITE_NOT_VISITED",
                () -> draw.post(reporter, "/closures?prepare=true", report));
        inspect(draw, visit, visit.inspectors(), "NOT_INSPECTABLE").ok();
        refused(
                service,
                422,
                "OFFICER_SIGNATURE_REQUIRED",
                () -> draw.post(reporter, "/closures", report));
        refused(
                service,
                422,
                "NOT_ASSIGNED",
                () -> draw.post(BUREAU + "-inspector", "/closures?prepare=true", report));
        Map<String, String> nowhere = new HashMap<>(report);
        nowhere.put("visit", "00".repeat(32));
        refused(
                service,
                404,
                "VISIT_UNKNOWN",
                () -> draw.post(reporter, "/closures?prepare=true", nowhere));
        submit(draw, reporter, "/closures", report);
        String step = "/closures/requests/1";
        refused(
                service,
                422,
                "NOT_ASSIGNED",
                () ->
                        draw.post(
                                BUREAU + "-inspector",
                                step + "/confirmation?prepare=true",
                                Map.of()));
        refused(
                service,
                404,
                "REQUEST_UNKNOWN",
                () ->
                        draw.post(
                                second,
                                "/closures/requests/7/confirmation?prepare=true",
                                Map.of()));
        refused(
                service,
                422,
                "CLOSURE_ONE_INSPECTOR",
                () -> draw.post(reporter, step + "/confirmation?prepare=true", Map.of()));
        refused(
                service,
                422,
                "CLOSURE_ONE_INSPECTOR",
                () -> draw.post(BUREAU + "-approver", step + "/decision", YES));
        submit(draw, second, step + "/confirmation", Map.of());
        draw.post(BUREAU + "-approver", step + "/decision", YES).ok();
        DrawDriver.await(
                "confirmation witnessed",
                () ->
                        Boolean.TRUE.equals(
                                ((Map<?, ?>) closure(draw).get("event")).get("witnessed")));
        countersign(draw, 1, "--closed-site");
        String reserve = String.valueOf(closure(draw).get("reserve"));
        assertThat(closure(draw).get("state")).isEqualTo("DONE");
        assertThat(closure(draw).get("operates")).isEqualTo(List.of());
        assertThat(draw.visits()).extracting(DrawDriver.Visit::label).doesNotContain(reserve);
        lendFromQingxi(draw);
        List<String> team = staff(draw, reserve);
        assertThat(team).hasSize(2).doesNotHaveDuplicates();
        inspect(draw, new DrawDriver.Visit(reserve, "", team, List.of()), team).ok();
        requireProven(draw.id(), "VACANCY_URGENT");
    }

    private static Map<?, ?> closure(DrawDriver draw) {
        return (Map<?, ?>)
                service.get("discipline-auditor", draw.path() + "/closures")
                        .ok()
                        .list("requests")
                        .get(0);
    }

    /** The account of one inspector, named as the registry names the person, with an enrolled key. */
    private String officer(String certificate) throws IOException {
        String person = "RY" + certificate.substring(6);
        service.addAccountLike(BUREAU + "-inspector", person);
        Path key = folder.resolve(person + ".json");
        ok(Cli.run("keygen", "--suite", "gm", "--out", key));
        Path token = Files.writeString(folder.resolve("admin"), service.token("security-admin"));
        Object[] prove = {
            "key",
            "prove",
            "--key",
            key,
            "--origin",
            Setting.ORIGIN,
            "--kind",
            "officer",
            "--bureau",
            BUREAU,
            "--holder",
            person,
            "--post",
            service.url(),
            "--token-file",
            token
        };
        ok(Cli.run(prove));
        return person;
    }

    private void submit(DrawDriver draw, String person, String step, Map<String, String> body)
            throws IOException {
        Path file = Files.writeString(folder.resolve("body.json"), Reply.format(body));
        Path token = Files.writeString(folder.resolve("token"), service.token(person));
        Object[] submit = {
            "officer",
            "submit",
            "--key",
            folder.resolve(person + ".json"),
            "--officer",
            person,
            "--service",
            service.url(),
            "--token-file",
            token,
            "--path",
            draw.path() + step,
            "--body",
            file
        };
        ok(Cli.run(submit));
    }

    private static void ok(Cli cli) {
        assertThat(cli.exit()).as(cli.out() + cli.err()).isZero();
    }

    // A neighbouring bureau grants what this one asks for; this one's approver cannot.
    private static void lendFromQingxi(DrawDriver draw) {
        DrawDriver.furnish(service, "qingxi");
        Map<String, Object> loan =
                Map.of(
                        "bureau",
                        "qingxi",
                        "inspectors",
                        List.of("RY01003", "RY01004"),
                        "capacity",
                        2,
                        "reason",
                        "本县人员不足（样本）");
        refused(
                service,
                422,
                "LOAN_NOT_POSSIBLE",
                () ->
                        draw.post(
                                draw.operator(),
                                "/loans",
                                Map.of(
                                        "bureau",
                                        BUREAU,
                                        "inspectors",
                                        List.of("RY00001"),
                                        "reason",
                                        "样本")));
        draw.post(draw.operator(), "/loans", loan).ok();
        String step = "/loans/requests/1/decision";
        refused(service, 403, "WRONG_BUREAU", () -> draw.post(BUREAU + "-approver", step, YES));
        draw.post("qingxi-approver", step, YES).ok();
        assertThat(service.get("discipline-auditor", draw.path() + "/loans").ok().text())
                .contains("GRANTED");
    }

    /** Certificate numbers of those who are sent on an owed visit. */
    private static List<String> staff(DrawDriver draw, String visit) {
        List<Map<String, Object>> places = new ArrayList<>();
        for (Object one :
                service.get("discipline-auditor", draw.path() + "/vacancies").ok().list("empty")) {
            Map<?, ?> place = (Map<?, ?>) one;
            if (place.get("visit").equals(visit)) {
                Map<String, Object> named =
                        new HashMap<>(place(visit, (String) place.get("inspector")));
                named.put("role", place.get("role"));
                places.add(named);
            }
        }
        draw.post(draw.operator(), "/vacancies", Map.of("urgent", true, "places", places)).ok();
        draw.post(BUREAU + "-approver", "/vacancies/requests/2/decision", YES).ok();
        Reply executed =
                draw.post(draw.operator(), "/vacancies/1/execution", Map.of("type", "none")).ok();
        assertThat(executed.string("result", "grade")).isEqualTo("C");
        List<String> team = new ArrayList<>();
        for (Object one : executed.list("result", "substitutes")) {
            team.add((String) ((Map<?, ?>) one).get("certificateNo"));
        }
        return team;
    }
}
