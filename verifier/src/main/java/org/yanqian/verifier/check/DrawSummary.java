package org.yanqian.verifier.check;

import java.util.List;
import java.util.Map;
import org.yanqian.ledger.event.PlanEvent;

/**
 * One draw as reports show it; what has not happened yet is empty or −1.
 *
 * @param grade as the verifier computes it
 * @param lapsed code of the reason, {@code ""} for a draw that did not lapse
 * @param lapseAdmitted the ledger says so itself
 * @param voided the reason, {@code ""} for a draw that is not void
 * @param attempt which draw of its plan line, from 1; 0 where not all entries were read
 * @param attemptReason why the line was drawn again, {@code ""} for a first try
 * @param owed visits drawn and not staffed
 * @param uniqueness {@code checked} where all entries were read, else {@code not checked}
 */
public record DrawSummary(
        String drawId,
        String drawHash,
        String grade,
        String beacon,
        long candidates,
        long excluded,
        long inspectors,
        List<PlanEvent.StratumQuota> quotas,
        Map<String, Long> drawn,
        String lapsed,
        boolean lapseAdmitted,
        String voided,
        long attempt,
        String attemptReason,
        long owed,
        String state,
        String uniqueness) {}
