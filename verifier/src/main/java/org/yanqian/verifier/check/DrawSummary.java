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
 * @param edits empty where not all entries were read
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
        String uniqueness,
        Edits edits) {
    /**
     * Edits of the bureau's registries in the thirty days before the announcement.
     *
     * @param named the last hundred, each with its author; in a report of very many draws only
     *     before the latest of them
     * @param more how many there were beside these
     * @param imported lines that came by file, which are counted only
     */
    public record Edits(List<Edit> named, long more, long imported) {
        static final Edits NONE = new Edits(List.of(), 0, 0);
    }

    /**
     * @param index in the ledger
     * @param officer pseudonym of who did it, for {@code bureau}
     * @param kind {@code registered}, {@code changed} or {@code removed}
     * @param id of the site or the person in the registry
     */
    public record Edit(
            long index,
            String time,
            String bureau,
            String officer,
            String kind,
            String id,
            String reason) {}
}
