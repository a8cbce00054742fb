package org.yanqian.ledger.codec;

import java.util.Comparator;

/**
 * Strings ascending by their UTF-8 bytes (SPEC section "Notation"). {@code String.compareTo} is not
 * that order: it puts U+20000 (surrogates D840 DC00) before U+FF5E.
 */
public final class Utf8Order {
    public static final Comparator<String> ASCENDING = Utf8Order::compare;

    private Utf8Order() {}

    private static int compare(String a, String b) {
        int n = Math.min(a.length(), b.length());
        for (int i = 0; i < n; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // UTF-8 order is code point order; only a surrogate, which stands for a point
                // beyond U+FFFF, sorts too low as a UTF-16 unit.
                boolean high = Character.isSurrogate(x);
                if (high != Character.isSurrogate(y)) {
                    return high ? 1 : -1;
                }
                return x < y ? -1 : 1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
