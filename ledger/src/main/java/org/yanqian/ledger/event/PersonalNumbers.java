package org.yanqian.ledger.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yanqian.ledger.codec.RecordCodec;

/**
 * Finds resident identity numbers (GB 11643) and mainland mobile numbers in what an event says (SPEC
 * section 3.2). Such numbers belong into the vault; an event can never be taken back.
 *
 * <p>Only whole runs of digits count. A run inside lower-case hex is a piece of a hash, one behind a
 * decimal point a piece of a coordinate; numbers of certificates and social credit codes that look
 * alike are told apart by their field and check character.
 */
public final class PersonalNumbers {
    public enum Kind {
        RESIDENT_ID("居民身份证号码", "a resident identity number"),
        MOBILE("手机号码", "a mobile number");

        private final String zh;
        private final String en;

        Kind(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        public String zh() {
            return zh;
        }

        public String en() {
            return en;
        }
    }

    /** @param field path in the event's data, {@code record.address} for example; never the number */
    public record Hit(String field, Kind kind) {}

    private static final int ID_DIGITS = 18;
    private static final int MOBILE_DIGITS = 11;

    // Enforcement certificates have 11 digits where a province numbers them so.
    private static final Set<String> CERTIFICATES = Set.of("certificateNo", "inspectors");

    // Dice and lottery numbers are digits that nobody chose.
    private static final Set<String> CHANCE = Set.of("digits", "issues");

    private static final Set<String> PROVINCES =
            Set.of(
                    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35",
                    "36", "37", "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54",
                    "61", "62", "63", "64", "65", "71", "81", "82", "83");
    private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String ID_CHECKS = "10X98765432";
    private static final String USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final String FULL_WIDTH = "\u00ef\u00bc";

    private PersonalNumbers() {}

    /** The first one in the order of fields. */
    public static Optional<Hit> find(EventData data) {
        return find((Object) RecordCodec.format((Record) data), "", "");
    }

