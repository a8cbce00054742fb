package org.yanqian.ledger.freeze;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.Assignment;
import org.yanqian.ledger.draw.Selection;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.rules.Quarters;

/**
 * What a draw leaves to be done: one event per drawn site, in the order of the selection (strata by
 * their UTF-8 bytes, then rank). A visit without a team is owed, never dropped.
 */
public final class VisitPlan {
    private VisitPlan() {}

    /** {@code VisitAssigned} or {@code VisitOwed} per drawn site; due at the end of the quarter. */
    public static List<VisitEvent> of(
            FrozenDraw frozen, Selection selection, Assignment assignment) {
        String dueOn = Quarters.lastDay(frozen.plan().year(), frozen.plan().quarter()).toString();
        Set<Bytes> owed = new HashSet<>(assignment.unstaffable());
        List<VisitEvent> visits = new ArrayList<>();
        selection
                .selected()
                .forEach(
                        (stratum, labels) -> {
                            long rank = 0;
                            for (Bytes label : labels) {
                                FrozenTarget target = frozen.targets().get(label);
                                visits.add(
                                        visit(
                                                frozen,
                                                target,
                                                ++rank,
                                                owed.contains(label)
                                                        ? List.of()
                                                        : team(frozen, assignment, label),
                                                dueOn));
                            }
                        });
        return List.copyOf(visits);
    }

    private static VisitEvent visit(
            FrozenDraw frozen,
            FrozenTarget target,
            long rank,
            List<VisitEvent.TeamMember> team,
            String dueOn) {
        String drawId = frozen.list().drawId();
        String label = target.label().hex();
        return team.isEmpty()
                ? new VisitEvent.VisitOwed(
                        drawId, label, target.objectId(), target.stratum(), rank, dueOn)
                : new VisitEvent.VisitAssigned(
                        drawId, label, target.objectId(), target.stratum(), rank, team, dueOn);
    }

    private static List<VisitEvent.TeamMember> team(
            FrozenDraw frozen, Assignment assignment, Bytes visit) {
        SortedMap<String, List<Bytes>> roles = assignment.teams().get(visit);
        if (roles == null) {
            throw new AssertionError("drawn, neither staffed nor owed: " + visit);
        }
        List<VisitEvent.TeamMember> team = new ArrayList<>();
        for (Map.Entry<String, List<Bytes>> role : roles.entrySet()) {
            for (Bytes label : role.getValue()) {
                FrozenInspector person = frozen.inspectors().get(label);
                team.add(
                        new VisitEvent.TeamMember(
                                role.getKey(), person.personId(), person.id(), label.hex()));
            }
        }
        return List.copyOf(team);
    }
}
