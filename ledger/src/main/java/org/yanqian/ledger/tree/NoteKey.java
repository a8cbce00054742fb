package org.yanqian.ledger.tree;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Suite;

/**
 * A key that verifies notes (C2SP signed-note, "vkey"): {@code <name>+<hex of key id>+base64(type ‖
 * key)} with key id = the first four bytes of {@code SHA-256(name ‖ 0x0A ‖ type ‖ key)}.
 *
 * @param name a log's origin, or the name of a witness
 * @param type whether it signs notes or cosigns checkpoints
 * @param key Ed25519
 */
public record NoteKey(String name, Type type, PublicKey key) {
    /** Signature types; others that C2SP assigns are not used here. */
    public enum Type {
        /** Over the text of the note: what a log signs its checkpoints with. */
        ED25519(0x01),
        /** Over time and text: what a witness signs with (tlog-cosignature). */
        COSIGNATURE_V1(0x04);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        /** Byte inside key id and vkey. */
        public int code() {
            return code;
        }
    }

    public NoteKey {
        Note.requireName(name);
        if (key.suite() != Suite.INTL) {
            throw new CodedException("BAD_NOTE_KEY", "keys of notes are Ed25519: " + name);
        }
    }

    /** First four bytes, big-endian, of SHA-256(name ‖ 0x0A ‖ type ‖ key). */
    public int id() {
        byte[] digest =
                Suite.INTL.hash(
                        (name + "\n").getBytes(StandardCharsets.UTF_8), typed(type.code, key));
        return ByteBuffer.wrap(digest).getInt();
    }

    /** The vkey. */
    public String format() {
        byte[] id = ByteBuffer.allocate(4).putInt(id()).array();
        return name + "+" + Hex.format(id) + "+" + Base64Text.format(typed(type.code, key));
    }

    /** Throws {@code BAD_NOTE_KEY}, also for an unknown type and an id of another key. */
    public static NoteKey parse(String vkey) {
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw bad("expected name+id+key, found " + vkey);
        }
        byte[] raw = Base64Text.parse(parts[2], "BAD_NOTE_KEY");
        for (Type type : Type.values()) {
            if (raw.length == 33 && raw[0] == type.code) {
                NoteKey key =
                        new NoteKey(
                                parts[0],
                                type,
                                PublicKey.of(Suite.INTL, Arrays.copyOfRange(raw, 1, 33)));
                if (!key.format().equals(vkey)) {
                    throw bad("the id is not that of the key: " + vkey);
                }
                return key;
            }
        }
        throw bad("neither Ed25519 (01) nor cosignature/v1 (04): " + vkey);
    }

    /** Whether a signature line claims to be by this key. */
    public boolean matches(Note.Signature signature) {
        return signature.keyId() == id() && signature.keyName().equals(name);
    }

    /** True only for a signature by this key over this text, of this key's type. */
    public boolean verify(String text, Note.Signature signature) {
        if (!matches(signature)) {
            return false;
        }
        if (type == Type.COSIGNATURE_V1) {
            return Cosignature.verify(this, text, signature).isPresent();
        }
        return key.verify(text.getBytes(StandardCharsets.UTF_8), signature.bytes());
    }

    private static byte[] typed(int type, PublicKey key) {
        return ByteBuffer.allocate(33).put((byte) type).put(key.bytes()).array();
    }

    private static CodedException bad(String message) {
        return new CodedException("BAD_NOTE_KEY", message);
    }

    @Override
    public String toString() {
        return format();
    }
}
