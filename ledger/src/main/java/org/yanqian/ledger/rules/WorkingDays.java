package org.yanqian.ledger.rules;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.codec.RecordCodec;

/**
 * Working days (工作日) of the People's Republic as the State Council's yearly notices fix them: Monday
 * to Friday, less holidays, plus make-up days. A year without a notice is counted by weekdays alone
 * and the result says so ({@code provisional}, 暂估).
 */
public final class WorkingDays {
    /** Dates as {@code 2026-11-22}. */
    public record Year(
            long year, String notice, List<String> weekdaysOff, List<String> weekendsWorked) {}

    /** The file: years in any order, each once; {@code zone} in which days begin. */
    public record Table(String zone, List<Year> years) {}

    /** @param provisional true when a year without a notice was crossed (暂估) */
    public record Deadline(LocalDate date, boolean provisional) {}

    private final Set<Integer> known;
    private final Set<LocalDate> off;
    private final Set<LocalDate> worked;

    private WorkingDays(Set<Integer> known, Set<LocalDate> off, Set<LocalDate> worked) {
        this.known = known;
        this.off = off;
        this.worked = worked;
    }

    /** The table that comes with the program. */
    public static WorkingDays packaged() {
        return parse(RuleSets.read("/rules/working-days-cn.json"));
    }

    /** Throws {@code NOT_JSON}, {@code BAD_FIELD} or {@code BAD_CALENDAR}. */
    public static WorkingDays parse(byte[] bytes) {
        Table table = RecordCodec.parse(Table.class, Json.read(bytes));
        TreeMap<Integer, Year> years = new TreeMap<>();
        Set<LocalDate> off = new HashSet<>();
        Set<LocalDate> worked = new HashSet<>();
        for (Year year : table.years()) {
            if (years.put(Math.toIntExact(year.year()), year) != null) {
                throw new CodedException("BAD_CALENDAR", "the year " + year.year() + " twice");
            }
            year.weekdaysOff().forEach(d -> add(off, d, year.year(), false));
            year.weekendsWorked().forEach(d -> add(worked, d, year.year(), true));
        }
        return new WorkingDays(Set.copyOf(years.keySet()), Set.copyOf(off), Set.copyOf(worked));
    }

    private static void add(Set<LocalDate> days, String text, long year, boolean weekend) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() == year && isWeekend(day) == weekend && days.add(day)) {
                return;
            }
        } catch (DateTimeException e) {
            throw new CodedException("BAD_CALENDAR", "not a date: " + text, e);
        }
        throw new CodedException(
                "BAD_CALENDAR", text + " is of another year, no such weekday, or there twice");
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    public boolean isKnown(int year) {
        return known.contains(year);
    }

    public boolean isWorkingDay(LocalDate day) {
        return isWeekend(day) ? worked.contains(day) : !off.contains(day);
    }

    /** The {@code n}-th working day after {@code start}, which is not counted; n from 0. */
    public Deadline plus(LocalDate start, long n) {
        LocalDate day = start;
        boolean provisional = false;
        for (long left = n; left > 0; ) {
            day = day.plusDays(1);
            provisional |= !known.contains(day.getYear());
            if (isWorkingDay(day)) {
                left--;
            }
        }
        return new Deadline(day, provisional);
    }

    /** Working days in the closed range; ask {@link #isKnown} of its years. */
    public long count(LocalDate from, LocalDate to) {
        return from.datesUntil(to.plusDays(1)).filter(this::isWorkingDay).count();
    }
}
