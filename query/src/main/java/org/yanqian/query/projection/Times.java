package org.yanqian.query.projection;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** From the times of events to those of tables. */
public final class Times {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private Times() {}

    /** Null for {@code ""}. */
    public static OffsetDateTime instant(String text) {
        return text.isEmpty() ? null : Instant.parse(text).atOffset(ZoneOffset.UTC);
    }

    /** Null for {@code ""}. */
    public static LocalDate day(String text) {
        return text.isEmpty() ? null : LocalDate.parse(text);
    }

    /** The last moment of the day in Beijing, to the second; null for null. */
    public static OffsetDateTime endOf(LocalDate day) {
        return day == null
                ? null
                : day.plusDays(1).atStartOfDay(ZONE).minusSeconds(1).toOffsetDateTime();
    }
}
