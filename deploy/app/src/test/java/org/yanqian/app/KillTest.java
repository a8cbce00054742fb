package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.yanqian.app.testing.Caller;
import org.yanqian.app.testing.ChildService;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.SampleFiles;
import org.yanqian.app.testing.Setting;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.sign.Suite;

/**
 * The whole process is killed (SIGKILL) while eight writers are at it and started again on the same
 * folder: what was acknowledged is sealed once, and whoever asks again gets the first answer.
 */
class KillTest {
    private static final int WRITERS = 8;
    private static final int ENOUGH = 160;

    /** One change by one writer under one key; {@code answer} is null when none came back. */
    private record Call(String bureau, String target, String status, String key, Reply answer) {
        Call answered(Reply reply) {
            return new Call(bureau, target, status, key, reply);
        }

        Reply send(Caller caller) {
            return caller.put(
                    bureau + "-registry-keeper",
                    "/api/v1/bureaus/" + bureau + "/targets/" + target,
                    Map.of("changes", Map.of("operatingStatus", status), "reason", "样本 " + key),
                    "Idempotency-Key",
                    key);
        }

        String id() {
            return (String) ((Map<?, ?>) answer.list("appended").get(0)).get("id");
        }
    }

    private final Queue<Call> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Call> unanswered = new ConcurrentLinkedQueue<>();

    @Test
    void a_killed_service_loses_nothing_it_acknowledged_and_doubles_nothing() throws Exception {
        try (Setting setting = new Setting(Suite.GM)) {
            killWhileWriting(setting);
            try (ChildService second =
                    new ChildService(setting, "--yanqian.roles=command,sealer")) {
                assertThat(second.log()).contains("taking over the PostgreSQL");
                Caller caller = new Caller(setting, second.url());
                int repeated = repeatCalls(caller);
                long events = requireSealedOnceInOrder(jdbc(setting));
                System.out.printf(
                        "kill: %d acknowledged, %d in flight, %d sealed, %d asked again%n",
                        acknowledged.size(), unanswered.size(), events, repeated);
            } finally {
                stopDatabase(setting);
            }
        }
    }

    private void killWhileWriting(Setting setting) throws InterruptedException {
        ChildService first = new ChildService(setting, "--yanqian.roles=command,sealer");
        Caller caller = new Caller(setting, first.url());
        for (int i = 0; i < WRITERS; i++) {
            prepare(caller, i);
        }
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            writers.execute(() -> write(caller, writer));
        }
        DrawDriver.await("writers are at it", () -> acknowledged.size() >= ENOUGH);
        first.kill();
        writers.shutdown();
        assertThat(writers.awaitTermination(90, TimeUnit.SECONDS)).isTrue();
        assertThat(unanswered).as("killed in the middle").isNotEmpty();
    }

    private static String bureau(int writer) {
        return Setting.BUREAUS.get(writer % Setting.BUREAUS.size());
    }

    private static String target(int writer) {
        return "QY00%04d".formatted(9000 + writer);
    }

    private static void prepare(Caller caller, int writer) {
        String bureau = bureau(writer);
        String base = "/api/v1/bureaus/" + bureau;
        if (writer < Setting.BUREAUS.size()) {
            caller.post(bureau + "-approver", base + "/rule-sets", Map.of("id", "weihai-2023"))
                    .ok();
        }
        byte[] file =
                SampleFiles.csv(
                        SampleFiles.TARGET_HEADER,
                        List.of(SampleFiles.target(9000 + writer, "一般", "在产")));
        caller.upload(bureau + "-registry-keeper", base + "/target-imports", file).ok();
    }

    private void write(Caller caller, int writer) {
        for (int n = 0; ; n++) {
            Call call =
                    new Call(
                            bureau(writer),
                            target(writer),
                            n % 2 == 0 ? "停产" : "在产",
                            "w" + writer + "-" + n,
                            null);
            try {
                acknowledged.add(call.answered(call.send(caller).ok()));
            } catch (UncheckedIOException e) {
                unanswered.add(call);
                return;
            }
        }
    }

    /** Each writer's last acknowledged calls, and all that were in flight, once more and again. */
    private int repeatCalls(Caller caller) {
        Map<String, Call> last = new HashMap<>();
        acknowledged.forEach(call -> last.put(call.target(), call));
        for (Call call : last.values()) {
            assertThat(call.send(caller).ok().json()).isEqualTo(call.answer().json());
        }
        for (Call call : List.copyOf(unanswered)) {
            Reply now = call.send(caller).ok();
            assertThat(call.send(caller).ok().json()).isEqualTo(now.json());
            acknowledged.add(call.answered(now));
        }
        return last.size() + unanswered.size();
    }

    private long requireSealedOnceInOrder(JdbcClient jdbc) {
        DrawDriver.await(
                "all sealed",
                () ->
                        jdbc.sql(
                                                "select count(*) from ledger_event e where not exists"
                                                        + " (select 1 from ledger_index i where i.pos ="
                                                        + " e.pos)")
                                        .query(Long.class)
                                        .single()
                                == 0);
        Map<String, Integer> found = new HashMap<>();
        Map<String, Entry> heads = new HashMap<>();
        List<String> broken = new ArrayList<>();
        List<byte[]> entries =
                jdbc.sql(
                                "select i.idx, e.entry from ledger_index i join ledger_event e using (pos)"
                                        + " order by i.idx")
                        .query(
                                (row, n) -> {
                                    assertThat(row.getLong(1)).as("no gap").isEqualTo(n);
                                    return row.getBytes(2);
                                })
                        .list();
        for (byte[] bytes : entries) {
            Entry entry = Entry.parse(bytes);
            found.merge(entry.event().id(), 1, Integer::sum);
            Entry before = heads.put(entry.event().stream(), entry);
            if (!follows(before, entry)) {
                broken.add(entry.event().stream() + "@" + entry.event().seq());
            }
        }
        assertThat(broken).as("streams out of order").isEmpty();
        for (Call call : acknowledged) {
            assertThat(found.get(call.id())).as(call.key()).isEqualTo(1);
        }
        long changes =
                heads.values().stream()
                        .filter(KillTest::isChange)
                        .mapToLong(e -> e.event().seq())
                        .sum();
        assertThat(changes).as("one event a key, none twice").isEqualTo(acknowledged.size());
        return entries.size();
    }

    private static boolean isChange(Entry head) {
        return head.event().stream().startsWith("target/");
    }

    private static boolean follows(Entry before, Entry entry) {
        return before == null
                ? entry.event().seq() == 0 && entry.event().prev().isEmpty()
                : entry.event().seq() == before.event().seq() + 1
                        && entry.event().prev().equals(Hex.format(before.hash(Suite.GM)));
    }

    private static JdbcClient jdbc(Setting setting) throws IOException {
        String port = postmaster(setting).get(3).strip();
        return JdbcClient.create(
                new DriverManagerDataSource(
                        "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres"));
    }

    private static List<String> postmaster(Setting setting) throws IOException {
        Path file = setting.folder.resolve("data/postgres/postmaster.pid");
        return Files.readAllLines(file, StandardCharsets.UTF_8);
    }

    /** The server that the first process left behind belongs to nobody any more. */
    private static void stopDatabase(Setting setting) throws IOException {
        long pid = Long.parseLong(postmaster(setting).get(0).strip());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }
}
