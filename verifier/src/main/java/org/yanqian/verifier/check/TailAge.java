package org.yanqian.verifier.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.policy.Policy;

/**
 * How old the latest checkpoint may be. An offline verifier cannot know that it was shown the
 * newest; by the auditor's own clock it can refuse to believe one that is stale.
 *
 * @param now the auditor's clock
 */
public record TailAge(Duration most, Instant now) {

    /** What is wrong, if anything; a head without a quorum is the quorum's matter. */
    Optional<Finding> check(Head head, Policy policy) {
        OptionalLong seen = head.isValid() ? head.quorumAt(policy) : OptionalLong.empty();
        if (seen.isEmpty() || seen.getAsLong() >= now.minus(most).getEpochSecond()) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        "TAIL_TOO_OLD",
                        Effect.UNDECIDED,
                        head.size() - 1,
                        "witnessed after " + time(now.minus(most)),
                        time(Instant.ofEpochSecond(seen.getAsLong()))));
    }

    private static String time(Instant instant) {
        return EventCodec.formatTime(instant);
    }
}
