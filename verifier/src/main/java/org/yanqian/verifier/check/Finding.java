package org.yanqian.verifier.check;

/**
 * One thing found by a layer, with both values.
 *
 * @param code stable, see {@link Codes}
 * @param index ledger index of the first differing event, −1 where none can be named
 * @param expected what it had to be
 * @param found what stands there
 */
public record Finding(String code, Effect effect, long index, String expected, String found) {
    private static final int LONGEST = 300;

    public Finding {
        expected = shorten(expected);
        found = shorten(found);
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** Section of SPEC.md that was broken. */
    public String section() {
        return Codes.of(code).section();
    }
}
