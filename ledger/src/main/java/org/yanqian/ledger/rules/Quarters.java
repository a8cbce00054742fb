package org.yanqian.ledger.rules;

import java.time.LocalDate;
import java.time.YearMonth;
import org.yanqian.ledger.CodedException;

/** Calendar quarters and half-years. */
public final class Quarters {
    private Quarters() {}

    /** Throws {@code BAD_QUARTER}. */
    public static void require(long quarter) {
        if (quarter < 1 || quarter > 4) {
            throw new CodedException("BAD_QUARTER", "a quarter is 1 to 4, not " + quarter);
        }
    }

    private static int year(long year) {
        if (year < 1 || year > 9999) {
            throw new CodedException("BAD_YEAR", "a year is 1 to 9999, not " + year);
        }
        return (int) year;
    }

    /** Throws {@code BAD_YEAR} or {@code BAD_QUARTER}. */
    public static LocalDate firstDay(long year, long quarter) {
        require(quarter);
        return LocalDate.of(year(year), (int) quarter * 3 - 2, 1);
    }

    /** Throws {@code BAD_YEAR} or {@code BAD_QUARTER}. */
    public static LocalDate lastDay(long year, long quarter) {
        require(quarter);
        return YearMonth.of(year(year), (int) quarter * 3).atEndOfMonth();
    }

    public static boolean isFirstOfHalf(long quarter) {
        return quarter % 2 == 1;
    }

    /** Whether the day lies in the half-year of this quarter. */
    public static boolean inSameHalf(LocalDate day, long year, long quarter) {
        return day.getYear() == year && (day.getMonthValue() <= 6) == (quarter <= 2);
    }
}
