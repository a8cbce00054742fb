package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanqian.app.testing.Refusals.refused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.app.testing.Cli;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.Exports;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.RunningService;
import org.yanqian.app.testing.Setting;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.policy.OfficerRules;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Dsse;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;

/** The policy asks that inspectors sign their results themselves: the key never meets the service. */
class OfficerSignatureTest {
    private static final String BUREAU = "yunling";
    private static final String OFFICER = BUREAU + "-inspector";
    private static final String TYPE = "visit.inspection-recorded";
    @TempDir private static Path folder;
    private static Setting setting;
    private static RunningService service;
    private static DrawDriver draw;
    private static PrivateKey key;
    private static Path keyFile;

    @BeforeAll
    static void drawOnce() throws IOException {
        setting = new Setting(Suite.GM);
        Policy.read(setting.policyFolder())
                .withOfficers(new OfficerRules(List.of(TYPE), List.of()))
                .write(setting.policyFolder());
        service = RunningService.start(setting, RunningService.arguments(setting));
        DrawDriver.furnish(service, BUREAU);
        keyFile = folder.resolve("officer.json");
        ok(Cli.run("keygen", "--suite", "gm", "--out", keyFile));
        key = PrivateKey.parse(Files.readAllBytes(keyFile), new java.security.SecureRandom());
        Object[] prove = {
            "key",
            "prove",
            "--key",
            keyFile,
            "--origin",
            Setting.ORIGIN,
            "--kind",
            "officer",
            "--bureau",
            BUREAU,
            "--holder",
            OFFICER,
            "--post",
            service.url(),
            "--token-file",
            token("security-admin")
        };
        ok(Cli.run(prove));
        draw = new DrawDriver(service, BUREAU).open("SIGNED");
        draw.run(20);
    }

    @AfterAll
    static void stop() {
        service.stop();
        setting.close();
    }

    private static void ok(Cli cli) {
        assertThat(cli.exit()).as(cli.out() + cli.err()).isZero();
    }

    private static Path token(String account) throws IOException {
        return Files.writeString(folder.resolve("token"), service.token(account));
    }

    private static Map<String, Object> body(DrawDriver.Visit visit) {
        return Map.of(
                "inspectors",
                visit.inspectors(),
                "inspectedOn",
                LocalDate.now(ZoneId.of("Asia/Shanghai")).toString(),
                "outcome",
                "NO_PROBLEM_FOUND",
                "remarks",
                "");
    }

    private static String step(DrawDriver.Visit visit) {
        return "/visits/" + visit.label() + "/inspection";
    }

    private static Reply prepare(DrawDriver.Visit visit) {
        return draw.post(OFFICER, step(visit) + "?prepare=true", body(visit)).ok();
    }

    private static String signature(Reply prepared, PrivateKey by) {
        byte[] event = prepared.string("result", "event").getBytes(StandardCharsets.UTF_8);
        return prepared.string("result", "preparation")
                + " "
                + by.publicKey().id()
                + " "
                + Base64.getEncoder().encodeToString(by.sign(Dsse.pae(Dsse.EVENT_TYPE, event)));
    }

    private static Reply submit(DrawDriver.Visit visit, String signature, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Officer-Signature";
        all[headers.length + 1] = signature;
        return draw.post(OFFICER, step(visit), body(visit), all);
    }

    @Test
    void a_result_is_stored_with_both_signatures_and_proven() throws IOException {
        List<DrawDriver.Visit> visits = draw.visits();
        DrawDriver.Visit visit = visits.get(0);
        refused(
                service,
                422,
                "OFFICER_SIGNATURE_REQUIRED",
                () -> draw.post(OFFICER, step(visit), body(visit)));
        Reply prepared = prepare(visit);
        String signed = signature(prepared, key);
        refused(
                service,
                422,
                "OFFICER_KEY_UNKNOWN",
                () -> submit(visit, signature(prepared, setting.discipline.key())));
        String[] parts = signed.split(" ");
        String wrong = Base64.getEncoder().encodeToString(key.sign(new byte[8]));
        refused(
                service,
                422,
                "OFFICER_SIGNATURE_INVALID",
                () -> submit(visit, parts[0] + " " + parts[1] + " " + wrong));
        Reply stored = submit(visit, signed, "Idempotency-Key", "signed-1").ok();
        Map<?, ?> appended = (Map<?, ?>) stored.list("appended").get(0);
        Entry entry =
                Entry.parse(String.valueOf(appended.get("entry")).getBytes(StandardCharsets.UTF_8));
        assertThat(entry.signatures()).hasSize(2);
        assertThat(new String(entry.eventBytes(), StandardCharsets.UTF_8))
                .isEqualTo(prepared.string("result", "event"));
        assertThat(submit(visit, signed, "Idempotency-Key", "signed-1").ok().text())
                .isEqualTo(stored.text());
        refused(service, 404, "PREPARATION_UNKNOWN", () -> submit(visit, signed));

        twoPreparationsOneResult(visits.get(1));
        tooLate(visits.get(2));
        withTheOfficersOwnProgram(visits.get(3));
        requireProven();
    }

    /** The stream moved between preparation and signature: a coded refusal, and nothing is lost. */
    private void twoPreparationsOneResult(DrawDriver.Visit visit) {
        Reply first = prepare(visit);
        Reply second = prepare(visit);
        refused(
                service,
                409,
                "EVENT_MOVED",
                () ->
                        draw.post(
                                OFFICER,
                                step(visit),
                                Map.of(
                                        "inspectors",
                                        visit.inspectors(),
                                        "inspectedOn",
                                        body(visit).get("inspectedOn"),
                                        "outcome",
                                        "NO_PROBLEM_FOUND",
                                        "remarks",
                                        "改动（样本）"),
                                "Officer-Signature",
                                signature(first, key)));
        submit(visit, signature(second, key)).ok();
        refused(
                service,
                409,
                "RESULT_RECORDED_ALREADY",
                () -> submit(visit, signature(first, key)));
    }

    private void tooLate(DrawDriver.Visit visit) {
        Reply prepared = prepare(visit);
        JdbcClient.create(service.dataSource())
                .sql("update prepared_event set made = made - interval '10 minutes'")
                .update();
        refused(service, 409, "PREPARATION_EXPIRED", () -> submit(visit, signature(prepared, key)));
        submit(visit, signature(prepare(visit), key)).ok();
    }

    private void withTheOfficersOwnProgram(DrawDriver.Visit visit) throws IOException {
        Path body = folder.resolve("body.json");
        String json =
                "{\"inspectors\":[\""
                        + String.join("\",\"", visit.inspectors())
                        + "\"],\"inspectedOn\":\""
                        + body(visit).get("inspectedOn")
                        + "\",\"outcome\":\"NO_PROBLEM_FOUND\",\"remarks\":\"\"}";
        Files.writeString(body, json);
        Object[] submit = {
            "officer",
            "submit",
            "--key",
            keyFile,
            "--officer",
            OFFICER,
            "--service",
            service.url(),
            "--token-file",
            token(OFFICER),
            "--path",
            draw.path() + step(visit),
            "--body",
            body
        };
        Object[] other = submit.clone();
        other[5] = "somebody-else";
        Cli refused = Cli.run(other);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("PREPARED_DIFFERS");
        ok(Cli.run(submit));
    }

    private void requireProven() {
        Exports.awaitWitnessed(service);
        Path export = Exports.fetch(service, folder.resolve("export"));
        Cli cli = Cli.run("ledger", export, "--policy", setting.policyFolder(), "--lang", "en");
        assertThat(cli.exit()).as(cli.out() + cli.err()).isZero();
    }
}
