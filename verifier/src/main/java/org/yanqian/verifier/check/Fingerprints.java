package org.yanqian.verifier.check;

import java.nio.ByteBuffer;
import org.yanqian.ledger.space.Space;

/**
 * A set of 64-bit values, 11 to 21 bytes each and nothing beside. In 256 parts, so that growing needs
 * room for one part twice and not for all.
 */
final class Fingerprints {
    private static final int PARTS = 256;
    private static final int FIRST = 16 * Long.BYTES;

    private final Space space;
    private final ByteBuffer[] parts = new ByteBuffer[PARTS];
    private final int[] counts = new int[PARTS];

    Fingerprints(Space space) {
        this.space = space;
    }

    /** False if it was there. Zero and one are the same value. */
    boolean add(long value) {
        long v = value == 0 ? 1 : value;
        int part = (int) (v >>> 56);
        if (parts[part] == null) {
            parts[part] = space.take(FIRST);
        } else if (4L * counts[part] >= 3L * (parts[part].capacity() / Long.BYTES)) {
            grow(part);
        }
        int slot = slot(parts[part], v);
        if (parts[part].getLong(slot) == v) {
            return false;
        }
        parts[part].putLong(slot, v);
        counts[part]++;
        return true;
    }

    boolean contains(long value) {
        long v = value == 0 ? 1 : value;
        ByteBuffer table = parts[(int) (v >>> 56)];
        return table != null && table.getLong(slot(table, v)) == v;
    }

    /** Where the value is, or the empty slot where it would be. */
    private static int slot(ByteBuffer table, long value) {
        int mask = table.capacity() / Long.BYTES - 1;
        int at = (int) value & mask;
        while (table.getLong(at * Long.BYTES) != 0 && table.getLong(at * Long.BYTES) != value) {
            at = at + 1 & mask;
        }
        return at * Long.BYTES;
    }

    private void grow(int part) {
        ByteBuffer old = parts[part];
        ByteBuffer table = space.take(2 * old.capacity());
        for (int at = 0; at < old.capacity(); at += Long.BYTES) {
            long value = old.getLong(at);
            if (value != 0) {
                table.putLong(slot(table, value), value);
            }
        }
        parts[part] = table;
        space.release(old);
    }

    /** Spreads 128 bits over 64. */
    static long of(long high, long low) {
        long x = high * 0x9E3779B97F4A7C15L ^ Long.rotateLeft(low, 29);
        x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }
}
