package org.yanqian.ledger.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.yanqian.ledger.CodedException;

/**
 * A checkpoint whose signatures were verified against given keys; there is no other way to one.
 *
 * @param checkpoint what the log states
 * @param note as read, with the signatures of unknown keys too
 * @param cosignatures by the given witnesses, in the order of the note; a witness may stand there
 *     more than once
 */
public record SignedCheckpoint(Checkpoint checkpoint, Note note, List<Cosignature> cosignatures) {
    public SignedCheckpoint {
        cosignatures = List.copyOf(cosignatures);
    }

    /**
     * Reads a signed checkpoint. A key of a log counts only for the origin that it is named after.
     * Signatures of unknown keys are ignored; a wrong one of a known key makes the whole note
     * worthless (C2SP signed-note).
     *
     * <p>Codes: {@code BAD_NOTE}, {@code BAD_CHECKPOINT}, {@code UNKNOWN_ORIGIN} (no key for it),
     * {@code BAD_SIGNATURE} (of a known key), {@code UNSIGNED} (no known key of the log signed).
     */
    public static SignedCheckpoint verify(
            byte[] note, Collection<NoteKey> logKeys, Collection<NoteKey> witnessKeys) {
        return verify(Note.parse(note), logKeys, witnessKeys);
    }

    public static SignedCheckpoint verify(
            Note note, Collection<NoteKey> logKeys, Collection<NoteKey> witnessKeys) {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        List<NoteKey> own =
                logKeys.stream().filter(k -> k.name().equals(checkpoint.origin())).toList();
        if (own.isEmpty()) {
            throw new CodedException("UNKNOWN_ORIGIN", "no key for " + checkpoint.origin());
        }
        boolean signed = false;
        List<Cosignature> cosignatures = new ArrayList<>();
        for (Note.Signature signature : note.signatures()) {
            for (NoteKey key : own) {
                if (key.matches(signature)) {
                    require(key.verify(note.text(), signature), signature);
                    signed = true;
                }
            }
            for (NoteKey key : witnessKeys) {
                if (key.matches(signature)) {
                    var cosignature = Cosignature.verify(key, note.text(), signature);
                    require(cosignature.isPresent(), signature);
                    cosignatures.add(cosignature.orElseThrow());
                }
            }
        }
        if (!signed) {
            throw new CodedException(
                    "UNSIGNED", "no signature by a known key of " + checkpoint.origin());
        }
        return new SignedCheckpoint(checkpoint, note, cosignatures);
    }

    private static void require(boolean valid, Note.Signature signature) {
        if (!valid) {
            throw new CodedException("BAD_SIGNATURE", "signature does not verify: " + signature);
        }
    }
}
