package org.yanqian.ledger.draw;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.yanqian.ledger.codec.Bytes;

/**
 * Proof that a visit cannot be staffed, checkable without repeating the search (a condition of
 * Hall's type, SPEC section "Assignment"): with S the inspectors that the failed search reached, Σ
 * max(0, demand(p,q) − |eligible(p,q) \ S|) over all roles of visits staffed earlier and of this
 * visit exceeds Σ capacity over S.
 *
 * @param visit the unstaffable visit
 * @param role where the search failed
 * @param reached S; empty if nobody is eligible
 */
public record Shortage(Bytes visit, String role, SortedSet<Bytes> reached) {
    /**
     * Whether the inequality holds.
     *
     * @param staffedEarlier visits before this one in visit order that were staffed
     */
    public boolean holds(
            List<PoolInspector> inspectors,
            Map<Bytes, Map<String, RoleEligibility>> eligibility,
            Set<Bytes> staffedEarlier) {
        long demand = need(eligibility.get(visit));
        for (Bytes earlier : staffedEarlier) {
            demand += need(eligibility.get(earlier));
        }
        long capacity = 0;
        for (PoolInspector inspector : inspectors) {
            if (reached.contains(inspector.label())) {
                capacity += inspector.capacity();
            }
        }
        return demand > capacity;
    }

    private long need(Map<String, RoleEligibility> roles) {
        long need = 0;
        for (RoleEligibility e : roles.values()) {
            long others = e.eligible().stream().filter(l -> !reached.contains(l)).count();
            need += Math.max(0, e.demand() - others);
        }
        return need;
    }
}
