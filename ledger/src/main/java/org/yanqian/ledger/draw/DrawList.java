package org.yanqian.ledger.draw;

import java.util.List;
import java.util.Map;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.sign.Suite;

/**
 * Everything that a freeze fixes. The order of lists and maps carries no meaning: the same input in
 * another order gives the same draw.
 *
 * @param drawId {@code origin/bureau/year/number}
 * @param quotas how many are drawn, by stratum
 * @param eligibility by candidate label, then role; entries of excluded or unlisted candidates are
 *     ignored
 */
public record DrawList(
        Suite suite,
        String drawId,
        List<Candidate> candidates,
        List<PoolInspector> inspectors,
        Map<String, Long> quotas,
        Map<Bytes, Map<String, RoleEligibility>> eligibility) {}
