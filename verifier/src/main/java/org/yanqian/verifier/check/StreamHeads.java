package org.yanqian.verifier.check;

import java.nio.ByteBuffer;
import org.yanqian.ledger.space.FixedTable;
import org.yanqian.ledger.space.Keys16;
import org.yanqian.ledger.space.Space;

/**
 * The last event of every stream: number and hash. 56 bytes a slot of a table; nothing here grows
 * with the events of a stream or the length of its name.
 */
final class StreamHeads {
    private static final int HASH = 32;

    /** {@code hash} is null for a stream that has no event yet, and {@code seq} −1. */
    record Link(long seq, byte[] hash) {
        private static final Link NONE = new Link(-1, null);
    }

    private final Keys16 keys;
    private final FixedTable last;

    StreamHeads(Space space, Keys16 keys) {
        this.keys = keys;
        this.last = new FixedTable(space, Long.BYTES + HASH);
    }

    /** What was the last event, and takes this one for it. */
    Link replace(String stream, long seq, byte[] hash) {
        Keys16.Key key = keys.of(stream);
        byte[] before = last.get(key);
        last.put(key, ByteBuffer.allocate(Long.BYTES + HASH).putLong(seq).put(hash).array());
        if (before == null) {
            return Link.NONE;
        }
        ByteBuffer words = ByteBuffer.wrap(before);
        long seqBefore = words.getLong();
        byte[] hashBefore = new byte[HASH];
        words.get(hashBefore);
        return new Link(seqBefore, hashBefore);
    }
}
