package org.yanqian.ledger.codec;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads bytes that are canonical already, in one pass without writing them again: keys must ascend,
 * escapes and integers have their only form. {@link #read} answers {@link #NOT_SO} for anything else
 * and lets the full reader find the reason; it may be too strict, never too lenient.
 */
final class CanonicalReader {
    /** What {@link #read} returns for bytes that it does not vouch for. */
    static final Object NOT_SO = new Object();

    private static final int MAX_DEPTH = 100;
    private static final int MAX_DIGITS = 16;

    private static final class Unusual extends RuntimeException {
        private static final long serialVersionUID = 1L;
        static final Unusual INSTANCE = new Unusual();

        Unusual() {
            super(null, null, false, false);
        }
    }

    private final byte[] bytes;
    private int at;

    private CanonicalReader(byte[] bytes) {
        this.bytes = bytes;
    }

    static Object read(byte[] bytes) {
        CanonicalReader reader = new CanonicalReader(bytes);
        try {
            Object value = reader.value(0);
            return reader.at == bytes.length ? value : NOT_SO;
        } catch (Unusual e) {
            return NOT_SO;
        }
    }

    private int next() {
        if (at == bytes.length) {
            throw Unusual.INSTANCE;
        }
        return bytes[at++];
    }

    private int peek() {
        if (at == bytes.length) {
            throw Unusual.INSTANCE;
        }
        return bytes[at];
    }

    private Object value(int depth) {
        int b = peek();
        if (depth == MAX_DEPTH && (b == '{' || b == '[')) {
            throw Unusual.INSTANCE;
        }
        return switch (b) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true", Boolean.TRUE);
            case 'f' -> literal("false", Boolean.FALSE);
            case 'n' -> literal("null", null);
            default -> integer();
        };
    }

    private Object literal(String text, Object value) {
        for (int i = 0; i < text.length(); i++) {
            if (next() != text.charAt(i)) {
                throw Unusual.INSTANCE;
            }
        }
        return value;
    }

    // RFC 8785 and the strict profile: no leading zero, no minus zero, within ±(2^53−1).
    private Long integer() {
        int start = at;
        boolean negative = peek() == '-';
        if (negative) {
            at++;
        }
        int first = at;
        long value = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + bytes[at++] - '0';
            if (at - first > MAX_DIGITS) {
                throw Unusual.INSTANCE;
            }
        }
        boolean zero = at - first > 0 && bytes[first] == '0';
        if (at == first || zero && (at - start > 1) || value > CanonicalJson.MAX_INTEGER) {
            throw Unusual.INSTANCE;
        }
        return negative ? -value : value;
    }

    private Map<String, Object> object(int depth) {
        at++;
        Map<String, Object> map = new LinkedHashMap<>();
        if (peek() == '}') {
            at++;
            return map;
        }
        String last = null;
        while (true) {
            if (peek() != '"') {
                throw Unusual.INSTANCE;
            }
            String key = string();
            if (last != null && last.compareTo(key) >= 0 || next() != ':') {
                throw Unusual.INSTANCE;
            }
            map.put(key, value(depth + 1));
            last = key;
            int b = next();
            if (b == '}') {
                return map;
            }
            if (b != ',') {
                throw Unusual.INSTANCE;
            }
        }
    }

    private List<Object> array(int depth) {
        at++;
        List<Object> list = new ArrayList<>();
        if (peek() == ']') {
            at++;
            return list;
        }
        while (true) {
            list.add(value(depth + 1));
            int b = next();
            if (b == ']') {
                return list;
            }
            if (b != ',') {
                throw Unusual.INSTANCE;
            }
        }
    }

    private String string() {
        int start = ++at;
        while (true) {
            int b = next();
            if (b == '"') {
                return new String(bytes, start, at - 1 - start, StandardCharsets.ISO_8859_1);
            }
            if (b < 0x20 || b == '\\') {
                // A control character, an escape or, being negative, a byte beyond ASCII.
                at--;
                return longString(start);
            }
        }
    }

    /** From the first byte that is not plain ASCII on, character by character. */
    private String longString(int start) {
        StringBuilder text = new StringBuilder(64);
        for (int i = start; i < at; i++) {
            text.append((char) bytes[i]);
        }
        boolean stable = true;
        while (true) {
            int b = next();
            if (b == '"') {
                break;
            }
            if (b == '\\') {
                text.append(escape());
            } else if (b >= 0) {
                if (b < 0x20) {
                    throw Unusual.INSTANCE;
                }
                text.append((char) b);
            } else {
                int point = point(b & 0xFF);
                stable &= isStable(point);
                text.appendCodePoint(point);
            }
        }
        String string = text.toString();
        if (!stable && !Normalizer.isNormalized(string, Normalizer.Form.NFC)) {
            throw Unusual.INSTANCE;
        }
        return string;
    }

    /** Characters that no neighbour can change under NFC: Latin-1 and the common Han block. */
    private static boolean isStable(int point) {
        return point < 0x300 || point >= 0x4E00 && point <= 0x9FA5;
    }

    private char escape() {
        return switch (next()) {
            case '"' -> '"';
            case '\\' -> '\\';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> control();
            default -> throw Unusual.INSTANCE;
        };
    }

    // Only other control characters are written as four hex digits, in lower case.
    private char control() {
        if (next() != '0' || next() != '0') {
            throw Unusual.INSTANCE;
        }
        int high = next() - '0';
        int low = next();
        int digit =
                low >= '0' && low <= '9'
                        ? low - '0'
                        : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
        int c = high << 4 | digit;
        boolean hasShort = c == '\b' || c == '\f' || c == '\n' || c == '\r' || c == '\t';
        if (high != 0 && high != 1 || digit < 0 || hasShort) {
            throw Unusual.INSTANCE;
        }
        return (char) c;
    }

    /** UTF-8 (RFC 3629): shortest form, no surrogates, up to U+10FFFF. */
    private int point(int lead) {
        int more = lead >= 0xC2 && lead <= 0xDF ? 1 : lead >= 0xE0 && lead <= 0xEF ? 2 : 3;
        if (lead < 0xC2 || lead > 0xF4) {
            throw Unusual.INSTANCE;
        }
        int point = lead & (0x3F >> more);
        for (int i = 0; i < more; i++) {
            int b = next() & 0xFF;
            if ((b & 0xC0) != 0x80) {
                throw Unusual.INSTANCE;
            }
            point = point << 6 | b & 0x3F;
        }
        boolean shortest = more == 1 || point >= (more == 2 ? 0x800 : 0x10000);
        if (!shortest || point >= 0xD800 && point <= 0xDFFF || point > 0x10FFFF) {
            throw Unusual.INSTANCE;
        }
        return point;
    }
}
