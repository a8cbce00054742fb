package org.yanqian.verifier.check;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.PublicationEvent.ResultPublished;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.WorkingDays;

/**
 * What is late: visits not made when due, and results not public so many working days after the
 * quarter's tasks were completed. "Now" is the day on which a quorum saw the latest checkpoint.
 */
final class Deadlines {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** Of an inspection whose result was never shown. */
    private static final long NEVER = Long.MAX_VALUE;

    private final Map<String, PlanLineAuthored> plans;
    private final Optional<LocalDate> now;
    private final WorkingDays calendar = WorkingDays.packaged();
    private final Map<String, Draw> draws = new ConcurrentSkipListMap<>();
    private final List<Finding> late = new ArrayList<>();

    /**
     * What counts of one draw.
     *
     * @param open whether anything of it is still to be done
     * @param last day of an inspection
     * @param shown for every inspection the first day on which its result was public
     */
    private record Draw(
            String plan,
            long index,
            long overdue,
            long missing,
            boolean open,
            LocalDate last,
            long[] shown) {}

    /** The draws of one bureau and quarter, and whether anything of them is still to be done. */
    private static final class Quarter {
        final String bureau;
        final Map<String, Draw> draws = new TreeMap<>();
        boolean open;
        LocalDate last = LocalDate.MIN;

        Quarter(String bureau) {
            this.bureau = bureau;
        }
    }

    Deadlines(Evidence evidence, Map<String, PlanLineAuthored> plans) {
        this.plans = plans;
        Head latest = evidence.latest;
        OptionalLong seen =
                latest.isValid() ? latest.quorumAt(evidence.policy) : OptionalLong.empty();
        this.now =
                seen.isEmpty()
                        ? Optional.empty()
                        : Optional.of(day(Instant.ofEpochSecond(seen.getAsLong())));
    }

    /** Thread safe. */
    void add(Dossier d) {
        if (now.isPresent()
                && d.announcement() != null
                && d.completion() != null
                && d.voided.isEmpty()
                && plans.containsKey(d.announcement().data().plan())) {
            draws.put(d.drawId(), draw(d, now.get()));
        }
    }

    /** One finding per draw and kind; the number of cases stands in it. */
    List<Finding> late(Function<String, Optional<RuleSet>> rules) {
        Map<String, Quarter> quarters = new TreeMap<>();
        Set<String> drawn = new HashSet<>();
        draws.forEach(
                (drawId, draw) -> {
                    drawn.add(draw.plan);
                    PlanLineAuthored line = plans.get(draw.plan);
                    Quarter quarter =
                            quarters.computeIfAbsent(name(line), n -> new Quarter(line.bureau()));
                    quarter.draws.put(drawId, draw);
                    quarter.open |= draw.open;
                    quarter.last = draw.last.isAfter(quarter.last) ? draw.last : quarter.last;
                    add("INSPECTION_OVERDUE", drawId, draw, draw.overdue, "inspected when due");
                    add(
                            "INSPECTION_MISSING",
                            drawId,
                            draw,
                            draw.missing,
                            "inspected when due, by " + now.orElseThrow());
                });
        plans.forEach(
                (stream, line) -> {
                    Quarter quarter = quarters.get(name(line));
                    if (quarter != null && !drawn.contains(stream)) {
                        quarter.open = true;
                    }
                });
        quarters.values().forEach(quarter -> publications(quarter, rules));
        return late;
    }

    private static String name(PlanLineAuthored line) {
        return line.bureau() + "/" + line.year() + "/Q" + line.quarter();
    }

    private static LocalDate day(Instant time) {
        return time.atZone(SHANGHAI).toLocalDate();
    }

    private static Draw draw(Dossier d, LocalDate now) {
        Map<String, String> due = new HashMap<>();
        d.assigned.forEach(v -> due.putIfAbsent(v.data().label(), v.data().dueOn()));
        d.owed.forEach(v -> due.putIfAbsent(v.data().label(), v.data().dueOn()));
        LocalDate last = LocalDate.MIN;
        long overdue = 0;
        for (Located<InspectionRecorded> at : d.inspected) {
            LocalDate on = date(at.data().inspectedOn());
            LocalDate wanted = date(due.remove(at.data().label()));
            if (on != null && wanted != null && on.isAfter(wanted)) {
                overdue++;
            }
            if (on != null && on.isAfter(last)) {
                last = on;
            }
        }
        long missing =
                due.values().stream()
                        .map(Deadlines::date)
                        .filter(wanted -> wanted != null && now.isAfter(wanted))
                        .count();
        boolean open = !due.isEmpty() || d.inspected.isEmpty();
        String plan = d.announcement().data().plan();
        return new Draw(plan, d.completion().index(), overdue, missing, open, last, shown(d));
    }

    private static long[] shown(Dossier d) {
        Map<String, Long> first = new HashMap<>();
        d.published.forEach(
                p -> {
                    if (p.data() instanceof ResultPublished result) {
                        long on = day(EventCodec.parseTime(p.time())).toEpochDay();
                        first.merge(result.label(), on, Math::min);
                    }
                });
        return d.inspected.stream()
                .mapToLong(at -> first.getOrDefault(at.data().label(), NEVER))
                .toArray();
    }

    private static LocalDate date(String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            // Layer 8 has said so.
            return null;
        }
    }

    private void publications(Quarter quarter, Function<String, Optional<RuleSet>> rules) {
        Optional<RuleSet> set = rules.apply(quarter.bureau);
        if (quarter.open || set.isEmpty()) {
            return;
        }
        WorkingDays.Deadline deadline =
                calendar.plus(quarter.last, set.get().publication().workingDays());
        long by = deadline.date().toEpochDay();
        String wanted = "public by " + deadline.date() + (deadline.provisional() ? " (暂估)" : "");
        boolean over = now.orElseThrow().isAfter(deadline.date());
        quarter.draws.forEach(
                (drawId, draw) -> {
                    long never = Arrays.stream(draw.shown).filter(on -> on == NEVER).count();
                    long tooLate =
                            Arrays.stream(draw.shown).filter(on -> on != NEVER && on > by).count();
                    add("PUBLICATION_OVERDUE", drawId, draw, tooLate, wanted);
                    add("PUBLICATION_MISSING", drawId, draw, over ? never : 0, wanted);
                });
    }

    private void add(String code, String drawId, Draw draw, long count, String expected) {
        if (count > 0) {
            late.add(
                    new Finding(
                            code,
                            Effect.NOTE,
                            draw.index,
                            drawId + ": " + expected,
                            count + " not"));
        }
    }
}
