package org.yanqian.app.demo;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.codec.Json;

/** A quarter of a county (样本) through the public API: registries, rules, plan, visits, publication. */
final class QuarterStory {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String BASE = "/api/v1/bureaus/" + Setting.BUREAU;
    private static final List<String> OUTCOMES =
            List.of(
                    "NO_PROBLEM_FOUND",
                    "NO_PROBLEM_FOUND",
                    "RECTIFICATION_ORDERED",
                    "NO_PROBLEM_FOUND",
                    "CASE_FILED",
                    "NOT_INSPECTABLE");

    private final Layout layout;
    private final Api api;
    private final Story story;
    private final LocalDate today = Instant.now().atZone(SHANGHAI).toLocalDate();

    QuarterStory(Layout layout, Api api, Story story) {
        this.layout = layout;
        this.api = api;
        this.story = story;
    }

    int year() {
        return today.getYear();
    }

    private int quarter() {
        return (today.getMonthValue() + 2) / 3;
    }

    private static String account(String role) {
        return Setting.BUREAU + "-" + role;
    }

    void adoptRules() {
        api.post(account("approver"), BASE + "/rule-sets", Map.of("id", "weihai-2023"));
        story.tell("采用规则集 weihai-2023（原文字节入账）", "Adopted rule set weihai-2023 by its exact bytes");
    }

    void importRegistries() throws IOException {
        importFile("target-imports", "objects", "检查对象", "targets");
        importFile("inspector-imports", "inspectors", "检查人员", "inspectors");
    }

    // Asked first without consent: rows in doubt come back as a list, and only then are they kept.
    private void importFile(String kind, String file, String chinese, String english)
            throws IOException {
        Path sample = layout.sample(file);
        byte[] csv = Files.readAllBytes(sample);
        String path = BASE + "/" + kind + "?fileName=" + sample.getFileName();
        HttpResponse<byte[]> first = api.tryPost(account("registry-keeper"), path, csv, "text/csv");
        if (first.statusCode() == 200) {
            report(Json.readObject(first.body()), chinese, english);
            return;
        }
        Map<String, Object> problem = Json.readObject(first.body());
        if (!"ROWS_REJECTED".equals(problem.get("code"))) {
            throw new DemoFailed(new String(first.body(), StandardCharsets.UTF_8));
        }
        story.tell(
                file + " 有需要确认的行：" + problem.get("detail"),
                "Rows that need consent; the bureau confirms");
        report(
                api.post(account("registry-keeper"), path + "&confirm=true", csv, "text/csv"),
                chinese,
                english);
    }

    private void report(Map<String, Object> answer, String chinese, String english) {
        Map<String, Object> report = Api.result(answer);
        story.tell(
                "导入"
                        + chinese
                        + " "
                        + report.get("added")
                        + " 条，退回 "
                        + report.get("rejected")
                        + " 条",
                "Imported "
                        + report.get("added")
                        + " "
                        + english
                        + ", rejected "
                        + report.get("rejected"));
    }

    /** Returns the stream of the plan line. */
    String plan() {
        Map<String, Object> answer =
                api.post(
                        account("plan-author"),
                        BASE + "/plan-lines",
                        Map.of(
                                "itemId",
                                "WH-PERMIT-01",
                                "kind",
                                "routine",
                                "line",
                                "L1",
                                "quarter",
                                (long) quarter(),
                                "spreadCensus",
                                true,
                                "year",
                                (long) year()));
        Map<String, Object> line = Api.result(answer);
        List<String> formulas = new ArrayList<>();
        for (Object quota : (List<?>) line.get("quotas")) {
            Map<?, ?> q = (Map<?, ?>) quota;
            formulas.add(q.get("stratum") + " " + q.get("formula"));
        }
        story.tell(
                year() + " 年第 " + quarter() + " 季度计划：" + String.join("；", formulas),
                "Planned quarter "
                        + quarter()
                        + " of "
                        + year()
                        + ", with the formula of every quota");
        return "plan/" + Setting.BUREAU + "/" + year() + "/Q" + quarter() + "/L1";
    }

    /** Records the result of some of the drawn visits, by the teams that were drawn for them. */
    void inspect(String drawPath, long atLeast, int count) {
        Map<String, List<Object>> teams = new TreeMap<>();
        Map<String, Object> page =
                api.getObject(
                        account("draw-operator"), "/api/v1/tasks?size=200&atLeast=" + atLeast);
        for (Object item : (List<?>) page.get("items")) {
            Map<?, ?> task = (Map<?, ?>) item;
            teams.computeIfAbsent((String) task.get("label"), label -> new ArrayList<>())
                    .add(task.get("certificateNo"));
        }
        int done = 0;
        for (Map.Entry<String, List<Object>> visit : teams.entrySet()) {
            if (done == count) {
                break;
            }
            api.post(
                    account("inspector"),
                    drawPath + "/visits/" + visit.getKey() + "/inspection",
                    Map.of(
                            "inspectedOn", today.toString(),
                            "inspectors", visit.getValue(),
                            "outcome", OUTCOMES.get(done % OUTCOMES.size()),
                            "remarks", "演示记录（样本）"));
            done++;
        }
        story.tell(
                "共 " + teams.size() + " 项检查任务，已录入 " + done + " 项结果（每项两名持证检查员）",
                teams.size() + " visits, results of " + done + " recorded, two inspectors each");
    }

    /** After the embargo; returns the largest ledger index. */
    long publish(String drawPath, Instant embargoEnd) throws InterruptedException {
        long wait = embargoEnd.toEpochMilli() - Instant.now().toEpochMilli() + 200;
        if (wait > 0) {
            story.tell("等待保密期结束", "Waiting for the embargo to end");
            Thread.sleep(wait);
        }
        String publisher = account("publisher");
        byte[] nothing = new byte[0];
        api.post(publisher, drawPath + "/opening", nothing, "application/json");
        api.post(publisher, drawPath + "/publications/list", nothing, "application/json");
        Map<String, Object> answer =
                api.post(
                        publisher, drawPath + "/publications/results", Map.of("labels", List.of()));
        story.tell(
                "保密期结束：编号对应已公开，名单及 " + Api.result(answer).get("results") + " 项结果已公示",
                "Embargo over: labels opened, the list and "
                        + Api.result(answer).get("results")
                        + " results published");
        return Api.index(answer);
    }
}
