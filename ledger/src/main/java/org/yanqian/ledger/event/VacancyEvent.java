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
     * @param replaced label of the inspector who cannot go; of a visit that never had a team the
     *     number of the place in its role, {@code 1}, {@code 2}, …
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
     * @param beacon a drand round or what the draw's own type asks for; {@code none} when urgent
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

    /** Signature over (drawId, hash of {@code vacancy.announced}, value), as of a draw's beacon. */
    @Wire(type = "vacancy.beacon-confirmed")
    record VacancyBeaconConfirmed(
            String drawId, long k, String party, DrawEvent.BeaconValue value, String signature)
            implements VacancyEvent, DrawEvent.Confirmation {}

    /**
     * @param vacancy hash of the announcing event
     * @param grade A, B or C: how well chance is proven, as of a draw
     * @param late witnesses saw the vacancy too late: computed and shown, nobody steps in
     */
    @Wire(type = "vacancy.executed")
    record VacancyExecuted(
            String drawId,
            long k,
            String vacancy,
            DrawEvent.BeaconValue beacon,
            String grade,
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

    /**
     * Asks another bureau for inspectors who may take empty places of this draw. Numbered together
     * with {@link VacancyRequested}.
     *
     * @param bureau that lends
     * @param capacity places that each of them can hold in this draw, 1 to 64
     */
    @Wire(type = "vacancy.loan-requested")
    record LoanRequested(
            String drawId,
            long request,
            String bureau,
            List<Lent> inspectors,
            long capacity,
            String reason)
            implements VacancyEvent {}

    /** As they stand in the lending bureau's registry. */
    record Lent(String personId, String certificateNo) {}

    /** By an approver of the bureau that lends. */
    @Wire(type = "vacancy.loan-decided")
    record LoanDecided(String drawId, long request, boolean approved, String reason)
            implements VacancyEvent {}
}
