package org.yanqian.verifier.check;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The last event of every stream: number and hash. About 150 bytes a stream beside its name; nothing
 * here grows with the events of a stream.
 */
final class StreamHeads {
    /** The four words of a hash and the number, without a header for each. */
    private record Link(long seq, long a, long b, long c, long d) {
        static Link of(long seq, byte[] hash) {
            ByteBuffer words = ByteBuffer.wrap(hash);
            return new Link(
                    seq, words.getLong(), words.getLong(), words.getLong(), words.getLong());
        }

        byte[] hash() {
            return ByteBuffer.allocate(32).putLong(a).putLong(b).putLong(c).putLong(d).array();
        }
    }

    private final Map<String, Link> last = new HashMap<>();

    /** −1 for a stream that has no event yet. */
    long seq(String stream) {
        Link link = last.get(stream);
        return link == null ? -1 : link.seq;
    }

    /** Null for a stream that has no event yet. */
    byte[] hash(String stream) {
        Link link = last.get(stream);
        return link == null ? null : link.hash();
    }

    void put(String stream, long seq, byte[] hash) {
        last.put(stream, Link.of(seq, hash));
    }
}
