package org.yanqian.verifier.check;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Frontier;

/** The trees over the leaves as read: roots at the sizes asked for, hash tiles, SM3 roots. */
final class TreeReplay {
    /** {@code found} is what the event says at that index. */
    record Sm3Mismatch(long index, String expected, String found) {}

    private final Frontier frontier = new Frontier(Suite.INTL);
    private final Frontier sm3;
    private final Set<Long> wanted = new HashSet<>();
    private final Map<Long, byte[]> roots = new HashMap<>();
    private final List<ByteArrayOutputStream> levels = new ArrayList<>();
    private final Set<Long> sm3Indexes = new HashSet<>();
    private final List<Sm3Mismatch> sm3Mismatches = new ArrayList<>();
    private final List<Finding> tileFindings = new ArrayList<>();
    private boolean broken;

    TreeReplay(Suite suite, Set<Long> sizes) {
        this.sm3 = suite == Suite.GM ? new Frontier(Suite.GM) : null;
        wanted.addAll(sizes);
        for (int level = 0; level < 8; level++) {
            levels.add(new ByteArrayOutputStream());
        }
        if (wanted.contains(0L)) {
            roots.put(0L, frontier.root());
        }
    }

    /** What the reading of a bundle found; only as long as no leaf is missing before it. */
    void addBlock(BlockReader.Block block) {
        if (!broken && block.first() == frontier.size() && tileFindings.size() < Check.KEPT) {
            tileFindings.addAll(block.tileFindings());
        }
    }

    List<Finding> tileFindings() {
        return tileFindings;
    }

    void add(Item item) {
        if (broken || item.index() != frontier.size()) {
            broken = true;
            return;
        }
        if (sm3 != null) {
            sm3(item);
            sm3.append(item.sm3LeafHash());
        }
        frontier.append(
                item.leafHash(),
                (level, index, hash) -> {
                    if (level > 0 && level % 8 == 0) {
                        levels.get(level / 8).writeBytes(hash);
                    }
                });
        if (wanted.contains(frontier.size())) {
            roots.put(frontier.size(), frontier.root());
        }
    }

    private void sm3(Item item) {
        if (item.entry() != null && item.data() instanceof OriginEvent.Sm3RootRecorded e) {
            sm3Indexes.add(item.index());
            String expected = item.index() + " " + Hex.format(sm3.root());
            String found = e.size() + " " + e.root();
            if (!expected.equals(found)) {
                sm3Mismatches.add(new Sm3Mismatch(item.index(), expected, found));
            }
        }
    }

    /** Leaves taken without a gap from index 0. */
    long size() {
        return frontier.size();
    }

    /** Null for a size that was not asked for or not reached. */
    byte[] root(long size) {
        return roots.get(size);
    }

    /** The computed hashes of a tile level above the leaves, concatenated. */
    byte[] level(int level) {
        return levels.get(level).toByteArray();
    }

    boolean isSm3Root(long index) {
        return sm3Indexes.contains(index);
    }

    List<Sm3Mismatch> sm3Mismatches() {
        return sm3Mismatches;
    }
}
