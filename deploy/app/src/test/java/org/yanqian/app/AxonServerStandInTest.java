package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanqian.app.testing.Refusals.refused;

import io.axoniq.axonserver.grpc.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.app.testing.AxonServers;
import org.yanqian.app.testing.Cli;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.EndToEnd;
import org.yanqian.app.testing.Exports;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.RunningService;
import org.yanqian.app.testing.Setting;
import org.yanqian.app.testing.axonserver.StandInAxonServer;
import org.yanqian.ledger.sign.Suite;

/**
 * The service with its events in an Axon Server: the whole job, the same refusals, and both stores in
 * step whatever gets lost between them. The Axon Server is a stand-in, see {@link StandInAxonServer}
 * for what that does not show.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AxonServerStandInTest {
    private static final String BUREAU = "qingxi";
    private static final String BASE = "/api/v1/bureaus/" + BUREAU;
    private static final String LINES = BASE + "/plan-lines";
    private static final String AUTHOR = BUREAU + "-plan-author";
    private static final String KEEPER = BUREAU + "-registry-keeper";

    private static StandInAxonServer server;
    private static Setting setting;
    private static RunningService service;
    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        server = new StandInAxonServer();
        setting = new Setting(Suite.GM);
        List<String> arguments = AxonServers.arguments(setting, server.address());
        arguments.add("--yanqian.in-doubt-after=1s");
        service = RunningService.start(setting, arguments);
        DrawDriver.furnish(service, BUREAU);
    }

    @AfterAll
    static void stop() {
        service.stop();
        setting.close();
        server.close();
    }

    private static JdbcClient jdbc() {
        return JdbcClient.create(service.dataSource());
    }

    /** Everything sealed, so that what a refusal leaves behind would show. */
    private static void quiet() {
        DrawDriver.await(
                "all events sealed",
                () ->
                        jdbc().sql("select count(*) from ledger_axon").query(Long.class).single()
                                == server.events().size());
    }

    private static long events(String stream) {
        return server.events().stream()
                .map(Event::getAggregateIdentifier)
                .filter(stream::equals)
                .count();
    }

    private static Map<String, Object> line(String name) {
        return Map.of(
                "year",
                2026,
                "quarter",
                4,
                "line",
                name,
                "kind",
                "routine",
                "itemId",
                "WH-PERMIT-01");
    }

    private static String stream(String line) {
        return "plan/" + BUREAU + "/2026/Q4/" + line;
    }

    @Test
    @Order(1)
    void a_county_draws_inspects_and_publishes_and_the_verifier_proves_it() throws IOException {
        new EndToEnd(service, folder).run();
    }

    @Test
    @Order(2)
    void a_refusal_is_the_same_problem_with_code_article_and_both_languages() {
        service.post(AUTHOR, LINES, line("TWICE")).ok();
        quiet();
        refused(service, 409, "PLAN_LINE_EXISTS", () -> service.post(AUTHOR, LINES, line("TWICE")));
        Reply number =
                refused(
                        service,
                        422,
                        "PERSONAL_NUMBER",
                        () ->
                                service.put(
                                        KEEPER,
                                        BASE + "/targets/QY001001",
                                        Map.of(
                                                "changes",
                                                Map.of("operatingStatus", "停产"),
                                                "reason",
                                                "样本 11000019000101008X 来电")));
        assertThat(number.string("article")).isNotEmpty();
        assertThat(events(stream("TWICE"))).isOne();
    }

    @Test
    @Order(3)
    void eight_at_once_without_a_key_make_one_event_and_seven_refusals() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(() -> service.post(AUTHOR, LINES, line("RACE")));
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Reply> call : threads.invokeAll(calls)) {
            statuses.add(call.get().status());
        }
        threads.shutdown();
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(events(stream("RACE"))).isOne();
    }

    @Test
    @Order(4)
    void an_answer_lost_on_the_way_makes_one_event_for_whoever_asks_again_with_the_key() {
        lostOnce("KEPT", server::loseNextAnswer);
        lostOnce("LOST", server::loseNextAppend);
    }

    private static void lostOnce(String name, Runnable fault) {
        quiet();
        fault.run();
        Reply unanswered = service.post(AUTHOR, LINES, line(name), "Idempotency-Key", "k-" + name);
        assertThat(unanswered.status()).as(unanswered.text()).isEqualTo(503);
        assertThat(unanswered.string("code")).isEqualTo("EVENT_STORE_UNANSWERED");
        Reply answer = service.post(AUTHOR, LINES, line(name), "Idempotency-Key", "k-" + name).ok();
        assertThat(answer.list("appended")).hasSize(1);
        assertThat(events(stream(name))).isOne();
    }

    @Test
    @Order(5)
    void an_erasure_whose_answer_was_lost_destroys_the_key_with_the_event_and_not_before() {
        String requests = BASE + "/targets/QY001002/erasure-requests";
        Map<String, Object> why = Map.of("reason", "联系人变更（样本）", "article", "个人信息保护法第四十七条");
        service.post(KEEPER, requests, why).ok();
        String approver = BUREAU + "-approver";
        Map<String, Object> yes = Map.of("approved", true, "reason", "样本");
        String decision = requests + "/1/decision";
        quiet();
        server.loseNextAppend();
        assertThat(service.post(approver, decision, yes).status()).isEqualTo(503);
        assertThat(keys("QY001002")).as("no event, and the key is there").isOne();
        DrawDriver.await("undone", () -> prepared() == 0);
        server.loseNextAnswer();
        assertThat(service.post(approver, decision, yes).status()).isEqualTo(503);
        DrawDriver.await("carried out", () -> keys("QY001002") == 0);
        refused(service, 409, "PERSON_ERASED_ALREADY", () -> service.post(KEEPER, requests, why));
    }

    private static long keys(String target) {
        return jdbc().sql("select count(*) from vault_key where subject = ?")
                .param("target/" + BUREAU + "/" + target)
                .query(Long.class)
                .single();
    }

    private static long prepared() {
        return jdbc().sql("select count(*) from pg_prepared_xacts").query(Long.class).single();
    }

    @Test
    @Order(6)
    void an_event_edited_by_the_administrator_of_axon_server_stops_the_service()
            throws IOException {
        Exports.awaitWitnessed(service);
        Path export = Exports.fetch(service, folder.resolve("export"));
        quiet();
        assertThat(compare(export).exit()).as("the dump before").isZero();
        byte[] payload = server.events().get(3).getPayload().getData().toByteArray();
        payload[payload.length - 30] ^= 1;
        server.edit(3, payload);
        String status = "/api/v1/ledger/store";
        DrawDriver.await(
                "halted",
                () -> "STORE_DIFFERS".equals(service.get("system-admin", status).at("state")));
        Reply told = service.get("system-admin", status).ok();
        assertThat(told.at("halted", "what")).isEqualTo("axon-server");
        Reply stopped = service.post(AUTHOR, LINES, line("STOPPED"));
        assertThat(stopped.status()).isEqualTo(503);
        assertThat(stopped.string("code")).isEqualTo("STORE_DIFFERS");
        assertThat(events(stream("STOPPED"))).isZero();
        assertThat(compare(export).exit()).as("the dump shows it offline").isEqualTo(1);
    }

    /** What Axon Server holds, as an auditor compares it. */
    private Cli compare(Path export) throws IOException {
        Path dump = folder.resolve("store.ndjson");
        byte[] rows = service.get("discipline-auditor", "/api/v1/ledger/store/dump").ok().body();
        Files.write(dump, rows);
        return Cli.run(
                "compare",
                dump,
                "--policy",
                setting.policyFolder(),
                "--export",
                export,
                "--lang",
                "en");
    }
}
