package org.yanqian.command.draw;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.yanqian.command.seal.Witnessing;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.policy.Policy;

/**
 * A step of a draw that no quorum of witnesses has seen. The draw goes on only once they have: nothing
 * lets it pass without them.
 *
 * @param event {@code announcement} or {@code close}
 * @param missing witnesses, by the policy's names, whose cosignature the quorum may still need
 * @param since when the step was recorded
 * @param lapsesAt the deadline after which the draw lapses; absent where its beacon names no time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DrawWait(
        String event, long index, List<String> missing, Instant since, Instant lapsesAt) {

    /** Empty once the quorum is met. */
    static Optional<DrawWait> of(
            String event,
            DrawFile.Step step,
            DrawAnnounced announced,
            Witnessing witnessing,
            Policy policy) {
        List<String> missing = witnessing.missing(step.index());
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong deadline = policy.deadline(announced);
        return Optional.of(
                new DrawWait(
                        event,
                        step.index(),
                        missing,
                        EventCodec.parseTime(step.entry().event().time()),
                        deadline.isPresent() ? Instant.ofEpochSecond(deadline.getAsLong()) : null));
    }
}
