package org.yanqian.ledger.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;

/** Event ↔ canonical bytes (SPEC section "Event"). {@code format(parse(b)) == b}. */
public final class EventCodec {
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(java.util.Locale.ROOT);

    private static final String TIME_FORM = "0000-00-00T00:00:00.000Z";
    private static final String NOT_A_TIME = "not a UTC time with milliseconds: ";

    private EventCodec() {}

    public static byte[] format(LedgerEvent event) {
        Wire wire = EventTypes.of(event.data());
        Map<String, Object> map = new TreeMap<>();
        map.put("actor", RecordCodec.format(event.actor()));
        map.put("cause", event.cause());
        map.put("data", RecordCodec.format((Record) event.data()));
        map.put("id", event.id());
        map.put("ledger", event.ledger());
        map.put("prev", event.prev());
        map.put("salt", event.salt());
        map.put("seq", event.seq());
        map.put("stream", event.stream());
        map.put("time", event.time());
        map.put("type", wire.type());
        map.put("v", (long) wire.v());
        return CanonicalJson.format(map);
    }

    /**
     * Throws {@code NOT_CANONICAL}, {@code NOT_JSON}, {@code BAD_FIELD} or {@code UNKNOWN_TYPE}.
     */
    public static LedgerEvent parse(byte[] bytes) {
        return of(CanonicalJson.parseObject(bytes));
    }

    /** From the parsed object; the caller has compared the bytes. */
    static LedgerEvent of(Map<?, ?> map) {
        String type = text(map, "type");
        long v = number(map, "v");
        Class<? extends Record> dataType = EventTypes.find(type, v);
        if (map.size() != 12) {
            throw new CodedException("BAD_FIELD", "an event has 12 fields, found " + map.keySet());
        }
        String prev = text(map, "prev");
        if (!prev.isEmpty()) {
            Hex.parse(prev, 32);
        }
        Hex.parse(text(map, "salt"), 16);
        parseTime(text(map, "time"));
        return new LedgerEvent(
                RecordCodec.parse(Actor.class, map.get("actor")),
                text(map, "cause"),
                (EventData) RecordCodec.parse(dataType, map.get("data")),
                text(map, "id"),
                text(map, "ledger"),
                prev,
                text(map, "salt"),
                number(map, "seq"),
                text(map, "stream"),
                text(map, "time"));
    }

    /** UTC with exactly three digits of milliseconds. */
    public static String formatTime(Instant time) {
        return MILLIS.format(time);
    }

    /** Throws {@code BAD_TIME} unless it is in exactly the form {@code 2026-11-22T05:10:53.123Z}. */
    public static Instant parseTime(String text) {
        if (text.length() == TIME_FORM.length()) {
            try {
                return LocalDateTime.of(
                                digits(text, 0, 4),
                                digits(text, 5, 7),
                                digits(text, 8, 10),
                                digits(text, 11, 13),
                                digits(text, 14, 16),
                                digits(text, 17, 19),
                                digits(text, 20, 23) * 1_000_000)
                        .toInstant(requireSeparators(text));
            } catch (DateTimeException e) {
                throw new CodedException("BAD_TIME", NOT_A_TIME + text, e);
            }
        }
        throw new CodedException("BAD_TIME", NOT_A_TIME + text);
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new CodedException("BAD_TIME", NOT_A_TIME + text);
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static ZoneOffset requireSeparators(String text) {
        for (int i = 0; i < TIME_FORM.length(); i++) {
            char form = TIME_FORM.charAt(i);
            if (form != '0' && form != text.charAt(i)) {
                throw new CodedException("BAD_TIME", NOT_A_TIME + text);
            }
        }
        return ZoneOffset.UTC;
    }

    private static String text(Map<?, ?> map, String field) {
        if (map.get(field) instanceof String text) {
            return text;
        }
        throw new CodedException("BAD_FIELD", "event." + field + " must be a string");
    }

    private static long number(Map<?, ?> map, String field) {
        if (map.get(field) instanceof Long number && number >= 0) {
            return number;
        }
        throw new CodedException("BAD_FIELD", "event." + field + " must be a number from 0");
    }
}
