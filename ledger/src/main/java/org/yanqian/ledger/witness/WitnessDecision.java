package org.yanqian.ledger.witness;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.SignedCheckpoint;
import org.yanqian.ledger.tree.TreeHash;

/**
 * What a witness answers to a request, given the checkpoint that it cosigned last for that origin.
 * Pure; whoever carries it out reads the last checkpoint, decides, and stores the new one as one
 * step. Each alternative knows its HTTP status (C2SP tlog-witness).
 */
public sealed interface WitnessDecision {
    int status();

    /** Store this checkpoint, then answer with a cosignature. */
    record Cosign(SignedCheckpoint checkpoint) implements WitnessDecision {
        @Override
        public int status() {
            return 200;
        }
    }

    /**
     * The old size is not that of the last checkpoint, which is answered.
     *
     * @param size of the last checkpoint
     * @param fork whether the log signed another root for that very size: evidence
     */
    record Conflict(long size, boolean fork) implements WitnessDecision {
        @Override
        public int status() {
            return 409;
        }
    }

    /**
     * @param status 400 malformed, 403 not signed by the log, 404 unknown origin, 422 not consistent
     * @param code as a {@link CodedException} has it
     * @param fork whether the log signed another root for the size cosigned last: evidence
     */
    record Refuse(int status, String code, String message, boolean fork)
            implements WitnessDecision {}

    /** Whether both notes are to be kept as evidence of two histories. */
    default boolean isFork() {
        return this instanceof Refuse refuse && refuse.fork
                || this instanceof Conflict conflict && conflict.fork;
    }

    /**
     * @param logKeys of all logs that the witness serves
     * @param last cosigned for the request's origin, if any
     */
    static WitnessDecision decide(
            AddCheckpoint request, Collection<NoteKey> logKeys, Optional<Checkpoint> last) {
        SignedCheckpoint signed;
        try {
            signed = SignedCheckpoint.verify(request.note(), logKeys, List.of());
        } catch (CodedException e) {
            int status = e.code().equals("UNKNOWN_ORIGIN") ? 404 : 403;
            return new Refuse(status, e.code(), e.getMessage(), false);
        }
        Checkpoint next = signed.checkpoint();
        if (request.oldSize() > next.size()) {
            return new Refuse(400, "BAD_REQUEST", "the old size exceeds the checkpoint's", false);
        }
        // Signed by the log, the size that we cosigned, another root: two histories.
        boolean fork =
                last.isPresent() && last.get().size() == next.size() && !last.get().equals(next);
        long lastSize = last.map(Checkpoint::size).orElse(0L);
        if (request.oldSize() != lastSize) {
            return new Conflict(lastSize, fork);
        }
        if (fork) {
            return new Refuse(422, "FORK", "another root for size " + lastSize, true);
        }
        if (!isConsistent(request, next, last)) {
            return new Refuse(
                    422, "NOT_CONSISTENT", "the proof does not lead from " + lastSize, false);
        }
        return new Cosign(signed);
    }

    private static boolean isConsistent(
            AddCheckpoint request, Checkpoint next, Optional<Checkpoint> last) {
        if (next.size() == 0 && !Arrays.equals(next.root(), TreeHash.empty(Suite.INTL))) {
            return false;
        }
        if (request.oldSize() == 0) {
            return request.proof().isEmpty();
        }
        return Proofs.checkConsistency(
                Suite.INTL,
                request.oldSize(),
                next.size(),
                last.orElseThrow().root(),
                next.root(),
                request.proof());
    }
}
