package org.yanqian.ledger.tree;

import java.util.List;
import org.yanqian.ledger.sign.Suite;

/**
 * The two hashes of an RFC 6962 tree (section 2.1). The first byte keeps a leaf from ever passing
 * for a node. Hashes have 32 bytes in both suites.
 */
public final class TreeHash {
    /** Bytes of every hash in a tree. */
    public static final int LENGTH = 32;

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private TreeHash() {}

    /** H(0x00 ‖ data). */
    public static byte[] leaf(Suite suite, byte[] data) {
        return suite.hash(LEAF, data);
    }

    /** {@link #leaf} of each. */
    public static byte[][] leaves(Suite suite, List<byte[]> data) {
        byte[][] messages = new byte[data.size()][];
        for (int i = 0; i < messages.length; i++) {
            byte[] bytes = data.get(i);
            messages[i] = new byte[1 + bytes.length];
            System.arraycopy(bytes, 0, messages[i], 1, bytes.length);
        }
        return suite.hashAll(messages);
    }

    /** H(0x01 ‖ left ‖ right). */
    public static byte[] node(Suite suite, byte[] left, byte[] right) {
        return suite.hash(NODE, left, right);
    }

    /** Root of the tree without leaves, H(""). */
    public static byte[] empty(Suite suite) {
        return suite.hash();
    }
}
