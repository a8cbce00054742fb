package org.yanqian.verifier.witness;

import java.util.List;
import java.util.Locale;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Note;

/**
 * Two notes of one log that do not agree, each with the log's own signature. Of a {@code FORK} they
 * prove by themselves that the log signed two histories; of {@code INCONSISTENT} they prove it unless
 * the log can still show a consistency proof between them.
 *
 * @param cosigned the note that this witness cosigned last
 * @param submitted the note that it refused
 */
record ForkEvidence(Kind kind, Note cosigned, Note submitted) {
    static final String COSIGNED = "cosigned.note";
    static final String SUBMITTED = "submitted.note";
    static final List<String> FILES = List.of(COSIGNED, SUBMITTED);
    private static final int PREFIX = 16;

    enum Kind {
        FORK,
        INCONSISTENT
    }

    static ForkEvidence of(Kind kind, Note cosigned, Note submitted) {
        return new ForkEvidence(kind, cosigned, submitted);
    }

    /** A folder's name: kind, log, and what tells the two notes apart. */
    String name() {
        Checkpoint first = Checkpoint.parse(cosigned.text());
        Checkpoint second = Checkpoint.parse(submitted.text());
        return String.join(
                "-",
                kind.name().toLowerCase(Locale.ROOT),
                WitnessState.originHash(first.origin()).substring(0, PREFIX),
                mark(first),
                mark(second));
    }

    private static String mark(Checkpoint checkpoint) {
        return checkpoint.size() + "-" + Hex.format(checkpoint.root()).substring(0, PREFIX);
    }

    static Kind kindOf(String name) {
        return name.startsWith("fork-") ? Kind.FORK : Kind.INCONSISTENT;
    }

    Note note(String file) {
        return file.equals(COSIGNED) ? cosigned : submitted;
    }
}
