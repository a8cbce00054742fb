package org.yanqian.ledger.event;

import java.util.List;
import java.util.Map;

/** Streams {@code draw/<drawId>}, drawId = {@code origin/bureau/year/number} (DRAW/1). */
public sealed interface DrawEvent extends EventData {
    static String stream(String drawId) {
        return "draw/" + drawId;
    }

    String drawId();

    /** Takes the next number of bureau and year and invites the parties. */
    @Wire(type = "draw.opened")
    record DrawOpened(
            String drawId,
            String bureau,
            long year,
            long number,
            String plan,
            String suite,
            List<Party> parties)
            implements DrawEvent {}

    /** {@code key} as {@code suite:hex}; {@code supervising} marks the party of the supervising body. */
    record Party(String party, String key, boolean supervising) {}

    /** {@code signature} (hex) by the party's own key over {@code enc("YQ1/commit", drawId, party, commitment)}. */
    @Wire(type = "draw.seed-committed")
    record SeedCommitted(String drawId, String party, String commitment, String signature)
            implements DrawEvent {}

    /** DRAW/1 section 3. Its canonical event bytes hash to the {@code announcement} of the protocol. */
    @Wire(type = "draw.announced")
    record DrawAnnounced(
            String drawId,
            String suite,
            String algorithm,
            String previous,
            String plan,
            String ruleSet,
            long frozenSize,
            String asOf,
            Roots roots,
            Counts counts,
            List<PlanEvent.StratumQuota> quotas,
            String keyCommitment,
            String keyCiphertext,
            List<PartyCommitment> parties,
            BeaconTerms beacon,
            String revealDeadline,
            long marginSeconds,
            String embargoEnd)
            implements DrawEvent {}

    record Roots(String candidates, String inspectors, String eligibility) {}

    /** {@code understaffed}: visits with fewer eligible than demanded; {@code recognisable}: groups under five. */
    record Counts(
            long candidates,
            long excluded,
            long inspectors,
            long eligibility,
            long understaffed,
            long recognisable) {}

    record PartyCommitment(String party, String key, boolean supervising, String commitment) {}

    /**
     * Everything about the beacon that could be chosen. Unused fields are 0, "" or empty.
     *
     * @param notBefore for lottery-cn and dice: only what is drawn or rolled after it counts
     * @param dice number of ten-sided dice, 20 to 40
     * @param issues the lottery issues {@code game|issue}, three or more, in order
     * @param fallback what replaces a cancelled issue, in words
     */
    record BeaconTerms(
            String type,
            long round,
            String notBefore,
            long dice,
            List<String> issues,
            String fallback) {}

    /** {@code signature} over {@code enc("DRAW1/reveal", drawId, announcement, party, nonce)}. */
    @Wire(type = "draw.seed-revealed")
    record SeedRevealed(String drawId, String party, String nonce, String signature)
            implements DrawEvent {}

    /** The sole test of lateness: every party's reveal, or its name among the missing. */
    @Wire(type = "draw.closed")
    record DrawClosed(
            String drawId,
            String announcement,
            List<SeedRevealed> reveals,
            List<MissingParty> missing)
            implements DrawEvent {}

    record MissingParty(String party, String commitment) {}

    /** A party's word on dice or lottery numbers. */
    interface Confirmation {
        String party();

        BeaconValue value();
    }

    /** A party confirms the dice or lottery value: signature over (drawId, close, value). */
    @Wire(type = "draw.beacon-confirmed")
    record BeaconConfirmed(String drawId, String party, BeaconValue value, String signature)
            implements DrawEvent, Confirmation {}

    /**
     * @param signature drand: hex of the BLS signature
     * @param previousSignature drand-default only
     * @param digits dice: ASCII digits in the order rolled
     * @param issues lottery: {@code game|issue|numbers}
     */
    record BeaconValue(
            String type,
            long round,
            String signature,
            String previousSignature,
            String digits,
            List<String> issues) {}

    /**
     * DRAW/1 section 8. The draw hash is the suite hash of this event's canonical bytes.
     *
     * @param lapsed the announcement or the close was not witnessed in time, or the beacon came too late
     * @param drawn number drawn by stratum
     */
    @Wire(type = "draw.completed")
    record DrawCompleted(
            String drawId,
            String announcement,
            String close,
            BeaconValue beacon,
            String seed,
            String grade,
            boolean lapsed,
            Map<String, Long> drawn,
            long unstaffable,
            String selectionRoot,
            String assignmentRoot)
            implements DrawEvent {}

    /** The draw ended without a result, or cannot count: neither proven nor refuted, a try all the same. */
    @Wire(type = "draw.lapsed")
    record DrawLapsed(String drawId, String reason) implements DrawEvent {}

    /** The end of the embargo: the list of (id, sub), stored and served by its suite hash. */
    @Wire(type = "draw.labels-opened")
    record LabelsOpened(String drawId, String list, long opened, long exempt)
            implements DrawEvent {}

    /**
     * Asks that the draw count for nothing. Requests of a draw are numbered from 1; each is decided by
     * another person and takes effect with the supervising party's countersignature only.
     */
    @Wire(type = "draw.void-requested")
    record VoidRequested(String drawId, long request, String reason) implements DrawEvent {}

    /** Asks, of a draw that is void or lapsed, that its plan line may be drawn once more. */
    @Wire(type = "draw.redraw-requested")
    record RedrawRequested(String drawId, long request, String reason) implements DrawEvent {}

    /** By another person than the one who asked. */
    @Wire(type = "draw.request-decided")
    record RequestDecided(String drawId, long request, boolean approved, String reason)
            implements DrawEvent {}

    /**
     * The draw counts for nothing; it is computed and published all the same (DRAW/1 section 7).
     *
     * @param requestHash of the request's event: what the supervising party signed
     * @param signature of {@code party} over {@code enc("YQ1/countersign", "void", drawId,
     *     requestHash)}
     */
    @Wire(type = "draw.voided")
    record DrawVoided(
            String drawId,
            long request,
            String requestHash,
            String reason,
            String party,
            String signature)
            implements DrawEvent {}

    /** One more draw of the plan line; signed likewise with kind {@code redraw}. */
    @Wire(type = "draw.redraw-allowed")
    record RedrawAllowed(
            String drawId,
            long request,
            String requestHash,
            String reason,
            String party,
            String signature)
            implements DrawEvent {}
}
