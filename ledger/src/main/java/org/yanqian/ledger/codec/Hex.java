package org.yanqian.ledger.codec;

import java.util.HexFormat;
import org.yanqian.ledger.CodedException;

/** Lower-case hex, the only form of bytes inside JSON. Upper case is refused, never folded. */
public final class Hex {
    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {}

    public static String format(byte[] bytes) {
        return FORMAT.formatHex(bytes);
    }

    /** Throws {@code NOT_HEX} unless re-encoding gives the same text. */
    public static byte[] parse(String text) {
        try {
            byte[] bytes = FORMAT.parseHex(text);
            if (FORMAT.formatHex(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new CodedException("NOT_HEX", "not lower-case hex: " + abbreviate(text), e);
        }
        throw new CodedException("NOT_HEX", "not lower-case hex: " + abbreviate(text));
    }

    /** As {@link #parse(String)}, and of exactly {@code length} bytes. */
    public static byte[] parse(String text, int length) {
        byte[] bytes = parse(text);
        if (bytes.length != length) {
            throw new CodedException(
                    "NOT_HEX", "expected " + length + " bytes of hex, found " + bytes.length);
        }
        return bytes;
    }

    private static String abbreviate(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
