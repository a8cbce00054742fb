package org.yanqian.ledger.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.sign.Suite;

/** RFC 6962 section 2.1 word for word, over lists, to judge the implementation by. */
final class Naive {
    private Naive() {}

    static List<byte[]> leafHashes(Suite suite, int size) {
        List<byte[]> hashes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            hashes.add(TreeHash.leaf(suite, ("entry " + i).getBytes(StandardCharsets.UTF_8)));
        }
        return hashes;
    }

    static byte[] root(Suite suite, List<byte[]> hashes) {
        int n = hashes.size();
        if (n == 0) {
            return suite.hash();
        }
        if (n == 1) {
            return hashes.get(0);
        }
        int k = Integer.highestOneBit(n - 1);
        return suite.hash(
                new byte[] {1},
                root(suite, hashes.subList(0, k)),
                root(suite, hashes.subList(k, n)));
    }

    static List<byte[]> path(Suite suite, int m, List<byte[]> hashes) {
        int n = hashes.size();
        if (n == 1) {
            return new ArrayList<>();
        }
        int k = Integer.highestOneBit(n - 1);
        boolean left = m < k;
        List<byte[]> path =
                left
                        ? path(suite, m, hashes.subList(0, k))
                        : path(suite, m - k, hashes.subList(k, n));
        path.add(root(suite, left ? hashes.subList(k, n) : hashes.subList(0, k)));
        return path;
    }

    static List<byte[]> subproof(Suite suite, int m, List<byte[]> hashes, boolean whole) {
        int n = hashes.size();
        if (m == n) {
            return whole ? new ArrayList<>() : new ArrayList<>(List.of(root(suite, hashes)));
        }
        int k = Integer.highestOneBit(n - 1);
        boolean left = m <= k;
        List<byte[]> proof =
                left
                        ? subproof(suite, m, hashes.subList(0, k), whole)
                        : subproof(suite, m - k, hashes.subList(k, n), false);
        proof.add(root(suite, left ? hashes.subList(k, n) : hashes.subList(0, k)));
        return proof;
    }

    /** What a store would hold after appending through a frontier. */
    static HashReader store(Suite suite, List<byte[]> hashes) {
        Map<String, byte[]> stored = new HashMap<>();
        Frontier frontier = new Frontier(suite);
        for (byte[] hash : hashes) {
            frontier.append(hash, (level, index, node) -> stored.put(level + "/" + index, node));
        }
        return (level, index) -> {
            byte[] hash = stored.get(level + "/" + index);
            if (hash == null) {
                throw new AssertionError("incomplete subtree " + level + "/" + index);
            }
            return hash;
        };
    }
}
