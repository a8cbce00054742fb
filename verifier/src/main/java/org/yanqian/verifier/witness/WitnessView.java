package org.yanqian.verifier.witness;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a witness says of itself.
 *
 * @param key its vkey
 * @param since when this process started; the tallies count from there
 * @param logs in the order configured
 * @param strangers requests that named no log of this witness, or could not be read
 */
record WitnessView(
        String key, Instant since, List<Log> logs, List<ForkEvidence> evidence, Tally strangers) {
    record Log(String origin, Optional<WitnessState.Last> last, Tally tally) {}
}
