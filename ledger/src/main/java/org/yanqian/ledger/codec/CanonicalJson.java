package org.yanqian.ledger.codec;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.CodedException;

/**
 * Canonical JSON: RFC 8785 in a strict profile (SPEC section 1). One value has one byte form, and
 * reading checks {@code format(parse(b)) == b}. Integers only, within ±(2^53−1); strings in NFC
 * without lone surrogates; keys ascending by UTF-16 code units; no white space.
 *
 * <p>Codes: {@code NOT_JSON}, {@code NOT_CANONICAL}, {@code FLOAT}, {@code INTEGER_RANGE}, {@code
 * NOT_NFC}, {@code LONE_SURROGATE}.
 */
public final class CanonicalJson {
    /** 2^53 − 1, the largest integer that every JSON reader keeps exact. */
    public static final long MAX_INTEGER = 9_007_199_254_740_991L;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] buffer = new byte[512];
    private int length;

    private CanonicalJson() {}

    /** The value whose canonical form is exactly these bytes. */
    public static Object parse(byte[] bytes) {
        Object quick = CanonicalReader.read(bytes);
        return quick == CanonicalReader.NOT_SO ? parseFully(bytes) : quick;
    }

    /** By reading anything and writing it again: what the quick reader may only agree with. */
    static Object parseFully(byte[] bytes) {
        Object value = Json.read(bytes);
        byte[] again = format(value);
        int at = Arrays.mismatch(bytes, again);
        if (at >= 0) {
            throw new CodedException(
                    "NOT_CANONICAL", "differs from its canonical form at byte " + at);
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> parseObject(byte[] bytes) {
        if (parse(bytes) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new CodedException("NOT_CANONICAL", "expected a JSON object");
    }

    /** Takes Map, List, String, Long, Integer, Boolean and null; anything else is refused. */
    public static byte[] format(Object value) {
        CanonicalJson writer = new CanonicalJson();
        writer.value(value);
        return Arrays.copyOf(writer.buffer, writer.length);
    }

    private void value(Object value) {
        if (value == null) {
            ascii("null");
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Long || value instanceof Integer) {
            integer(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            ascii(flag ? "true" : "false");
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof List<?> list) {
            array(list);
        } else if (value instanceof java.math.BigInteger) {
            throw new CodedException("INTEGER_RANGE", "integer beyond ±(2^53−1): " + value);
        } else {
            throw new CodedException(
                    "FLOAT", "not an integer, string, list, object: " + value.getClass());
        }
    }

    private void integer(long number) {
        if (number > MAX_INTEGER || number < -MAX_INTEGER) {
            throw new CodedException("INTEGER_RANGE", "integer beyond ±(2^53−1): " + number);
        }
        ascii(Long.toString(number));
    }

    private void object(Map<?, ?> map) {
        // String.compareTo is UTF-16 code unit order, as RFC 8785 section 3.2.3 asks.
        Map<?, ?> sorted = isSorted(map) ? map : new TreeMap<>(map);
        append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : sorted.entrySet()) {
            if (!first) {
                append(',');
            }
            first = false;
            string((String) entry.getKey());
            append(':');
            value(entry.getValue());
        }
        append('}');
    }

    private static boolean isSorted(Map<?, ?> map) {
        String last = null;
        for (Object key : map.keySet()) {
            if (last != null && last.compareTo((String) key) >= 0) {
                return false;
            }
            last = (String) key;
        }
        return true;
    }

    private void array(List<?> list) {
        append('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                append(',');
            }
            value(list.get(i));
        }
        append(']');
    }

    private void string(String text) {
        append('"');
        boolean ascii = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                ascii = false;
                i = nonAscii(text, i, c);
            } else if (c < 0x20 || c == '"' || c == '\\') {
                escape(c);
            } else {
                append(c);
            }
        }
        append('"');
        if (!ascii && !Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            throw new CodedException("NOT_NFC", "not in Unicode normal form C: " + text);
        }
    }

    private int nonAscii(String text, int i, char c) {
        if (c < 0x800) {
            append(0xC0 | c >> 6);
            append(0x80 | c & 0x3F);
            return i;
        }
        if (!Character.isSurrogate(c)) {
            append(0xE0 | c >> 12);
            append(0x80 | c >> 6 & 0x3F);
            append(0x80 | c & 0x3F);
            return i;
        }
        if (!Character.isHighSurrogate(c)
                || i + 1 == text.length()
                || !Character.isLowSurrogate(text.charAt(i + 1))) {
            throw new CodedException("LONE_SURROGATE", "a lone surrogate in a string");
        }
        int point = Character.toCodePoint(c, text.charAt(i + 1));
        append(0xF0 | point >> 18);
        append(0x80 | point >> 12 & 0x3F);
        append(0x80 | point >> 6 & 0x3F);
        append(0x80 | point & 0x3F);
        return i + 1;
    }

    private void escape(char c) {
        append('\\');
        switch (c) {
            case '"', '\\' -> append(c);
            case '\b' -> append('b');
            case '\f' -> append('f');
            case '\n' -> append('n');
            case '\r' -> append('r');
            case '\t' -> append('t');
            default -> {
                ascii("u00");
                append(HEX[c >> 4]);
                append(HEX[c & 15]);
            }
        }
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            append(text.charAt(i));
        }
    }

    private void append(int b) {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, length * 2);
        }
        buffer[length++] = (byte) b;
    }
}
