package org.yanqian.verifier.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yanqian.ledger.bundle.BundleLists;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Utf8Order;
import org.yanqian.ledger.draw.Assignment;
import org.yanqian.ledger.draw.Candidate;
import org.yanqian.ledger.draw.DrawList;
import org.yanqian.ledger.draw.DrawResult;
import org.yanqian.ledger.draw.Freeze;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.draw.PoolInspector;
import org.yanqian.ledger.draw.RoleEligibility;
import org.yanqian.ledger.draw.Selection;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.PlanEvent;

/** Layer 10 on a public bundle: its leaves against the announced roots, then the replay. */
final class BundleDraw {
    private final Evidence evidence;
    private final List<Dossier> dossiers;
    private final Check10Draw check;
    private final BundleLists lists;
    private final DrawBundle bundle;
    private Dossier dossier;
    private DrawEvent.DrawAnnounced announced;
    private long index;

    BundleDraw(Evidence evidence, List<Dossier> dossiers, Check10Draw check) {
        this.dossiers = dossiers;
        this.evidence = evidence;
        this.check = check;
        this.lists = evidence.lists;
        this.bundle = evidence.bundle;
    }

    void run() {
        for (Dossier d : dossiers) {
            if (d.drawId().equals(bundle.drawId())) {
                dossier = d;
            } else {
                check.failBoth("DRAW_DIFFERS", -1, bundle.drawId(), d.drawId());
            }
        }
        if (dossier == null || dossier.announcement() == null || dossier.completion() == null) {
            check.failBoth("INCOMPLETE_BUNDLE", -1, "announcement and result", "not both");
            return;
        }
        announced = dossier.announcement().data();
        index = dossier.announcement().index();
        leaves();
        Map<String, Long> quotas = new TreeMap<>(Utf8Order.ASCENDING);
        for (PlanEvent.StratumQuota q : announced.quotas()) {
            quotas.put(q.stratum(), q.quota());
        }
        // The refusals of the freeze that need no eligibility.
        check.part(index, () -> Freeze.check(list(quotas, Map.of())));
        SeedReplay seed = dossier.seed;
        if (seed == null) {
            check.failBoth("REPLAY_IMPOSSIBLE", index, "a seed", "see layer 9");
            return;
        }
        check.part(index, () -> replay(quotas, seed.seed()));
    }

    private void leaves() {
        check.both(
                "CANDIDATES_ROOT",
                index,
                announced.roots().candidates(),
                lists.candidateRoot().hex());
        check.both(
                "INSPECTORS_ROOT",
                index,
                announced.roots().inspectors(),
                lists.inspectorRoot().hex());
        long excluded = lists.candidates().stream().filter(Candidate::isExcluded).count();
        check.both(
                "COUNTS_DIFFER",
                index,
                List.of(
                        announced.counts().candidates(),
                        announced.counts().excluded(),
                        announced.counts().inspectors()),
                List.of(
                        (long) lists.candidates().size(),
                        excluded,
                        (long) lists.inspectors().size()));
    }

    private DrawList list(
            Map<String, Long> quotas, Map<Bytes, Map<String, RoleEligibility>> known) {
        Bytes nothing = Bytes.of(new byte[Freeze.HASH_BYTES]);
        RoleEligibility closed = new RoleEligibility(Freeze.MIN_ENFORCEMENT, List.of(), nothing);
        Map<Bytes, Map<String, RoleEligibility>> eligibility = new HashMap<>();
        for (Candidate c : lists.candidates()) {
            eligibility.put(c.label(), Map.of(Freeze.ENFORCEMENT, closed));
        }
        eligibility.putAll(known);
        return new DrawList(
                evidence.suite,
                bundle.drawId(),
                lists.candidates(),
                lists.inspectors(),
                quotas,
                eligibility);
    }

    private void replay(Map<String, Long> quotas, Bytes seed) {
        Selection selection =
                Selection.compute(evidence.suite, seed, lists.candidates(), quotas, 0);
        check.selection(
                selection.selected(), DrawResult.selectionRoot(evidence.suite, selection), dossier);
        if (bundle.opening().isEmpty()) {
            check.closed("EMBARGO");
            return;
        }
        DrawBundle.Opening opening = bundle.opening().get(0);
        check.same(
                "ELIGIBILITY_ROOT",
                index,
                announced.roots().eligibility(),
                lists.eligibilityRoot(opening).hex());
        check.part(index, () -> teams(quotas, seed, selection, opening));
        check.part(index, () -> labels(opening));
    }

    private void teams(
            Map<String, Long> quotas, Bytes seed, Selection selection, DrawBundle.Opening opening) {
        Map<Bytes, Map<String, RoleEligibility>> opened = lists.opened(opening);
        Freeze.check(list(quotas, opened));
        Set<Bytes> drawn = new HashSet<>(selection.drawn());
        if (!drawn.equals(opened.keySet())) {
            check.failed("SETS_OPENED", index, drawn.size() + " visits", opened.size());
            return;
        }
        Assignment assignment =
                Assignment.compute(evidence.suite, seed, lists.inspectors(), opened, drawn);
        DrawEvent.DrawCompleted result = dossier.completion().data();
        long at = dossier.completion().index();
        check.same(
                "ASSIGNMENT_ROOT",
                at,
                DrawResult.assignmentRoot(evidence.suite, assignment, opened).hex(),
                result.assignmentRoot());
        check.same(
                "UNSTAFFABLE_DIFFERS", at, assignment.unstaffable().size(), result.unstaffable());
        Map<Bytes, Map<String, List<Bytes>>> stated = lists.teams(opening);
        new TreeMap<>(assignment.teams())
                .forEach(
                        (label, team) ->
                                check.same(
                                        "TEAM_DIFFERS",
                                        at,
                                        label + " " + team,
                                        label + " " + stated.get(label)));
    }

    private void labels(DrawBundle.Opening opening) {
        dossier.labelsOpened.forEach(e -> OpenedLabels.exempt(check, e));
        check.same("OPENED_COUNT", index, lists.candidates().size(), opening.ids().size());
        Set<Bytes> known = new HashSet<>();
        lists.candidates().forEach(c -> known.add(c.label()));
        Set<Bytes> people = new HashSet<>();
        lists.inspectors().stream().map(PoolInspector::label).forEach(people::add);
        lists.subs(opening)
                .forEach(
                        (id, sub) -> {
                            Bytes label = Labels.label(evidence.suite, sub);
                            if (!known.remove(label) || people.contains(label)) {
                                check.failed("LABEL_DIFFERS", index, "a listed site once", id);
                            }
                        });
    }
}
