package org.yanqian.ledger.event;

import java.util.List;

/**
 * Streams {@code vacancy/<drawId>}: places of drawn visits that fell free, and who stepped in (SPEC
 * section 9.7). Apart from the draw's own stream, which its public bundle holds whole.
 */
public sealed interface VacancyEvent extends EventData {
    static String stream(String drawId) {
        return "vacancy/" + drawId;
    }

    String drawId();

    /**
     * @param request from 1 without gaps
     * @param urgent the visit cannot wait for a beacon: no beacon, marked and counted
     */
    @Wire(type = "vacancy.requested")
    record VacancyRequested(String drawId, long request, boolean urgent, List<Place> places)
            implements VacancyEvent {}

    /**
     * One place on a visit.
     *
     * @param visit label of the site
     * @param replaced label of the inspector who cannot go
     * @param evidence hex hash of the document that shows why
     */
    record Place(String visit, String role, String replaced, String reason, String evidence) {}

    /** By another person than the one who asked. */
    @Wire(type = "vacancy.rejected")
    record VacancyRejected(String drawId, long request, String reason) implements VacancyEvent {}

    /** Needed for a second vacancy of one visit; signed as {@code draw.voided}, kind {@code vacancy}. */
    @Wire(type = "vacancy.countersigned")
    record VacancyCountersigned(
            String drawId, long request, String requestHash, String party, String signature)
            implements VacancyEvent {}

    /**
     * Approved by another person, with everything fixed from which the substitutes will follow.
     *
     * @param k 1, 2, … without gaps per draw
     * @param asOf day at which certificates must be valid, that of the event
     * @param registrySize ledger size of the registry by which inspectors are fit
     * @param beacon a drand round, or type {@code none} when urgent
     */
    @Wire(type = "vacancy.announced")
    record VacancyAnnounced(
            String drawId,
            long k,
            long request,
            String requestHash,
            List<Slot> slots,
            String asOf,
            long registrySize,
            DrawEvent.BeaconTerms beacon,
            long marginSeconds)
            implements VacancyEvent {}

    /**
     * @param poolSize how many may step in
     * @param pool hex MAC that closes the pool's labels and free capacities
     */
    record Slot(String visit, String role, String replaced, long poolSize, String pool) {}

    /**
     * @param vacancy hash of the announcing event
     * @param late witnesses saw the vacancy too late: computed and shown, nobody steps in
     */
    @Wire(type = "vacancy.executed")
    record VacancyExecuted(
            String drawId,
            long k,
            String vacancy,
            DrawEvent.BeaconValue beacon,
            boolean late,
            List<Substitute> substitutes)
            implements VacancyEvent {}

    /** {@code label}, personId and certificateNo are {@code ""} where nobody was left. */
    record Substitute(
            String visit,
            String role,
            String replaced,
            String label,
            String personId,
            String certificateNo) {}
}
