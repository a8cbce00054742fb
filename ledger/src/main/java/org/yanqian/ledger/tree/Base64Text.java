package org.yanqian.ledger.tree;

import java.util.Base64;
import org.yanqian.ledger.CodedException;

/** Base64 of RFC 4648 section 4 with padding, of which every value has exactly one text. */
public final class Base64Text {
    private Base64Text() {}

    public static String format(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Throws the given code unless re-encoding gives the same text. */
    public static byte[] parse(String text, String code) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (format(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new CodedException(code, "not base64: " + abbreviate(text), e);
        }
        throw new CodedException(code, "not base64 in its one form: " + abbreviate(text));
    }

    private static String abbreviate(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
