package org.yanqian.ledger.tree;

import java.nio.charset.StandardCharsets;
import org.yanqian.ledger.sign.Signer;

/** Signs notes as a log or cosigns them as a witness, under a name, with an Ed25519 key. */
public final class NoteSigner {
    private final String name;
    private final Signer signer;

    /** Throws {@code BAD_NOTE_KEY} unless the key is of suite intl. */
    public NoteSigner(String name, Signer signer) {
        this.name = name;
        this.signer = signer;
        key(NoteKey.Type.ED25519);
    }

    public String name() {
        return name;
    }

    /** The key that verifies; one private key has a distinct id for each type. */
    public NoteKey key(NoteKey.Type type) {
        return new NoteKey(name, type, signer.publicKey());
    }

    /** Type 0x01: over the text alone. */
    public Note.Signature sign(String text) {
        return new Note.Signature(
                name,
                key(NoteKey.Type.ED25519).id(),
                signer.sign(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A checkpoint with this log's signature. */
    public Note sign(Checkpoint checkpoint) {
        String text = checkpoint.format();
        return new Note(text, java.util.List.of(sign(text)));
    }

    /** Type 0x04: over the seconds since 1970 (1 or more) and the text. */
    public Cosignature cosign(String text, long timestampSeconds) {
        return Cosignature.sign(key(NoteKey.Type.COSIGNATURE_V1), signer, text, timestampSeconds);
    }
}
