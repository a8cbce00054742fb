package org.yanqian.ledger.tree;

/**
 * Roots of complete subtrees: {@code hash(level, index)} covers the 2^level leaves from {@code index
 * · 2^level} on; level 0 is a leaf hash. Implementations throw {@code MISSING_HASH} for what they do
 * not hold.
 */
@FunctionalInterface
public interface HashReader {
    byte[] hash(int level, long index);
}
