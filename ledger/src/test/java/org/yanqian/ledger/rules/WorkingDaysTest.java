package org.yanqian.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.ledger.CodedException;

class WorkingDaysTest {
    private static final WorkingDays CHINA = WorkingDays.packaged();

    @ParameterizedTest
    @CsvSource({
        "2024-01-31, 7, 2024-02-08", "2024-01-31, 20, 2024-03-04",
        "2025-01-24, 7, 2025-02-10", "2025-01-24, 20, 2025-02-27",
        "2025-09-30, 7, 2025-10-16", "2025-09-30, 20, 2025-11-04",
        "2025-12-31, 7, 2026-01-12", "2025-12-31, 20, 2026-01-29",
        "2026-01-30, 20, 2026-03-05", "2026-02-13, 7, 2026-03-02",
        "2026-02-13, 20, 2026-03-19", "2026-06-30, 20, 2026-07-28",
        "2026-09-11, 20, 2026-10-15", "2026-09-30, 7, 2026-10-15",
        "2026-09-30, 20, 2026-11-03", "2026-11-20, 20, 2026-12-18",
        "2026-11-20, 0, 2026-11-20"
    })
    void theStartDayIsNotCounted(LocalDate start, long days, LocalDate end) {
        assertThat(CHINA.plus(start, days)).isEqualTo(new WorkingDays.Deadline(end, false));
    }

    @ParameterizedTest
    @CsvSource({"2024, 251", "2025, 248", "2026, 248"})
    void workingDaysOfAYear(int year, long days) {
        assertThat(CHINA.count(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)))
                .isEqualTo(days);
    }

    @Test
    void nineOfTwelveFifthsAreNoWorkingDays() {
        long off = 0;
        for (int month = 0; month < 36; month += 3) {
            off += CHINA.isWorkingDay(LocalDate.of(2024, 1, 5).plusMonths(month)) ? 0 : 1;
        }
        assertThat(off).isEqualTo(9);
    }

    @Test
    void aDeadlineIntoAYearWithoutNoticeIsProvisional() {
        assertThat(CHINA.isKnown(2026)).isTrue();
        assertThat(CHINA.isKnown(2027)).isFalse();
        assertThat(CHINA.plus(LocalDate.of(2026, 12, 30), 1).provisional()).isFalse();
        assertThat(CHINA.plus(LocalDate.of(2026, 12, 31), 1))
                .isEqualTo(new WorkingDays.Deadline(LocalDate.of(2027, 1, 1), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"2026-01-03\"]", // a Saturday is off anyway
                "[\"2025-01-01\"]",
                "[\"2026-13-01\"]",
                "[\"2026-01-01\",\"2026-01-01\"]"
            })
    void aWrongTableIsRefused(String off) {
        String json =
                "{\"zone\":\"Asia/Shanghai\",\"years\":[{\"year\":2026,\"notice\":\"样本\","
                        + "\"weekdaysOff\":"
                        + off
                        + ",\"weekendsWorked\":[]}]}";
        assertThatThrownBy(() -> WorkingDays.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo("BAD_CALENDAR"));
    }
}
