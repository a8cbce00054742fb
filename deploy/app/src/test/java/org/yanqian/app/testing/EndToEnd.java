package org.yanqian.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.yanqian.command.seal.Witnessing;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.StampTable;

/** The main job: from registry files to a draw that a stranger proves with the verifier alone. */
public final class EndToEnd {
    private static final String BUREAU = "yunling";

    private final RunningService service;
    private final Path folder;

    public EndToEnd(RunningService service, Path folder) {
        this.service = service;
        this.folder = folder;
    }

    public void run() throws IOException {
        DrawDriver.furnish(service, BUREAU);
        DrawDriver draw = new DrawDriver(service, BUREAU).open("E2E");
        drawWithThePartysOwnClient(draw);
        Reply result = draw.awaitBeacon().result().ok();
        assertThat(result.at("result", "lapsed")).isEqualTo(false);
        assertThat(result.string("result", "grade")).isEqualTo("C");
        inspectAll(draw);
        publish(draw, result);
        requireProven(result.string("result", "drawHash"));
    }

    /** The bureau's party over the API, the supervising one with {@code yanqian-verify party}. */
    private void drawWithThePartysOwnClient(DrawDriver draw) throws IOException {
        Setting setting = service.setting();
        Party discipline = setting.discipline;
        Path key = Files.write(folder.resolve("party.json"), discipline.key().format());
        Path token =
                Files.writeString(folder.resolve("token"), service.token("discipline-seed-party"));
        Path nonce = folder.resolve("nonce.json");
        draw.commit(setting.bureau).ok();
        ok(
                Cli.run(
                        "party",
                        "commit",
                        "--key",
                        key,
                        "--party",
                        "discipline",
                        "--draw",
                        draw.id(),
                        "--suite",
                        setting.suite.wire(),
                        "--nonce",
                        nonce,
                        "--post",
                        service.url(),
                        "--token-file",
                        token));
        draw.announced(20).awaitAnnouncementWitnessed();
        ok(
                Cli.run(
                        "party",
                        "reveal",
                        "--key",
                        key,
                        "--party",
                        "discipline",
                        "--draw",
                        draw.id(),
                        "--nonce",
                        nonce,
                        "--policy",
                        setting.policyFolder(),
                        "--get",
                        service.url(),
                        "--token-file",
                        token,
                        "--post"));
        draw.reveal(setting.bureau).ok();
        draw.closed();
    }

    private static void ok(Cli cli) {
        assertThat(cli.exit()).as(cli.out() + cli.err()).isZero();
    }

    private void inspectAll(DrawDriver draw) {
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        // 重点 ceil(12 × 25 %) = 3, 简化 1, 一般 1, 特殊 ceil(8 / 2) = 4 in the fourth quarter with none
        // done.
        int expected = 3 + 1 + 1 + 7;
        DrawDriver.await("visits sealed", () -> draw.visits().size() >= expected);
        List<DrawDriver.Visit> visits = draw.visits();
        assertThat(visits).hasSize(expected);
        for (DrawDriver.Visit visit : visits) {
            assertThat(visit.inspectors()).hasSize(2).doesNotHaveDuplicates();
            draw.post(
                            BUREAU + "-inspector",
                            "/visits/" + visit.label() + "/inspection",
                            Map.of(
                                    "inspectors",
                                    visit.inspectors(),
                                    "inspectedOn",
                                    today,
                                    "outcome",
                                    "NO_PROBLEM_FOUND"))
                    .ok();
        }
    }

    private void publish(DrawDriver draw, Reply result) {
        String publisher = BUREAU + "-publisher";
        draw.post(publisher, "/opening", "").ok();
        DrawDriver.await(
                "labels sealed",
                () -> draw.post(publisher, "/publications/list", "").status() == 200);
        Reply results =
                draw.post(
                                publisher,
                                "/publications/results",
                                Map.of("labels", List.of()),
                                "Prefer",
                                "wait")
                        .ok();
        assertThat(results.at("result", "results")).isEqualTo(draw.visits().size());
        assertThat(results.list("receipts")).isNotEmpty();
    }

    private void requireProven(String drawHash) throws IOException {
        long last = service.context().getBean(SealedLedger.class).size() - 1;
        Witnessing witnessing = service.context().getBean(Witnessing.class);
        DrawDriver.await("all witnessed", () -> witnessing.of(last).isPresent());
        DrawDriver.await(
                "stamped", () -> !service.context().getBean(StampTable.class).all().isEmpty());
        Path export = Exports.fetch(service, folder.resolve("export"));
        Path policy = service.setting().policyFolder();
        Cli ledger = Cli.run("ledger", export, "--policy", policy, "--lang", "en");
        assertThat(ledger.exit()).as(ledger.out() + ledger.err()).isZero();
        Path bundle = folder.resolve("draw.bundle");
        String file = "/api/v1/public/draws/" + drawHash + "/files/draw.bundle";
        DrawDriver.await("bundle made", () -> service.get(null, file).status() == 200);
        Files.write(bundle, service.get(null, file).body());
        requirePublished(drawHash, last);
        Cli verdict = Cli.run("draw", bundle, "--policy", policy, "--lang", "en");
        assertThat(verdict.exit()).as(verdict.out() + verdict.err()).isZero();
    }

    /** The folder that a web server would serve proves the last entry, and holds the draw's bundle. */
    private void requirePublished(String drawHash, long last) throws IOException {
        Path publicFolder = service.setting().publicFolder();
        Path bundle = publicFolder.resolve("draws").resolve(drawHash).resolve("draw.bundle");
        DrawDriver.await("bundle in the public folder", () -> Files.isRegularFile(bundle));
        byte[] bytes = service.context().getBean(SealedLedger.class).read(last, 1).get(0).entry();
        Path entry = Files.write(folder.resolve("entry"), bytes);
        DrawDriver.await(
                "tiles published",
                () ->
                        Cli.run(
                                                "tiles",
                                                publicFolder,
                                                "--policy",
                                                service.setting().policyFolder(),
                                                "--entry",
                                                entry,
                                                "--index",
                                                last)
                                        .exit()
                                == 0);
    }
}
