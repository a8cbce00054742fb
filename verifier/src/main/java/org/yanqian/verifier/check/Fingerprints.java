package org.yanqian.verifier.check;

/**
 * A set of 64-bit values, 11 to 21 bytes each and nothing beside: memory for ten million ids is
 * 160 MB at most. In 256 parts, so that growing needs room for one part twice and not for all.
 */
final class Fingerprints {
    private static final int PARTS = 256;

    private final long[][] parts = new long[PARTS][16];
    private final int[] counts = new int[PARTS];

    /** False if it was there. Zero and one are the same value. */
    boolean add(long value) {
        long v = value == 0 ? 1 : value;
        int part = (int) (v >>> 56);
        if (4L * counts[part] >= 3L * parts[part].length) {
            parts[part] = grown(parts[part]);
        }
        int slot = slot(parts[part], v);
        if (parts[part][slot] == v) {
            return false;
        }
        parts[part][slot] = v;
        counts[part]++;
        return true;
    }

    boolean contains(long value) {
        long v = value == 0 ? 1 : value;
        long[] table = parts[(int) (v >>> 56)];
        return table[slot(table, v)] == v;
    }

    /** Where the value is, or the empty slot where it would be. */
    private static int slot(long[] table, long value) {
        int mask = table.length - 1;
        int at = (int) value & mask;
        while (table[at] != 0 && table[at] != value) {
            at = at + 1 & mask;
        }
        return at;
    }

    private static long[] grown(long[] old) {
        long[] table = new long[2 * old.length];
        for (long value : old) {
            if (value != 0) {
                table[slot(table, value)] = value;
            }
        }
        return table;
    }

    /** Spreads 128 bits over 64. */
    static long of(long high, long low) {
        long x = high * 0x9E3779B97F4A7C15L ^ Long.rotateLeft(low, 29);
        x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }
}
