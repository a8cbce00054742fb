package org.yanqian.ledger.tree;

import org.yanqian.ledger.CodedException;

/** ASCII decimals without sign or leading zeroes, 0 to 2^63−1. */
public final class Decimal {
    private Decimal() {}

    /** Throws the given code, naming what was to be read. */
    public static long parse(String text, String code, String what) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.length() > 1 && text.charAt(0) == '0') {
            throw new CodedException(code, what + ": expected a decimal, found " + shorten(text));
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new CodedException(code, what + " beyond 2^63−1: " + shorten(text), e);
        }
    }

    private static String shorten(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
