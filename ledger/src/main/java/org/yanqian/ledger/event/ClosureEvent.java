package org.yanqian.ledger.event;

/**
 * Streams {@code closure/<drawId>}: drawn sites that were found closed, and the reserve that follows
 * (SPEC section 9.7). Two inspectors of the team say so under their own signatures, another person
 * decides, the supervising party countersigns.
 */
public sealed interface ClosureEvent extends EventData {
    /** What a countersignature of a closure is over, see {@code Labels.countersignature}. */
    String KIND = "closed-site";

    static String stream(String drawId) {
        return "closure/" + drawId;
    }

    String drawId();

    long request();

    /**
     * Carries the officer signature of the inspector.
     *
     * @param request from 1 without gaps
     * @param visit label of the site
     * @param inspector certificate number of the one who reports, of those who were there
     * @param inspection hash of the visit's {@code visit.inspection-recorded}
     * @param evidence hex hash of what shows it: photographs, a record signed on the spot
     */
    @Wire(type = "closure.reported")
    record ClosureReported(
            String drawId,
            long request,
            String visit,
            String inspector,
            String inspection,
            String reason,
            String evidence)
            implements ClosureEvent {}

    /**
     * The second inspector's word, with his own officer signature.
     *
     * @param report hash of the report
     */
    @Wire(type = "closure.confirmed")
    record ClosureConfirmed(String drawId, long request, String report, String inspector)
            implements ClosureEvent {}

    /** By neither of the two. */
    @Wire(type = "closure.decided")
    record ClosureDecided(String drawId, long request, boolean approved, String reason)
            implements ClosureEvent {}

    /**
     * @param requestHash of {@code closure.confirmed}: what the supervising party signed
     * @param reserve label of the site that takes the place, {@code ""} if none is left; its {@code
     *     visit.owed} follows
     */
    @Wire(type = "closure.countersigned")
    record ClosureCountersigned(
            String drawId,
            long request,
            String requestHash,
            String party,
            String signature,
            String reserve)
            implements ClosureEvent {}
}
