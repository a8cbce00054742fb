package org.yanqian.command.api;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.command.keys.OfficerKeys;
import org.yanqian.command.keys.PolicySource;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.seal.Submitted;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.sign.Dsse;

/** Events between their preparation and their officer's signature. */
@Component
public class PreparedEvents {
    private static final Duration VALID = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final OfficerKeys keys;
    private final PolicySource policies;
    private final Clock clock;

    public PreparedEvents(JdbcClient jdbc, OfficerKeys keys, PolicySource policies, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * What the officer's program signs: DSSE of {@code payloadType} and the UTF-8 bytes of {@code
     * event}.
     *
     * @param preparation id for the header {@code Officer-Signature}
     * @param event canonical text, as it will be stored
     * @param validUntil after which it must be prepared anew
     */
    public record Preparation(
            String preparation,
            String payloadType,
            String event,
            String stream,
            long sequence,
            String validUntil) {}

    private record Row(byte[] event, Instant made) {}

    Preparation keep(Actor actor, Entry entry) {
        Instant now = clock.instant();
        jdbc.sql("delete from prepared_event where made < ?")
                .param(Timestamp.from(now.minus(KEPT)))
                .update();
        LedgerEvent event = entry.event();
        jdbc.sql("insert into prepared_event (id, officer, event, made) values (?, ?, ?, ?)")
                .params(
                        UUID.fromString(event.id()),
                        actor.officer(),
                        entry.eventBytes(),
                        Timestamp.from(now))
                .update();
        return new Preparation(
                event.id(),
                Dsse.EVENT_TYPE,
                new String(entry.eventBytes(), StandardCharsets.UTF_8),
                event.stream(),
                event.seq(),
                EventCodec.formatTime(now.plus(valid())));
    }

    // Its time is that of the preparation, and outsiders allow a slack only.
    private Duration valid() {
        long slack = policies.find().map(p -> p.slackSeconds() / 2).orElse(VALID.toSeconds());
        return Duration.ofSeconds(Math.max(1, Math.min(VALID.toSeconds(), slack)));
    }

    /**
     * Takes a prepared event out, in the caller's transaction; refuses with {@code
     * PREPARATION_UNKNOWN}, {@code PREPARATION_EXPIRED} or as {@link OfficerKeys#require}.
     *
     * @param header {@code <preparation> <key id> <base64 of the signature>}
     */
    Submitted take(Actor actor, String header) {
        String[] parts = header.strip().split(" ");
        Refusal.when(
                parts.length != 3 || !parts[0].matches("[0-9a-f-]{36}"),
                RefusalCode.PREPARATION_UNKNOWN,
                header);
        UUID id = UUID.fromString(parts[0]);
        Row row =
                jdbc.sql(
                                "delete from prepared_event where id = ? and officer = ?"
                                        + " returning event, made")
                        .params(id, actor.officer())
                        .query((r, n) -> new Row(r.getBytes(1), r.getTimestamp(2).toInstant()))
                        .optional()
                        .orElseThrow(() -> new Refusal(RefusalCode.PREPARATION_UNKNOWN, parts[0]));
        Refusal.when(
                row.made.plus(valid()).isBefore(clock.instant()),
                RefusalCode.PREPARATION_EXPIRED,
                parts[0]);
        Entry.Signature signature = new Entry.Signature(parts[1], parts[2]);
        keys.require(actor, Dsse.pae(Dsse.EVENT_TYPE, row.event), signature);
        return new Submitted(EventCodec.parse(row.event), row.event, signature);
    }
}
