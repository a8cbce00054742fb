package org.yanqian.ledger.tree;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yanqian.ledger.sign.Signer;

/**
 * A witness states that at this time it knew no larger tree of that log, and none that this one does
 * not extend (C2SP tlog-cosignature, Ed25519). Inside the note's signature: {@code u64be time ‖ 64
 * bytes} over
 *
 * <pre>{@code cosignature/v1
 * time 1679315147
 * <the text of the checkpoint>}</pre>
 *
 * @param key of the witness
 * @param timestampSeconds since 1970 in UTC, 1 to 2^63−1; 0 would state no time and is invalid
 * @param signature as it stands in the note
 */
public record Cosignature(NoteKey key, long timestampSeconds, Note.Signature signature) {
    private static final int LENGTH = 8 + 64;

    /** Name of the witness's key. */
    public String keyName() {
        return key.name();
    }

    /** The bytes that are signed. */
    public static byte[] message(long timestampSeconds, String text) {
        return ("cosignature/v1\ntime " + timestampSeconds + "\n" + text)
                .getBytes(StandardCharsets.UTF_8);
    }

    static Cosignature sign(NoteKey key, Signer signer, String text, long timestampSeconds) {
        if (timestampSeconds <= 0) {
            throw new AssertionError("a cosignature states a time, not " + timestampSeconds);
        }
        byte[] raw =
                ByteBuffer.allocate(LENGTH)
                        .putLong(timestampSeconds)
                        .put(signer.sign(message(timestampSeconds, text)))
                        .array();
        return new Cosignature(
                key, timestampSeconds, new Note.Signature(key.name(), key.id(), raw));
    }

    /** Empty unless this key cosigned this text at a time of 1 or more. */
    public static Optional<Cosignature> verify(NoteKey key, String text, Note.Signature signature) {
        byte[] raw = signature.bytes();
        if (key.type() != NoteKey.Type.COSIGNATURE_V1
                || !key.matches(signature)
                || raw.length != LENGTH) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(raw);
        long time = in.getLong();
        byte[] sig = new byte[64];
        in.get(sig);
        if (time <= 0 || !key.key().verify(message(time, text), sig)) {
            return Optional.empty();
        }
        return Optional.of(new Cosignature(key, time, signature));
    }
}
