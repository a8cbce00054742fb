package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.app.testing.Cli;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.Exports;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.RunningService;
import org.yanqian.app.testing.Setting;

/** Steps that follow a draw, through the API and people's own programs; one service for all. */
abstract class AfterDraws {
    static final String BUREAU = "yunling";
    static final Map<String, Object> YES = Map.of("approved", true, "reason", "属实");
    static RunningService service;
    static Setting setting;

    @TempDir Path folder;

    @BeforeAll
    static void start() {
        service = RunningService.shared();
        setting = service.setting();
        DrawDriver.furnish(service, BUREAU);
    }

    static List<Map<?, ?>> vacancies(DrawDriver draw) {
        return service
                .get("discipline-auditor", draw.path() + "/vacancies")
                .ok()
                .list("requests")
                .stream()
                .map(v -> (Map<?, ?>) v)
                .collect(Collectors.toList());
    }

    static Map<String, Object> place(DrawDriver.Visit visit, String replaced) {
        return place(visit.label(), replaced);
    }

    static Map<String, Object> place(String visit, String replaced) {
        return Map.of(
                "visit",
                visit,
                "role",
                "enforcement",
                "replaced",
                replaced,
                "reason",
                "病假（样本）",
                "evidence",
                "ab".repeat(32));
    }

    static Reply ask(DrawDriver draw, boolean urgent, Map<String, Object> place) {
        return draw.post(
                draw.operator(), "/vacancies", Map.of("urgent", urgent, "places", List.of(place)));
    }

    static Reply inspect(DrawDriver draw, DrawDriver.Visit visit, List<String> team) {
        return inspect(draw, visit, team, "NO_PROBLEM_FOUND");
    }

    static Reply inspect(
            DrawDriver draw, DrawDriver.Visit visit, List<String> team, String outcome) {
        return draw.post(
                BUREAU + "-inspector",
                "/visits/" + visit.label() + "/inspection",
                Map.of(
                        "inspectors",
                        team,
                        "inspectedOn",
                        LocalDate.now(ZoneId.of("Asia/Shanghai")).toString(),
                        "outcome",
                        outcome));
    }

    final void countersign(DrawDriver draw, long request, String... more) throws IOException {
        Path key = Files.write(folder.resolve("party.json"), setting.discipline.key().format());
        Path token =
                Files.writeString(folder.resolve("token"), service.token("discipline-seed-party"));
        List<Object> args =
                new ArrayList<>(
                        List.of(
                                "party",
                                "countersign",
                                "--key",
                                key,
                                "--party",
                                "discipline",
                                "--draw",
                                draw.id(),
                                "--request",
                                request,
                                "--policy",
                                setting.policyFolder(),
                                "--get",
                                service.url(),
                                "--token-file",
                                token,
                                "--post"));
        args.addAll(List.of(more));
        Cli cli = Cli.run(args.toArray());
        assertThat(cli.exit()).as(cli.out() + cli.err()).isZero();
    }

    final void requireProven(String... said) {
        Exports.awaitWitnessed(service);
        Path export = Exports.fetch(service, folder.resolve("export"));
        Cli ledger = Cli.run("ledger", export, "--policy", setting.policyFolder());
        assertThat(ledger.exit()).as(ledger.out() + ledger.err()).isZero();
        assertThat(ledger.out()).contains(said);
    }
}
