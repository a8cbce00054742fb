package org.yanqian.query.drawlookup;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.DrawEvent.Counts;
import org.yanqian.ledger.event.DrawEvent.Roots;

/**
 * What anybody may know of a draw once its hash is published. No site, no label, no inspector.
 *
 * @param tryNumber which draw of its plan line this is, from 1
 * @param tryReason why the line was drawn again, {@code ""} for a first try
 * @param voided it counts for nothing; what it drew is shown all the same
 * @param vacancies how often somebody stepped in for a drawn inspector, urgent ones among them
 * @param vacancyGrade the weakest grade of those, {@code ""} without one
 * @param closedSites drawn sites found closed, for which the next reserve followed
 * @param lapsed it cannot count, neither proven nor refuted
 * @param unstaffable drawn visits that could not be staffed and stay owed
 * @param listPublished whether sites may be shown
 */
public record DrawDetail(
        String drawHash,
        String drawId,
        String bureau,
        long year,
        long number,
        String plan,
        long planYear,
        long planQuarter,
        String itemName,
        String legalBasis,
        long tryNumber,
        String tryReason,
        List<Try> tries,
        String state,
        String suite,
        String grade,
        boolean lapsed,
        String lapseReason,
        boolean voided,
        String voidReason,
        long unstaffable,
        long vacancies,
        long urgentVacancies,
        String vacancyGrade,
        long closedSites,
        List<Stratum> strata,
        Counts counts,
        Roots roots,
        String ruleSet,
        long frozenSize,
        String asOf,
        List<Party> parties,
        BeaconTerms beaconTerms,
        BeaconValue beaconValue,
        long marginSeconds,
        String revealDeadline,
        String embargoEnd,
        String announcement,
        String close,
        String seed,
        String selectionRoot,
        String assignmentRoot,
        OffsetDateTime announcedAt,
        OffsetDateTime completedAt,
        OffsetDateTime hashPublishedAt,
        List<Covering> checkpoints,
        List<PublishedFile> files,
        boolean listPublished,
        long sitesPublished,
        OffsetDateTime listPublishedAt,
        boolean labelsOpened,
        long resultsPublished) {

    /**
     * @param base every target of the stratum before exclusion
     * @param fullyCovered fewer remained than the quota asks: all were drawn (已全覆盖)
     */
    @Schema(
            example =
                    "{\"stratum\":\"重点\",\"base\":8,\"quota\":2,\"formula\":\"ceil(8 × 25%) = 2\",\"drawn\":2,\"fullyCovered\":false}")
    public record Stratum(
            String stratum,
            long base,
            long quota,
            String formula,
            long drawn,
            boolean fullyCovered) {}

    /** {@code revealed} false: named as missing in the close. */
    public record Party(
            String party, String key, boolean supervising, String commitment, boolean revealed) {}

    /** {@code reason}: why it is void or lapsed, where words say so. */
    public record Try(
            String drawId,
            long tryNumber,
            String state,
            String grade,
            String drawHash,
            String reason,
            String redrawReason) {}

    /**
     * The checkpoint over one event of the draw.
     *
     * @param event {@code announcement}, {@code close} or {@code result}
     * @param size of the tree, 0 while no checkpoint covers the event
     * @param note the signed note with its cosignatures
     */
    @Schema(
            example =
                    "{\"event\":\"announcement\",\"index\":120,\"size\":128,\"root\":\"WJ0H8y1T+5yGqv2nqT9dVvA1mP4zqk2P4sZ0S2b7b0g=\",\"cosigners\":[{\"name\":\"witness.sample\",\"at\":\"2026-10-09T01:00:05Z\"}],\"note\":\"…\"}")
    public record Covering(
            String event,
            long index,
            long size,
            String root,
            List<Cosigner> cosigners,
            String note) {}

    /** As stated by the cosignature, whose signature the offline verifier checks. */
    public record Cosigner(String name, Instant at) {}

    public record PublishedFile(String name, String mediaType, long bytes) {}
}
