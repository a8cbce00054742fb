package org.yanqian.ledger.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.yanqian.ledger.CodedException;

/**
 * The typed, unambiguous encoding of DRAW/1 (SPEC section "Notation"):
 * {@code enc(tag, f1..fn) = u8 length of tag ‖ ASCII tag ‖ per field (u32be length ‖ bytes)}.
 *
 * <pre>{@code Enc.of("DRAW1/visit").bytes(label).toBytes()}</pre>
 */
public final class Enc {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

    private Enc(String tag) {
        byte[] ascii = tag.getBytes(StandardCharsets.US_ASCII);
        if (ascii.length > 255 || !new String(ascii, StandardCharsets.US_ASCII).equals(tag)) {
            throw new AssertionError("tag is not short ASCII: " + tag);
        }
        out.write(ascii.length);
        out.writeBytes(ascii);
    }

    public static Enc of(String tag) {
        return new Enc(tag);
    }

    /** Raw bytes: labels, hashes, nonces, salts, randomness. */
    public Enc bytes(byte[] field) {
        int n = field.length;
        out.write(n >>> 24);
        out.write(n >>> 16);
        out.write(n >>> 8);
        out.write(n);
        out.writeBytes(field);
        return this;
    }

    /** UTF-8. A string that is not in NFC is refused with {@code NOT_NFC}, never normalised. */
    public Enc string(String field) {
        return bytes(utf8(field));
    }

    /** u64be: weight, rank, k, n, round, capacity, demand. */
    public Enc number(long field) {
        byte[] be = new byte[8];
        for (int i = 7, shift = 0; i >= 0; i--, shift += 8) {
            be[i] = (byte) (field >>> shift);
        }
        return bytes(be);
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }

    /** UTF-8 of an NFC string without lone surrogates; {@code NOT_NFC} or {@code LONE_SURROGATE}. */
    public static byte[] utf8(String text) {
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            throw new CodedException("NOT_NFC", "not in Unicode normal form C: " + text);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!new String(bytes, StandardCharsets.UTF_8).equals(text)) {
            throw new CodedException("LONE_SURROGATE", "a lone surrogate in a string");
        }
        return bytes;
    }
}
