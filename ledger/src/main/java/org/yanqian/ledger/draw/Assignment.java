package org.yanqian.ledger.draw;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.sign.Suite;

/**
 * Who goes where (SPEC section "Assignment").
 *
 * @param teams every drawn visit in visit order, its roles ascending, the labels of the team
 *     ascending; an unstaffable visit has each of its roles with an empty team
 * @param unstaffable visits that stay owed, in visit order
 * @param shortages one proof per unstaffable visit, in the same order
 */
public record Assignment(
        Map<Bytes, SortedMap<String, List<Bytes>>> teams,
        List<Bytes> unstaffable,
        List<Shortage> shortages) {

    /**
     * @param inspectors the whole list, in any order
     * @param eligibility by candidate label; needed for drawn ones only
     * @param drawn labels of the drawn candidates, in any order
     */
    public static Assignment compute(
            Suite suite,
            Bytes seed,
            List<PoolInspector> inspectors,
            Map<Bytes, Map<String, RoleEligibility>> eligibility,
            Collection<Bytes> drawn) {
        return new Matching(suite, new Staffing(suite, seed, inspectors, eligibility, drawn)).run();
    }
}
