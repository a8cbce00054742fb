package org.yanqian.ledger.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.Suite;

/**
 * Hashes of a tree of known size out of its SHA-256 tiles. What it returns is only as good as the
 * tiles: a proof made from it still has to be checked against a signed root.
 *
 * <p>Not thread safe. Keeps the 64 tiles used last.
 */
public final class TileHashReader implements HashReader {
    private static final int CACHED = 64;

    private final long size;
    private final Function<String, byte[]> files;
    private final Map<Tile, List<byte[]>> cache =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Tile, List<byte[]>> eldest) {
                    return size() > CACHED;
                }
            };

    /**
     * @param size of the tree, from its checkpoint
     * @param files bytes of a tile by its path, null if there is no such file
     */
    public TileHashReader(long size, Function<String, byte[]> files) {
        this.size = size;
        this.files = files;
    }

    /** Throws {@code MISSING_HASH} for a subtree or a tile that is not there. */
    @Override
    public byte[] hash(int level, long index) {
        if (level < 0 || level > 62 || index < 0 || index >= size >>> level) {
            throw new CodedException(
                    "MISSING_HASH",
                    "a tree of " + size + " has no subtree " + index + " at level " + level);
        }
        int tileLevel = level / 8;
        int inside = level % 8;
        long first = index << inside;
        long tileIndex = first >>> 8;
        long hashes = size >>> 8 * tileLevel;
        int width = (int) Math.min(Tile.WIDTH, hashes - (tileIndex << 8));
        List<byte[]> tile = tile(new Tile(tileLevel, tileIndex, width));
        int from = (int) (first - (tileIndex << 8));
        List<byte[]> row = tile.subList(from, from + (1 << inside));
        while (row.size() > 1) {
            List<byte[]> above = new ArrayList<>(row.size() / 2);
            for (int i = 0; i < row.size(); i += 2) {
                above.add(TreeHash.node(Suite.INTL, row.get(i), row.get(i + 1)));
            }
            row = above;
        }
        return row.get(0).clone();
    }

    private List<byte[]> tile(Tile tile) {
        List<byte[]> hashes = cache.get(tile);
        if (hashes == null) {
            hashes = load(tile);
            cache.put(tile, hashes);
        }
        return hashes;
    }

    private List<byte[]> load(Tile tile) {
        byte[] bytes = files.apply(tile.path());
        if (bytes != null) {
            return Tiles.hashes(tile, bytes);
        }
        // A log may delete a partial tile once the full one exists.
        byte[] full = tile.isPartial() ? files.apply(tile.full().path()) : null;
        if (full == null) {
            throw new CodedException("MISSING_HASH", "no file " + tile.path());
        }
        return Tiles.hashes(tile.full(), full);
    }
}
