package org.yanqian.ledger.freeze;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.rules.Quarters;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSet.Bounds;

/**
 * The days and times of an announcement that a bureau may choose, within bounds (SPEC section 9.3).
 * The service refuses what breaches them, the verifier refutes it.
 */
public record AnnouncementTerms(
        LocalDate asOf, Instant revealDeadline, long marginSeconds, Instant embargoEnd) {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** {@code expected} and {@code found} name the field. */
    public record Breach(String expected, String found) {
        @Override
        public String toString() {
            return found + " (" + expected + ")";
        }
    }

    /** Throws {@code BAD_DATE} or {@code BAD_TIME}. */
    public static AnnouncementTerms of(DrawAnnounced announced) {
        return new AnnouncementTerms(
                date(announced.asOf()),
                EventCodec.parseTime(announced.revealDeadline()),
                announced.marginSeconds(),
                EventCodec.parseTime(announced.embargoEnd()));
    }

    /** Throws {@code BAD_DATE}. */
    public static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new CodedException("BAD_DATE", "asOf " + text, e);
        }
    }

    /** The day of Asia/Shanghai. */
    public static LocalDate day(Instant time) {
        return time.atZone(SHANGHAI).toLocalDate();
    }

    /**
     * Empty if all is within bounds.
     *
     * @param announcedAt time of the event, from which all else is counted
     * @param roundTimeSeconds of the beacon, since 1970; empty where none is known
     */
    public List<Breach> breaches(
            Instant announcedAt,
            PlanLineAuthored plan,
            RuleSet rules,
            OptionalLong roundTimeSeconds) {
        RuleSet.DrawRules bounds = rules.draw();
        List<Breach> breaches = new ArrayList<>();
        asOf(breaches, day(announcedAt), Quarters.lastDay(plan.year(), plan.quarter()));
        within(breaches, "marginSeconds", bounds.marginSeconds(), marginSeconds);
        within(
                breaches,
                "revealDeadline in seconds",
                bounds.revealSeconds(),
                Duration.between(announcedAt, revealDeadline).toSeconds());
        within(
                breaches,
                "embargoEnd in days",
                bounds.embargoDays(),
                Math.floorDiv(Duration.between(announcedAt, embargoEnd).toSeconds(), 86_400L));
        if (roundTimeSeconds.isPresent()) {
            beacon(breaches, roundTimeSeconds.getAsLong());
        }
        return breaches;
    }

    // Eligibility is that of the days on which visits can be made, never of a day that suits.
    private void asOf(List<Breach> breaches, LocalDate announced, LocalDate quarterEnd) {
        LocalDate last = announced.isAfter(quarterEnd) ? announced : quarterEnd;
        if (asOf.isBefore(announced) || asOf.isAfter(last)) {
            breaches.add(new Breach("asOf " + announced + " to " + last, "asOf " + asOf));
        }
    }

    private static void within(List<Breach> breaches, String field, Bounds bounds, long found) {
        if (!bounds.contains(found)) {
            breaches.add(
                    new Breach(
                            field + " " + bounds.min() + " to " + bounds.max(),
                            field + " " + found));
        }
    }

    private void beacon(List<Breach> breaches, long roundTime) {
        if (revealDeadline.getEpochSecond() >= roundTime - marginSeconds) {
            breaches.add(
                    new Breach(
                            "revealDeadline before "
                                    + Instant.ofEpochSecond(roundTime)
                                    + " less "
                                    + marginSeconds
                                    + " s",
                            "revealDeadline " + revealDeadline));
        }
        if (embargoEnd.getEpochSecond() < roundTime) {
            breaches.add(
                    new Breach(
                            "embargoEnd not before " + Instant.ofEpochSecond(roundTime),
                            "embargoEnd " + embargoEnd));
        }
    }
}