    private static Optional<Hit> find(Object value, String path, String field) {
        if (value instanceof String text) {
            return inField(field, text).map(kind -> new Hit(path, kind));
        }
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                Optional<Hit> hit = find(list.get(i), path + "[" + i + "]", field);
                if (hit.isPresent()) {
                    return hit;
                }
            }
        }
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String name = (String) entry.getKey();
                String below = path.isEmpty() ? name : path + "." + name;
                Optional<Hit> hit =
                        inField("", name)
                                .map(kind -> new Hit(path, kind))
                                .or(() -> find(entry.getValue(), below, name));
                if (hit.isPresent()) {
                    return hit;
                }
            }
        }
        return Optional.empty();
    }

    /** In the value of a field by its name; {@code ""} for a text of any kind. */
    public static Optional<Kind> inField(String field, String value) {
        return CHANCE.contains(field)
                ? Optional.empty()
                : Optional.ofNullable(
                        scan(value, !CERTIFICATES.contains(field), field.equals("uscc")));
    }

    /**
     * Whether it is worth to look at the fields: for reading millions of events. Never false where
     * {@link #find} finds something.
     */
    public static boolean isSuspicious(byte[] eventBytes) {
        String text = new String(eventBytes, StandardCharsets.ISO_8859_1);
        // An escape's letter would stand before a number.
        return text.indexOf('\\') >= 0
                || hasFullWidthDigit(text)
                || scan(text, true, false) != null;
    }

    // In UTF-8 0xEF 0xBC 0x90 to 0x99; Chinese brackets and commas begin with the same two bytes.
    private static boolean hasFullWidthDigit(String utf8) {
        int at = utf8.indexOf(FULL_WIDTH);
        while (at >= 0 && at + 2 < utf8.length()) {
            char last = utf8.charAt(at + 2);
            if (last >= 0x90 && last <= 0x99) {
                return true;
            }
            at = utf8.indexOf(FULL_WIDTH, at + 2);
        }
        return false;
    }

    private static Kind scan(String value, boolean mobiles, boolean creditCode) {
        int n = value.length();
        for (int from = 0; from < n; from++) {
            if (isDigit(digit(value, from))) {
                int to = from + 1;
                while (to < n && isDigit(digit(value, to))) {
                    to++;
                }
                if (to - from >= MOBILE_DIGITS && !isPartOfOther(value, from, to)) {
                    Kind kind = kind(value, from, to, mobiles, creditCode);
                    if (kind != null) {
                        return kind;
                    }
                }
                from = to;
            }
        }
        return null;
    }

    private static Kind kind(String value, int from, int to, boolean mobiles, boolean creditCode) {
        String run = digits(value, from, to);
        boolean endsInX =
                run.length() == ID_DIGITS - 1
                        && to < value.length()
                        && "Xx".indexOf(value.charAt(to)) >= 0
                        && (to + 1 == value.length() || !isLetterOrDigit(value.charAt(to + 1)));
        String id = endsInX ? run + "X" : run;
        if (id.length() == ID_DIGITS && isResidentId(id) && !(creditCode && isCreditCode(id))) {
            return Kind.RESIDENT_ID;
        }
        String mobile =
                run.length() == MOBILE_DIGITS + 2 && run.startsWith("86") ? run.substring(2) : run;
        boolean found =
                mobile.length() == MOBILE_DIGITS
                        && mobile.charAt(0) == '1'
                        && mobile.charAt(1) >= '3';
        return mobiles && found ? Kind.MOBILE : null;
    }

    /** GB 11643: province, day of birth, check character by ISO 7064 MOD 11-2. */
    private static boolean isResidentId(String id) {
        if (!PROVINCES.contains(id.substring(0, 2))) {
            return false;
        }
        int year = Integer.parseInt(id.substring(6, 10));
        try {
            LocalDate.of(
                    year,
                    Integer.parseInt(id.substring(10, 12)),
                    Integer.parseInt(id.substring(12, 14)));
        } catch (DateTimeException e) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < ID_WEIGHTS.length; i++) {
            sum += ID_WEIGHTS[i] * (id.charAt(i) - '0');
        }
        return year >= 1850 && year < 2100 && ID_CHECKS.charAt(sum % 11) == id.charAt(17);
    }

    /** GB 32100: check character by weights 3^i mod 31. */
    private static boolean isCreditCode(String code) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < ID_DIGITS - 1; i++) {
            int value = USCC_ALPHABET.indexOf(code.charAt(i));
            if (value < 0) {
                return false;
            }
            sum += value * weight;
            weight = weight * 3 % 31;
        }
        return USCC_ALPHABET.charAt((31 - sum % 31) % 31) == code.charAt(ID_DIGITS - 1);
    }

    /** A run in lower-case hex, or before or behind a decimal point. */
    private static boolean isPartOfOther(String value, int from, int to) {
        boolean decimal =
                from > 1 && value.charAt(from - 1) == '.' && isDigit(digit(value, from - 2))
                        || to + 1 < value.length()
                                && value.charAt(to) == '.'
                                && isDigit(digit(value, to + 1));
        int start = from;
        while (start > 0 && isLetterOrDigit(value.charAt(start - 1))) {
            start--;
        }
        int end = to;
        while (end < value.length() && isLetterOrDigit(value.charAt(end))) {
            end++;
        }
        boolean hex = end - start > to - from;
        for (int i = start; i < end; i++) {
            char c = value.charAt(i);
            hex &= c >= 'a' && c <= 'f' || isDigit(c);
        }
        return decimal || hex;
    }

    // U+FF10 to U+FF19 are digits in full width.
    private static char digit(String value, int at) {
        char c = value.charAt(at);
        return c >= '\uFF10' && c <= '\uFF19' ? (char) (c - 0xFEE0) : c;
    }

    private static String digits(String value, int from, int to) {
        StringBuilder out = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            out.append(digit(value, i));
        }
        return out.toString();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetterOrDigit(char c) {
        return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
