package org.yanqian.ledger.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yanqian.ledger.sign.Suite;

/**
 * Inclusion and consistency proofs of RFC 6962 (sections 2.1.1 and 2.1.2), made from complete
 * subtrees and checked by the algorithms of RFC 9162 (sections 2.1.3.2 and 2.1.4.2).
 *
 * <p>Making a proof that cannot exist is an {@link AssertionError}; a check of one is false. A check
 * accepts exactly one length of proof for given sizes. Hashes have 32 bytes, sizes are 0 to 2^63−1.
 */
public final class Proofs {
    private final Suite suite;
    private final HashReader reader;
    private final List<byte[]> path = new ArrayList<>();

    private Proofs(Suite suite, HashReader reader) {
        this.suite = suite;
        this.reader = reader;
    }

    /** Root of the tree over the first {@code size} leaves. */
    public static byte[] root(Suite suite, long size, HashReader reader) {
        return size == 0 ? TreeHash.empty(suite) : new Proofs(suite, reader).subtree(0, size);
    }

    /** Audit path of leaf {@code index} in the SHA-256 tree, its sibling first. */
    public static List<byte[]> inclusion(long size, long index, HashReader reader) {
        return inclusion(Suite.INTL, size, index, reader);
    }

    public static List<byte[]> inclusion(Suite suite, long size, long index, HashReader reader) {
        if (index < 0 || index >= size) {
            throw new AssertionError("no leaf " + index + " in a tree of " + size);
        }
        Proofs proofs = new Proofs(suite, reader);
        proofs.include(0, size, index);
        return proofs.path;
    }

    /** Proof that the tree of {@code oldSize} is a prefix of that of {@code newSize}, SHA-256. */
    public static List<byte[]> consistency(long oldSize, long newSize, HashReader reader) {
        return consistency(Suite.INTL, oldSize, newSize, reader);
    }

    /** Empty for an old size of 0 and for equal sizes. */
    public static List<byte[]> consistency(
            Suite suite, long oldSize, long newSize, HashReader reader) {
        if (oldSize < 0 || oldSize > newSize) {
            throw new AssertionError(oldSize + " is no prefix of " + newSize);
        }
        Proofs proofs = new Proofs(suite, reader);
        if (oldSize > 0) {
            proofs.extend(0, newSize, oldSize, true);
        }
        return proofs.path;
    }

    /** PATH(m, D[n]) of RFC 6962 section 2.1.1, for the leaves from lo to hi. */
    private void include(long lo, long hi, long index) {
        if (hi - lo == 1) {
            return;
        }
        long mid = lo + largestPowerBelow(hi - lo);
        if (index < mid) {
            include(lo, mid, index);
            path.add(subtree(mid, hi));
        } else {
            include(mid, hi, index);
            path.add(subtree(lo, mid));
        }
    }

    /** SUBPROOF(m, D[n], b) of RFC 6962 section 2.1.2, for the leaves from lo to hi. */
    private void extend(long lo, long hi, long oldSize, boolean whole) {
        if (oldSize == hi) {
            if (!whole) {
                path.add(subtree(lo, hi));
            }
            return;
        }
        long mid = lo + largestPowerBelow(hi - lo);
        if (oldSize <= mid) {
            extend(lo, mid, oldSize, whole);
            path.add(subtree(mid, hi));
        } else {
            extend(mid, hi, oldSize, false);
            path.add(subtree(lo, mid));
        }
    }

    private byte[] subtree(long lo, long hi) {
        List<byte[]> complete = new ArrayList<>();
        while (lo < hi) {
            int level = 63 - Long.numberOfLeadingZeros(hi - lo);
            complete.add(reader.hash(level, lo >>> level));
            lo += 1L << level;
        }
        return Frontier.fold(suite, complete);
    }

    private static long largestPowerBelow(long n) {
        return Long.highestOneBit(n - 1);
    }

    /** True only if a leaf with this hash is leaf {@code index} of the tree with this root. */
    public static boolean checkInclusion(
            Suite suite, byte[] leafHash, long index, long size, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size || !hashes(proof) || leafHash.length != TreeHash.LENGTH) {
            return false;
        }
        long fn = index;
        long sn = size - 1;
        byte[] r = leafHash;
        for (byte[] p : proof) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = TreeHash.node(suite, p, r);
                int skip = Math.min(Long.numberOfTrailingZeros(fn), 63);
                fn >>>= skip;
                sn >>>= skip;
            } else {
                r = TreeHash.node(suite, r, p);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && Arrays.equals(r, root);
    }

    /**
     * True only if the tree with the old root is a prefix of that with the new root. An old size of
     * 0 is false: the empty tree proves nothing, callers decide.
     */
    public static boolean checkConsistency(
            Suite suite,
            long oldSize,
            long newSize,
            byte[] oldRoot,
            byte[] newRoot,
            List<byte[]> proof) {
        if (oldSize <= 0 || oldSize > newSize || !hashes(proof)) {
            return false;
        }
        if (oldSize == newSize) {
            return proof.isEmpty() && Arrays.equals(oldRoot, newRoot);
        }
        if (oldRoot.length != TreeHash.LENGTH) {
            return false;
        }
        // RFC 9162 section 2.1.4.2 step 2: an old tree that is complete is its own first hash.
        boolean complete = Long.bitCount(oldSize) == 1;
        if (!complete && proof.isEmpty()) {
            return false;
        }
        int skip = Long.numberOfTrailingZeros(oldSize);
        long fn = oldSize - 1 >>> skip;
        long sn = newSize - 1 >>> skip;
        byte[] fr = complete ? oldRoot : proof.get(0);
        byte[] sr = fr;
        for (byte[] c : complete ? proof : proof.subList(1, proof.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = TreeHash.node(suite, c, fr);
                sr = TreeHash.node(suite, c, sr);
                int zeros = Math.min(Long.numberOfTrailingZeros(fn), 63);
                fn >>>= zeros;
                sn >>>= zeros;
            } else {
                sr = TreeHash.node(suite, sr, c);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && Arrays.equals(fr, oldRoot) && Arrays.equals(sr, newRoot);
    }

    private static boolean hashes(List<byte[]> proof) {
        return proof.stream().allMatch(hash -> hash.length == TreeHash.LENGTH);
    }
}
