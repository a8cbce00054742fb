package org.yanqian.ledger.witness;

import java.util.List;
import org.yanqian.ledger.tree.Note;

/** What came of asking a witness for a cosignature. */
public sealed interface WitnessAnswer {
    /**
     * 200.
     *
     * @param lines one or more signature lines, each with its newline, well-formed but not yet
     *     verified: add them to the note and verify that
     */
    record Cosigned(List<Note.Signature> lines) implements WitnessAnswer {
        public Cosigned {
            lines = List.copyOf(lines);
        }
    }

    /** 409: the witness cosigned this size last; ask again with a proof from there. */
    record Conflict(long size) implements WitnessAnswer {}

    /**
     * Any other answer, and a 200 or 409 that cannot be read.
     *
     * @param text the first 1,000 characters of the body
     */
    record Refused(int status, String text) implements WitnessAnswer {}

    /** No answer: refused connection, unknown host, time-out, a body beyond the limit. */
    record Unreachable(String reason) implements WitnessAnswer {}
}
