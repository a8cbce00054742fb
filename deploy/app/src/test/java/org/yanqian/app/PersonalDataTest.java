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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.app.testing.Cli;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.Exports;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.RunningService;
import org.yanqian.app.testing.SampleFiles;

/** Personal values: never in an event, opened for auditors, erased by two people. All invented (样本). */
class PersonalDataTest {
    private static final String BUREAU = "liuhe";
    private static final String BASE = "/api/v1/bureaus/" + BUREAU;
    private static final String KEEPER = BUREAU + "-registry-keeper";
    private static final String TARGET = "QY002970";
    private static final String OPENINGS =
            "/api/v1/ledger/openings?kind=target&bureau=" + BUREAU + "&id=";
    private static RunningService service;
    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        service = RunningService.shared();
        DrawDriver.furnish(service, BUREAU);
        byte[] file =
                SampleFiles.csv(
                        SampleFiles.TARGET_HEADER,
                        List.of(
                                SampleFiles.target(2970, "一般", "在产"),
                                SampleFiles.target(2971, "一般", "在产")));
        service.upload(KEEPER, BASE + "/target-imports", file).ok();
    }

    private static Reply change(String address) {
        return service.put(
                KEEPER,
                BASE + "/targets/" + TARGET,
                Map.of("changes", Map.of("address", address), "reason", "样本"));
    }

    @Test
    void a_mobile_number_in_a_change_is_refused_with_its_field_and_not_repeated() {
        Reply reply = refused(service, 422, "PERSONAL_NUMBER", () -> change("样本路1号 13800138000"));
        assertThat(reply.string("message", "zh")).contains("after.address").contains("手机号码");
        assertThat(reply.text()).doesNotContain("13800138000");
    }

    @Test
    void an_identity_number_in_a_reason_is_refused() {
        refused(
                service,
                422,
                "PERSONAL_NUMBER",
                () ->
                        service.put(
                                KEEPER,
                                BASE + "/targets/" + TARGET,
                                Map.of(
                                        "changes",
                                        Map.of("operatingStatus", "停产"),
                                        "reason",
                                        "样本 11000019000101008X 来电")));
    }

    private static Reply ask(String target) {
        return service.post(
                KEEPER,
                BASE + "/targets/" + target + "/erasure-requests",
                Map.of("reason", "联系人变更（样本）", "article", "个人信息保护法第四十七条"));
    }

    private static Reply decide(String account, String target) {
        return service.post(
                account,
                BASE + "/targets/" + target + "/erasure-requests/1/decision",
                Map.of("approved", true, "reason", "样本"));
    }

    private Cli verify(Reply openings) throws IOException {
        Exports.awaitWitnessed(service);
        Path file = Files.write(folder.resolve("openings.json"), openings.ok().body());
        Path export = Exports.fetch(service, Files.createTempDirectory(folder, "x"));
        return Cli.run(
                "ledger",
                export,
                "--policy",
                service.setting().policyFolder(),
                "--openings",
                file,
                "--lang",
                "en");
    }

    @Test
    void values_are_opened_for_auditors_and_once_erased_by_two_people_they_are_gone()
            throws IOException {
        String auditor = "discipline-auditor";
        assertThat(service.get(KEEPER, OPENINGS + "QY002971").status()).isEqualTo(403);
        Reply before = service.get(auditor, OPENINGS + "QY002971").ok();
        assertThat(before.list("values")).hasSize(2);
        assertThat(before.list("erased")).isEmpty();
        Cli proven = verify(before);
        assertThat(proven.exit()).as(proven.out() + proven.err()).isZero();

        ask("QY002971").ok();
        refused(service, 409, "REQUEST_OPEN", () -> ask("QY002971"));
        refused(service, 403, "WRONG_ROLE", () -> decide(KEEPER, "QY002971"));
        assertThat(keys("QY002971")).isEqualTo(1);
        Reply erased = decide(BUREAU + "-approver", "QY002971").ok();
        assertThat(erased.list("result", "fields")).hasSize(2);
        assertThat(keys("QY002971")).isZero();
        refused(service, 409, "PERSON_ERASED_ALREADY", () -> ask("QY002971"));

        Reply after = service.get(auditor, OPENINGS + "QY002971").ok();
        assertThat(after.list("values")).isEmpty();
        assertThat(after.list("erased")).hasSize(2);
        Cli still = verify(after);
        assertThat(still.exit()).as(still.out() + still.err()).isZero();
        assertThat(still.out()).contains("VALUES_ERASED");
    }

    @Test
    void an_erasure_without_an_article_is_refused() {
        refused(
                service,
                422,
                "ERASURE_WITHOUT_REASON",
                () ->
                        service.post(
                                KEEPER,
                                BASE + "/targets/" + TARGET + "/erasure-requests",
                                Map.of("reason", "样本")));
        refused(service, 404, "TARGET_UNKNOWN", () -> ask("QY009999"));
    }

    private static long keys(String target) {
        return JdbcClient.create(service.dataSource())
                .sql("select count(*) from vault_key where subject = ?")
                .param("target/" + BUREAU + "/" + target)
                .query(Long.class)
                .single();
    }
}
