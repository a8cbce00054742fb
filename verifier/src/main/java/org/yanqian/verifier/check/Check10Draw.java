package org.yanqian.verifier.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.DrawList;
import org.yanqian.ledger.draw.DrawResult;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.freeze.VisitPlan;
import org.yanqian.ledger.registry.RegistryFinding;

/**
 * 10 Draw: selection and assignment, replayed from the frozen lists and the seed, are those of the
 * result and of the visits; inspections were made by the teams assigned. The selection alone is
 * reported as 10.selection, because a public bundle proves it before the embargo ends.
 */
public final class Check10Draw extends Check {
    static final Set<String> VISITS =
            Set.of("ASSIGNED_TWICE", "RECORDED_WITHOUT_VISIT", "RECORDED_TWICE");

    private final Part selection = new Part("10.selection");

    /** Of a bundle, which has one draw, and is judged as a whole. */
    private final List<Dossier> bundled = Collections.synchronizedList(new ArrayList<>());

    /** A result of its own beside the check's. */
    private static final class Part extends Check {
        Part(String id) {
            super(id);
        }

        void say(String code, long index, Object expected, Object found) {
            equal(code, index, expected, found);
        }

        void fails(String code, long index, Object expected, Object found) {
            fail(code, index, expected, found);
        }

        void open(String reason) {
            notChecked(reason);
        }
    }

    public Check10Draw() {
        super("10");
    }

    @Override
    protected List<Check> parts() {
        return List.of(selection);
    }

    @Override
    protected void start(Evidence evidence) {
        if (evidence.isLedger()) {
            for (RegistryFinding f : evidence.registry.findings()) {
                if (VISITS.contains(f.code())) {
                    fail(f.code(), f.index(), f.stream() + ": " + f.expected(), f.found());
                }
            }
        } else if (evidence.lists == null) {
            notChecked("UNREADABLE_BUNDLE");
            selection.open("UNREADABLE_BUNDLE");
        }
    }

    @Override
    protected void draw(Dossier dossier, Evidence evidence) {
        if (evidence.isLedger()) {
            guarded(index(dossier), () -> ledger(dossier, evidence));
        } else if (evidence.lists != null) {
            bundled.add(dossier);
        }
    }

    @Override
    protected void finish(Evidence evidence) {
        if (!evidence.isLedger() && evidence.lists != null) {
            new BundleDraw(evidence, bundled, this).run();
        }
    }

    private static long index(Dossier dossier) {
        return dossier.completion() == null ? -1 : dossier.completion().index();
    }

    private void ledger(Dossier dossier, Evidence evidence) {
        if (dossier.completion() == null) {
            if (!dossier.assigned.isEmpty() || !dossier.owed.isEmpty()) {
                fail(
                        "VISITS_WITHOUT_RESULT",
                        dossier.assigned.isEmpty()
                                ? dossier.owed.get(0).index()
                                : dossier.assigned.get(0).index(),
                        "a result before",
                        "none");
            }
            return;
        }
        RegistryReplay.Outcome outcome = dossier.outcome;
        SeedReplay seed = dossier.seed;
        if (outcome == null || outcome.frozen() == null || seed == null) {
            undecided("REPLAY_IMPOSSIBLE", index(dossier), "lists and seed", "layers 8 and 9");
            selection.open("REPLAY_IMPOSSIBLE");
            return;
        }
        FrozenDraw frozen = outcome.frozen();
        DrawList list = frozen.list();
        DrawResult replay = DrawResult.compute(list, seed.seed(), 0);
        selection(replay.selection().selected(), replay.selectionRoot(), dossier);
        DrawEvent.DrawCompleted result = dossier.completion().data();
        equal(
                "ASSIGNMENT_ROOT",
                index(dossier),
                replay.assignmentRoot().hex(),
                result.assignmentRoot());
        equal(
                "UNSTAFFABLE_DIFFERS",
                index(dossier),
                replay.assignment().unstaffable().size(),
                result.unstaffable());
        // A draw that was void before its result sends nobody anywhere.
        visits(
                dossier.isVoidAt(index(dossier))
                        ? List.of()
                        : VisitPlan.of(frozen, replay.selection(), replay.assignment()),
                dossier);
        inspections(dossier);
        for (Located<DrawEvent.LabelsOpened> opened : dossier.labelsOpened) {
            guarded(opened.index(), () -> OpenedLabels.check(this, opened, frozen, evidence));
        }
    }

    /** Root and number by stratum; both results carry what is found here. */
    void selection(Map<String, List<Bytes>> selected, Bytes root, Dossier dossier) {
        DrawEvent.DrawCompleted result = dossier.completion().data();
        long index = index(dossier);
        Map<String, Long> drawn = new TreeMap<>();
        selected.forEach((stratum, labels) -> drawn.put(stratum, (long) labels.size()));
        both("SELECTION_ROOT", index, root.hex(), result.selectionRoot());
        both("DRAWN_DIFFERS", index, drawn, new TreeMap<>(result.drawn()));
    }

    /** For both results. */
    void both(String code, long index, Object expected, Object found) {
        selection.say(code, index, expected, found);
        equal(code, index, expected, found);
    }

    void failBoth(String code, long index, Object expected, Object found) {
        selection.fails(code, index, expected, found);
        fail(code, index, expected, found);
    }

    void same(String code, long index, Object expected, Object found) {
        equal(code, index, expected, found);
    }

    void failed(String code, long index, Object expected, Object found) {
        fail(code, index, expected, found);
    }

    void closed(String reason) {
        notChecked(reason);
    }

    void part(long index, Runnable part) {
        guarded(index, part);
    }

    private void visits(List<VisitEvent> expected, Dossier dossier) {
        Map<String, Located<? extends VisitEvent>> found = new HashMap<>();
        dossier.assigned.forEach(v -> found.putIfAbsent(v.data().label(), v));
        dossier.owed.forEach(v -> found.putIfAbsent(v.data().label(), v));
        // A result not yet followed by any visit is one whose visits are still being written.
        if (found.isEmpty() && !expected.isEmpty()) {
            note("VISITS_MISSING", index(dossier), expected.size() + " visits", "none yet");
            return;
        }
        for (VisitEvent visit : expected) {
            String label = label(visit);
            Located<? extends VisitEvent> there = found.remove(label);
            if (there == null) {
                fail("VISIT_MISSING", index(dossier), visit, "no visit");
            } else {
                equal("VISIT_DIFFERS", there.index(), visit, there.data());
            }
        }
        // Reserves that follow closed sites are judged with them, in layer 11.
        found.keySet().removeAll(dossier.reserves());
        found.values().forEach(v -> fail("VISIT_NOT_DRAWN", v.index(), "no visit", v.data()));
    }

    private static String label(VisitEvent visit) {
        if (visit instanceof VisitEvent.VisitAssigned e) {
            return e.label();
        }
        return ((VisitEvent.VisitOwed) visit).label();
    }

    private void inspections(Dossier dossier) {
        for (Located<VisitEvent.InspectionRecorded> at : dossier.inspected) {
            Set<String> team = new HashSet<>();
            List<VisitEvent.TeamMember> sent = dossier.teamAt(at.data().label(), at.index());
            sent.forEach(member -> team.add(member.certificateNo()));
            Set<String> there = new HashSet<>(at.data().inspectors());
            if (!there.equals(team)
                    || team.isEmpty()
                    || there.size() != at.data().inspectors().size()) {
                fail(
                        "INSPECTORS_DIFFER",
                        at.index(),
                        team.isEmpty() ? "no team" : team,
                        at.data().inspectors());
            }
        }
    }
}
