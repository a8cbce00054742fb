package org.yanqian.verifier.witness;

import java.time.Instant;

/**
 * What a witness answered for one log since it started. What must outlive it stands in {@link
 * WitnessState}: the note cosigned last, and the evidence.
 *
 * @param conflicts answers 409: the log did not know what was cosigned last
 * @param lastRefusal code of the last refusal, "" for none
 */
record Tally(
        long cosigned, long conflicts, long refused, String lastRefusal, Instant lastRefusedAt) {
    static final Tally NONE = new Tally(0, 0, 0, "", Instant.EPOCH);

    Tally withCosigned() {
        return new Tally(cosigned + 1, conflicts, refused, lastRefusal, lastRefusedAt);
    }

    Tally withConflict() {
        return new Tally(cosigned, conflicts + 1, refused, lastRefusal, lastRefusedAt);
    }

    Tally withRefusal(String code, Instant at) {
        return new Tally(cosigned, conflicts, refused + 1, code, at);
    }
}
