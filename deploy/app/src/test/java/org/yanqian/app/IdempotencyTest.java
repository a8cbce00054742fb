package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanqian.app.testing.Refusals.refused;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.Party;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.RunningService;

/** Same key, same answer, one event. */
class IdempotencyTest {
    private static final String BUREAU = "qingxi";
    private static final String LINES = "/api/v1/bureaus/" + BUREAU + "/plan-lines";
    private static final String AUTHOR = BUREAU + "-plan-author";
    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.shared();
        DrawDriver.furnish(service, BUREAU);
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

    @Test
    void the_same_key_gives_the_same_answer_and_one_event() {
        Reply first = service.post(AUTHOR, LINES, line("IDEM"), "Idempotency-Key", "k-1").ok();
        Map<String, Long> before = service.rows();
        Reply second = service.post(AUTHOR, LINES, line("IDEM"), "Idempotency-Key", "k-1").ok();
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(first.list("appended")).hasSize(1);
        assertThat(service.rows()).isEqualTo(before);
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        service.post(AUTHOR, LINES, line("BODY1"), "Idempotency-Key", "k-2").ok();
        refused(
                service,
                422,
                "IDEMPOTENCY_KEY_REUSED",
                () -> service.post(AUTHOR, LINES, line("BODY2"), "Idempotency-Key", "k-2"));
    }

    @Test
    void the_same_key_and_body_for_another_draw_is_refused_and_never_answered_for_the_first() {
        DrawDriver one = new DrawDriver(service, BUREAU).open("IDEM-A");
        DrawDriver two = new DrawDriver(service, BUREAU).open("IDEM-B");
        Map<String, String> reason = Map.of("reason", "样本");
        one.post(one.operator(), "/lapse", reason, "Idempotency-Key", "k-3").ok();
        refused(
                service,
                422,
                "IDEMPOTENCY_KEY_REUSED",
                () -> two.post(two.operator(), "/lapse", reason, "Idempotency-Key", "k-3"));
    }

    @Test
    void a_refused_request_does_not_use_up_its_key() {
        refused(
                service,
                422,
                "PLAN_LINE_INCOMPLETE",
                () ->
                        service.post(
                                AUTHOR,
                                LINES,
                                Map.of("year", 2026, "quarter", 4, "line", "AGAIN"),
                                "Idempotency-Key",
                                "k-4"));
        service.post(AUTHOR, LINES, line("AGAIN"), "Idempotency-Key", "k-4").ok();
    }

    @Test
    void eight_at_once_with_one_key_make_one_event_and_get_one_answer() throws Exception {
        long before = service.rows().get("ledger_event");
        CyclicBarrier together = new CyclicBarrier(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        service.token(AUTHOR);
        List<Future<Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Callable<Reply> call =
                    () -> {
                        together.await();
                        return service.post(AUTHOR, LINES, line("CROWD"), "Idempotency-Key", "k-5");
                    };
            calls.add(threads.submit(call));
        }
        Set<Object> answers = new HashSet<>();
        for (Future<Reply> call : calls) {
            answers.add(call.get().ok().json());
        }
        threads.shutdown();
        assertThat(answers).hasSize(1);
        assertThat(service.rows().get("ledger_event")).isEqualTo(before + 1);
    }

    @Test
    void eight_at_once_without_a_key_make_one_event_and_seven_refusals() throws Exception {
        long before = service.rows().get("ledger_event");
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
        assertThat(statuses).containsOnlyOnce(200).contains(409);
        assertThat(service.rows().get("ledger_event")).isEqualTo(before + 1);
    }

    @Test
    void parties_who_commit_in_the_same_moment_are_both_heard() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (int round = 0; round < 6; round++) {
            DrawDriver draw = new DrawDriver(service, BUREAU).open("MOMENT" + round);
            CyclicBarrier together = new CyclicBarrier(2);
            List<Callable<Reply>> calls = new ArrayList<>();
            for (Party party : List.of(service.setting().bureau, service.setting().discipline)) {
                calls.add(
                        () -> {
                            service.token(draw.speaker(party));
                            together.await();
                            return draw.commit(party);
                        });
            }
            for (Future<Reply> call : threads.invokeAll(calls)) {
                call.get().ok();
            }
        }
        threads.shutdown();
    }
}
