package org.yanqian.ledger.tree;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.Suite;

/**
 * All that must be kept of a tree to append to it and to know its root: the roots of the complete
 * subtrees that its size falls into, the largest first, one per set bit of the size (a compact
 * range). Bytes: {@code u64be size ‖ 32 bytes per set bit}.
 *
 * <p>Not thread safe.
 */
public final class Frontier {
    private final Suite suite;
    private final List<byte[]> roots = new ArrayList<>();
    private long size;

    public Frontier(Suite suite) {
        this.suite = suite;
    }

    /** Told of every subtree that an appended leaf completes, the leaf itself (level 0) first. */
    @FunctionalInterface
    public interface Sink {
        void complete(int level, long index, byte[] hash);
    }

    /** Appends a leaf by its hash, not by its data. */
    public void append(byte[] leafHash) {
        append(leafHash, (level, index, hash) -> {});
    }

    /** As {@link #append(byte[])}; the sink stores what a {@link HashReader} later reads. */
    public void append(byte[] leafHash, Sink sink) {
        if (leafHash.length != TreeHash.LENGTH) {
            throw new AssertionError("a leaf hash has 32 bytes, not " + leafHash.length);
        }
        byte[] hash = leafHash.clone();
        sink.complete(0, size, hash);
        for (int level = 0; (size >>> level & 1) == 1; level++) {
            hash = TreeHash.node(suite, roots.remove(roots.size() - 1), hash);
            sink.complete(level + 1, size >>> level + 1, hash);
        }
        roots.add(hash);
        size = Math.incrementExact(size);
    }

    public Suite suite() {
        return suite;
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /** Root of the tree of all leaves so far, 32 bytes. */
    public byte[] root() {
        if (size == 0) {
            return TreeHash.empty(suite);
        }
        return fold(suite, roots);
    }

    /** An independent frontier of the same tree. */
    public Frontier copy() {
        Frontier copy = new Frontier(suite);
        copy.roots.addAll(roots);
        copy.size = size;
        return copy;
    }

    public byte[] format() {
        ByteBuffer out = ByteBuffer.allocate(8 + TreeHash.LENGTH * roots.size());
        out.putLong(size);
        roots.forEach(out::put);
        return out.array();
    }

    /** Throws {@code BAD_FRONTIER} for a length that does not fit the size. */
    public static Frontier parse(Suite suite, byte[] bytes) {
        Frontier frontier = new Frontier(suite);
        if (bytes.length >= 8) {
            frontier.size = ByteBuffer.wrap(bytes).getLong();
            int expected = 8 + TreeHash.LENGTH * Long.bitCount(frontier.size);
            if (frontier.size >= 0 && bytes.length == expected) {
                for (int at = 8; at < bytes.length; at += TreeHash.LENGTH) {
                    frontier.roots.add(Arrays.copyOfRange(bytes, at, at + TreeHash.LENGTH));
                }
                return frontier;
            }
        }
        throw new CodedException(
                "BAD_FRONTIER", bytes.length + " bytes do not hold the frontier of a tree");
    }

    /** Root over the roots of adjacent subtrees, the largest first: joined from the right. */
    static byte[] fold(Suite suite, List<byte[]> subtrees) {
        byte[] hash = subtrees.get(subtrees.size() - 1);
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            hash = TreeHash.node(suite, subtrees.get(i), hash);
        }
        return hash.clone();
    }
}
