package org.yanqian.ledger.tree;

import java.util.Arrays;
import java.util.List;
import org.yanqian.ledger.sign.Suite;

/**
 * Root of an RFC 6962 tree over the hash of a suite (section 2.1): leaf = H(0x00 ‖ data), node =
 * H(0x01 ‖ left ‖ right), the empty tree = H(""). Streaming: keeps one hash per level, so a list of
 * millions of leaves costs O(log n) memory.
 *
 * <p>Not thread safe.
 */
public final class MerkleRoot {
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final Suite suite;
    // complete[i] is the root of a full subtree of 2^i leaves that still waits for its right
    // sibling
    private final byte[][] complete = new byte[63][];
    private long size;

    public MerkleRoot(Suite suite) {
        this.suite = suite;
    }

    /** Root over the leaves' data, each 0 or more bytes; 32 bytes. */
    public static byte[] of(Suite suite, List<byte[]> leaves) {
        MerkleRoot tree = new MerkleRoot(suite);
        leaves.forEach(tree::add);
        return tree.root();
    }

    /** Appends a leaf by its data (not by its hash). */
    public MerkleRoot add(byte[] data) {
        byte[] hash = suite.hash(LEAF, data);
        int level = 0;
        for (; (size >>> level & 1) == 1; level++) {
            hash = suite.hash(NODE, complete[level], hash);
            complete[level] = null;
        }
        complete[level] = hash;
        size++;
        return this;
    }

    /** Number of leaves so far. */
    public long size() {
        return size;
    }

    /** Root of the leaves so far; more may follow. */
    public byte[] root() {
        if (size == 0) {
            return suite.hash();
        }
        int level = Long.numberOfTrailingZeros(size);
        byte[] hash = complete[level];
        for (level++; level < complete.length; level++) {
            if (complete[level] != null) {
                hash = suite.hash(NODE, complete[level], hash);
            }
        }
        return Arrays.copyOf(hash, hash.length);
    }
}
