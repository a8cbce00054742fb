package org.yanqian.command.api;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.command.api.CommandEndpoint.Request;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.sign.Suite;
import tools.jackson.databind.json.JsonMapper;

/** Same key, same answer, one event; the same key with another body is refused. */
@Component
public class IdempotencyKeys {
    private record Row(byte[] request, String answer) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    public IdempotencyKeys(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** In the caller's transaction: a twin waits for it and then gets its answer. */
    Answer once(Request asked, Supplier<Answer> work) {
        Actor actor = asked.actor();
        String key = asked.idempotencyKey();
        if (key == null || key.isBlank()) {
            return work.get();
        }
        byte[] request = digest(asked);
        // The row is taken before the work: a concurrent twin blocks on it until this commits.
        int taken =
                jdbc.sql(
                                "insert into idempotency (officer, key, request, status, answer, made)"
                                        + " values (?, ?, ?, 200, '', ?) on conflict do nothing")
                        .params(actor.officer(), key, request, Timestamp.from(clock.instant()))
                        .update();
        if (taken == 0) {
            return answered(actor, key, request).orElseThrow();
        }
        Answer answer = work.get();
        jdbc.sql("update idempotency set answer = ? where officer = ? and key = ?")
                .params(json.writeValueAsString(answer), actor.officer(), key)
                .update();
        return answer;
    }

    private Optional<Answer> answered(Actor actor, String key, byte[] request) {
        Optional<Row> row =
                jdbc.sql("select request, answer from idempotency where officer = ? and key = ?")
                        .params(actor.officer(), key)
                        .query((r, n) -> new Row(r.getBytes(1), r.getString(2)))
                        .optional();
        return row.map(
                found -> {
                    Refusal.when(
                            !Arrays.equals(found.request, request),
                            RefusalCode.IDEMPOTENCY_KEY_REUSED,
                            key);
                    return json.readValue(found.answer, Answer.class);
                });
    }

    private byte[] digest(Request asked) {
        byte[] body =
                asked.body() instanceof byte[] raw
                        ? raw
                        : json.writeValueAsString(asked.body()).getBytes(StandardCharsets.UTF_8);
        return Suite.INTL.hash(Enc.of("YQ/request").string(asked.place()).bytes(body).toBytes());
    }
}
