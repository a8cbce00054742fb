package org.yanqian.ledger.freeze;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Utf8Order;
import org.yanqian.ledger.draw.DrawList;
import org.yanqian.ledger.draw.DrawRoots;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.PlanEvent.StratumQuota;

/**
 * The frozen list with everything that only bureau and auditor may see.
 *
 * @param frozenSize ledger size of the fold
 * @param ruleSet hex hash of the adopted rule set
 * @param quotas the binding ones, of the strata that have a target, in the rule set's order
 * @param targets by label, excluded ones too
 * @param inspectors by label: everyone with a certificate number
 * @param fullyCovered strata in which fewer remain than the quota asks: all are drawn (已全覆盖)
 * @param recognisable groups under five with the same stratum and weight
 */
public record FrozenDraw(
        String bureau,
        long frozenSize,
        LocalDate asOf,
        PlanLineAuthored plan,
        String ruleSet,
        DrawList list,
        DrawRoots roots,
        List<StratumQuota> quotas,
        DrawEvent.Counts counts,
        SortedMap<Bytes, FrozenTarget> targets,
        SortedMap<Bytes, FrozenInspector> inspectors,
        List<String> fullyCovered,
        List<Group> recognisable) {

    public record Group(String stratum, long weight, long size) {}

    /** The same draw without the text of its records, of which the leaves hold the digests. */
    public FrozenDraw withoutRecords() {
        TreeMap<Bytes, FrozenTarget> sites = new TreeMap<>();
        targets.forEach((label, target) -> sites.put(label, target.withoutRecord()));
        TreeMap<Bytes, FrozenInspector> people = new TreeMap<>();
        inspectors.forEach((label, person) -> people.put(label, person.withoutRecord()));
        return new FrozenDraw(
                bureau,
                frozenSize,
                asOf,
                plan,
                ruleSet,
                list,
                roots,
                quotas,
                counts,
                sites,
                people,
                fullyCovered,
                recognisable);
    }

    /** What each listed site learns when the embargo ends: sub by permit number. */
    public Map<String, Bytes> subs() {
        Map<String, Bytes> subs = new TreeMap<>(Utf8Order.ASCENDING);
        targets.values().forEach(target -> subs.put(target.id(), target.sub()));
        return subs;
    }

    /** The roots as the announcement carries them. */
    public DrawEvent.Roots eventRoots() {
        return new DrawEvent.Roots(
                roots.candidateRoot().hex(),
                roots.inspectorRoot().hex(),
                roots.eligibilityRoot().hex());
    }
}
