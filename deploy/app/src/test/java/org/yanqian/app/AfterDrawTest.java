package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanqian.app.testing.Refusals.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.app.testing.Cli;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.Exports;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.RunningService;
import org.yanqian.app.testing.Setting;

/** What may follow a draw, through the API and the party's own client. */
class AfterDrawTest {
    private static final String BUREAU = "yunling";
    private static final Map<String, Object> YES = Map.of("approved", true, "reason", "属实");
    private static RunningService service;
    private static Setting setting;

    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        service = RunningService.shared();
        setting = service.setting();
        DrawDriver.furnish(service, BUREAU);
    }

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
        requireProven(second.id());
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
        Path key = Files.write(folder.resolve("party.json"), setting.discipline.key().format());
        Path token =
                Files.writeString(folder.resolve("token"), service.token("discipline-seed-party"));
        Cli cli =
                Cli.run(
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
                        "--post");
        assertThat(cli.exit()).as(cli.out() + cli.err()).isZero();
    }

    private static boolean witnessed(DrawDriver draw, long request) {
        return draw.status().ok().list("requests").stream()
                .map(Map.class::cast)
                .filter(r -> r.get("request").equals((int) request))
                .anyMatch(r -> Boolean.TRUE.equals(((Map<?, ?>) r.get("event")).get("witnessed")));
    }

    private void requireProven(String drawId) {
        Exports.awaitWitnessed(service);
        Path export = Exports.fetch(service, folder.resolve("export"));
        Cli ledger = Cli.run("ledger", export, "--policy", setting.policyFolder());
        assertThat(ledger.exit()).as(ledger.out() + ledger.err()).isZero();
        assertThat(ledger.out()).contains("第 2 次抽取，原因：补齐后重抽（样本）", drawId);
        assertThat(List.of(ledger.out().split("\n"))).anyMatch(l -> l.contains("作废 VOID"));
    }
}
