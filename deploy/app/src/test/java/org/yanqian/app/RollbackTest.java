package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanqian.app.testing.Refusals.refused;

import java.util.List;
import java.util.Map;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.RunningService;
import org.yanqian.app.testing.SampleFiles;

/** All or nothing: the database fails after the events were inserted, and nothing of them is left. */
class RollbackTest {
    private static final String BUREAU = "qingxi";
    private static final String BASE = "/api/v1/bureaus/" + BUREAU;
    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.shared();
        DrawDriver.furnish(service, BUREAU);
    }

    /** The answer is written last: here that write fails, as a full disk would make it fail. */
    private static void whileAnswersCannotBeKept(Runnable work) {
        JdbcClient jdbc = JdbcClient.create(service.dataSource());
        jdbc.sql(
                        "create function out_of_space() returns trigger language plpgsql as"
                                + " $$ begin raise exception 'out of space'; end $$")
                .update();
        jdbc.sql(
                        "create trigger out_of_space before update on idempotency"
                                + " for each row execute function out_of_space()")
                .update();
        try {
            work.run();
        } finally {
            jdbc.sql("drop trigger out_of_space on idempotency").update();
            jdbc.sql("drop function out_of_space()").update();
        }
    }

    @Test
    void a_failure_after_the_events_leaves_neither_event_nor_key_nor_personal_value() {
        byte[] file =
                SampleFiles.csv(
                        SampleFiles.TARGET_HEADER, List.of(SampleFiles.target(2960, "一般", "在产")));
        String path = BASE + "/target-imports";
        String keeper = BUREAU + "-registry-keeper";
        whileAnswersCannotBeKept(
                () ->
                        refused(
                                service,
                                500,
                                "INTERNAL",
                                () ->
                                        service.upload(
                                                keeper, path, file, "Idempotency-Key", "roll-1")));
        Map<String, Long> before = service.rows();
        Reply again = service.upload(keeper, path, file, "Idempotency-Key", "roll-1").ok();
        assertThat(again.at("result", "added")).isEqualTo(1);
        Map<String, Long> after = service.rows();
        assertThat(after.get("ledger_event")).isEqualTo(before.get("ledger_event") + 2);
        assertThat(after.get("vault_value")).isEqualTo(before.get("vault_value") + 2);
        assertThat(after.get("idempotency")).isEqualTo(before.get("idempotency") + 1);
    }

    @Test
    void a_failed_announcement_leaves_no_key_of_the_draw() {
        DrawDriver draw = new DrawDriver(service, BUREAU).open("ROLL").commitBoth();
        Map<String, Object> terms = draw.terms(3_600);
        whileAnswersCannotBeKept(
                () ->
                        refused(
                                service,
                                500,
                                "INTERNAL",
                                () ->
                                        draw.post(
                                                draw.operator(),
                                                "/announcement",
                                                terms,
                                                "Idempotency-Key",
                                                "roll-2")));
        assertThat(draw.status().at("state")).isEqualTo("opened");
        draw.post(draw.operator(), "/announcement", terms, "Idempotency-Key", "roll-2").ok();
        draw.awaitAnnouncementWitnessed();
        // What is revealed and drawn from now on belongs to the second announcement's key.
        draw.revealBoth().closed();
    }

    @Test
    void axon_runs_its_commands_in_springs_transactions() {
        assertThat(service.context().getBeansOfType(TransactionManager.class).values())
                .singleElement()
                .isInstanceOf(SpringTransactionManager.class);
    }
}
