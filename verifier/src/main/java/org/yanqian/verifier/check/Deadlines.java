package org.yanqian.verifier.check;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
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

    private final Evidence evidence;
    private final Map<String, PlanLineAuthored> plans;
    private final Function<String, Optional<RuleSet>> rules;
    private final WorkingDays calendar = WorkingDays.packaged();
    private final List<Finding> late = new ArrayList<>();

    /** The draws of one bureau and quarter, and whether anything of them is still to be done. */
    private static final class Quarter {
        final String bureau;
        final List<Dossier> draws = new ArrayList<>();
        boolean open;
        LocalDate last = LocalDate.MIN;

        Quarter(String bureau) {
            this.bureau = bureau;
        }
    }

    Deadlines(
            Evidence evidence,
            Map<String, PlanLineAuthored> plans,
            Function<String, Optional<RuleSet>> rules) {
        this.evidence = evidence;
        this.plans = plans;
        this.rules = rules;
    }

    /** One finding per draw and kind; the number of cases stands in it. */
    List<Finding> late() {
        Head latest = evidence.latest;
        OptionalLong seen =
                latest.isValid() ? latest.quorumAt(evidence.policy) : OptionalLong.empty();
        if (seen.isEmpty()) {
            return late;
        }
        LocalDate now = day(Instant.ofEpochSecond(seen.getAsLong()));
        Map<String, Quarter> quarters = new TreeMap<>();
        Set<String> drawn = new HashSet<>();
        for (Dossier d : evidence.dossiers.all()) {
            if (d.announcement() == null || d.completion() == null || !d.voided.isEmpty()) {
                continue;
            }
            String plan = d.announcement().data().plan();
            PlanLineAuthored line = plans.get(plan);
            if (line != null) {
                drawn.add(plan);
                Quarter quarter =
                        quarters.computeIfAbsent(name(line), n -> new Quarter(line.bureau()));
                quarter.draws.add(d);
                visits(d, quarter, now);
            }
        }
        plans.forEach(
                (stream, line) -> {
                    Quarter quarter = quarters.get(name(line));
                    if (quarter != null && !drawn.contains(stream)) {
                        quarter.open = true;
                    }
                });
        quarters.values().forEach(quarter -> publications(quarter, now));
        return late;
    }

    private static String name(PlanLineAuthored line) {
        return line.bureau() + "/" + line.year() + "/Q" + line.quarter();
    }

    private static LocalDate day(Instant time) {
        return time.atZone(SHANGHAI).toLocalDate();
    }

    private void visits(Dossier d, Quarter quarter, LocalDate now) {
        Map<String, String> due = new HashMap<>();
        d.assigned.forEach(v -> due.putIfAbsent(v.data().label(), v.data().dueOn()));
        d.owed.forEach(v -> due.putIfAbsent(v.data().label(), v.data().dueOn()));
        long overdue = 0;
        for (Located<InspectionRecorded> at : d.inspected) {
            LocalDate on = date(at.data().inspectedOn());
            LocalDate wanted = date(due.remove(at.data().label()));
            if (on != null && wanted != null && on.isAfter(wanted)) {
                overdue++;
            }
            if (on != null && on.isAfter(quarter.last)) {
                quarter.last = on;
            }
        }
        long missing =
                due.values().stream()
                        .map(Deadlines::date)
                        .filter(wanted -> wanted != null && now.isAfter(wanted))
                        .count();
        quarter.open |= !due.isEmpty() || d.inspected.isEmpty();
        add("INSPECTION_OVERDUE", d, overdue, "inspected when due");
        add("INSPECTION_MISSING", d, missing, "inspected when due, by " + now);
    }

    private static LocalDate date(String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            // Layer 8 has said so.
            return null;
        }
    }

    private void publications(Quarter quarter, LocalDate now) {
        Optional<RuleSet> set = rules.apply(quarter.bureau);
        if (quarter.open || set.isEmpty()) {
            return;
        }
        WorkingDays.Deadline deadline =
                calendar.plus(quarter.last, set.get().publication().workingDays());
        for (Dossier d : quarter.draws) {
            Set<String> inTime = new HashSet<>();
            Set<String> shown = new HashSet<>();
            d.published.forEach(
                    p -> {
                        if (p.data() instanceof ResultPublished result) {
                            shown.add(result.label());
                            if (!day(EventCodec.parseTime(p.time())).isAfter(deadline.date())) {
                                inTime.add(result.label());
                            }
                        }
                    });
            long never = 0;
            long tooLate = 0;
            for (Located<InspectionRecorded> at : d.inspected) {
                if (!shown.contains(at.data().label())) {
                    never += now.isAfter(deadline.date()) ? 1 : 0;
                } else if (!inTime.contains(at.data().label())) {
                    tooLate++;
                }
            }
            String by = "public by " + deadline.date() + (deadline.provisional() ? " (暂估)" : "");
            add("PUBLICATION_OVERDUE", d, tooLate, by);
            add("PUBLICATION_MISSING", d, never, by);
        }
    }

    private void add(String code, Dossier d, long count, String expected) {
        if (count > 0) {
            late.add(
                    new Finding(
                            code,
                            Effect.NOTE,
                            d.completion().index(),
                            d.drawId() + ": " + expected,
                            count + " not"));
        }
    }
}
