package org.yanqian.ledger.space;

import java.nio.ByteBuffer;

/**
 * A map from keys of 16 bytes to values of one width, by open addressing. Keys are spread evenly, as
 * hashes are ({@link Keys16}). In 256 parts, so that growing needs room for one part twice and not
 * for all. Not thread safe.
 */
public final class FixedTable {
    private static final int PARTS = 256;
    private static final int KEY = Keys16.LENGTH;
    private static final int FIRST = 8;

    private final Space space;
    private final int value;
    private final int slot;
    private final ByteBuffer[] parts = new ByteBuffer[PARTS];
    private final int[] counts = new int[PARTS];

    /** {@code value}: bytes of a value, 0 for a set. */
    public FixedTable(Space space, int value) {
        this.space = space;
        this.value = value;
        this.slot = KEY + value;
    }

    /** A copy of the value; null for an absent key. */
    public byte[] get(Keys16.Key key) {
        ByteBuffer part = parts[key.part()];
        if (part == null) {
            return null;
        }
        int at = find(part, key.high(), key.low());
        if (isEmpty(part, at)) {
            return null;
        }
        byte[] found = new byte[value];
        part.get(at + KEY, found);
        return found;
    }

    /** Puts or replaces; false if the key was there. */
    public boolean put(Keys16.Key key, byte[] bytes) {
        if (bytes.length != value) {
            throw new AssertionError("a value of " + bytes.length + " bytes, not " + value);
        }
        int p = key.part();
        if (parts[p] == null) {
            parts[p] = space.take(FIRST * slot);
        } else if (4L * counts[p] >= 3L * (parts[p].capacity() / slot)) {
            grow(p);
        }
        ByteBuffer part = parts[p];
        int at = find(part, key.high(), key.low());
        boolean fresh = isEmpty(part, at);
        if (fresh) {
            part.putLong(at, key.high());
            part.putLong(at + 8, key.low());
            counts[p]++;
        }
        part.put(at + KEY, bytes);
        return fresh;
    }

    private static boolean isEmpty(ByteBuffer part, int at) {
        return part.getLong(at) == 0 && part.getLong(at + 8) == 0;
    }

    /** Where the key is, or the empty slot where it would be. */
    private int find(ByteBuffer part, long high, long low) {
        int mask = part.capacity() / slot - 1;
        int place = (int) low & mask;
        while (true) {
            int at = place * slot;
            long foundHigh = part.getLong(at);
            long foundLow = part.getLong(at + 8);
            if (foundHigh == high && foundLow == low || foundHigh == 0 && foundLow == 0) {
                return at;
            }
            place = place + 1 & mask;
        }
    }

    private void grow(int p) {
        ByteBuffer old = parts[p];
        ByteBuffer wider = space.take(Math.multiplyExact(old.capacity(), 2));
        byte[] moved = new byte[slot];
        for (int at = 0; at < old.capacity(); at += slot) {
            if (!isEmpty(old, at)) {
                old.get(at, moved);
                wider.put(find(wider, old.getLong(at), old.getLong(at + 8)), moved);
            }
        }
        parts[p] = wider;
        space.release(old);
    }
}
