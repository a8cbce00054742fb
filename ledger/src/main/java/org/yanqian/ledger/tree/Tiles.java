package org.yanqian.ledger.tree;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yanqian.ledger.CodedException;

/**
 * Tiles of a tree (C2SP tlog-tiles): which there are, and their bytes. A tree of size s has at level
 * l the hashes of its {@code ⌊s / 256^l⌋} complete subtrees, 256 to a tile; the last tile of a level
 * is partial when that number is no multiple of 256.
 */
public final class Tiles {
    /** Largest entry, by the 16 bits of its length prefix. */
    public static final int MAX_ENTRY = 65_535;

    private Tiles() {}

    /**
     * The tiles that the tree of {@code newSize} has and the one of {@code oldSize} had not (or only
     * narrower), hash tiles from level 0 up. Both partial and full; writing them all, in any order,
     * before the checkpoint keeps an export complete.
     */
    public static List<Tile> added(long oldSize, long newSize) {
        List<Tile> tiles = new ArrayList<>();
        for (int level = 0; level < 8 && newSize >>> 8 * level > 0; level++) {
            addLevel(tiles, level, oldSize >>> 8 * level, newSize >>> 8 * level);
        }
        return tiles;
    }

    /** As {@link #added} for entry bundles. */
    public static List<Tile> addedEntries(long oldSize, long newSize) {
        List<Tile> tiles = new ArrayList<>();
        addLevel(tiles, Tile.ENTRIES, oldSize, newSize);
        return tiles;
    }

    private static void addLevel(List<Tile> tiles, int level, long oldHashes, long newHashes) {
        if (newHashes == oldHashes) {
            return;
        }
        for (long n = oldHashes >>> 8; n << 8 < newHashes; n++) {
            tiles.add(new Tile(level, n, (int) Math.min(Tile.WIDTH, newHashes - (n << 8))));
        }
    }

    /** Bytes of a hash tile: 32 for each hash, in order. */
    public static byte[] bytes(Tile tile, HashReader reader) {
        if (tile.level() == Tile.ENTRIES) {
            throw new AssertionError("an entry bundle holds entries, not hashes");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(tile.width() * TreeHash.LENGTH);
        for (int i = 0; i < tile.width(); i++) {
            out.writeBytes(reader.hash(8 * tile.level(), (tile.index() << 8) + i));
        }
        return out.toByteArray();
    }

    /** The hashes of a tile; {@code BAD_TILE} for any other length than 32 times its width. */
    public static List<byte[]> hashes(Tile tile, byte[] bytes) {
        if (bytes.length != tile.width() * TreeHash.LENGTH) {
            throw new CodedException(
                    "BAD_TILE",
                    tile.path()
                            + ": expected "
                            + tile.width() * TreeHash.LENGTH
                            + " bytes, found "
                            + bytes.length);
        }
        List<byte[]> hashes = new ArrayList<>(tile.width());
        for (int at = 0; at < bytes.length; at += TreeHash.LENGTH) {
            hashes.add(Arrays.copyOfRange(bytes, at, at + TreeHash.LENGTH));
        }
        return hashes;
    }

    /**
     * Bytes of an entry bundle: per entry {@code u16be length ‖ bytes}. Throws {@code
     * ENTRY_TOO_LARGE} beyond 65,535 bytes.
     */
    public static byte[] formatEntries(List<byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > MAX_ENTRY) {
                throw new CodedException(
                        "ENTRY_TOO_LARGE",
                        "an entry has at most 65,535 bytes, found " + entry.length);
            }
            out.write(entry.length >>> 8);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    /** The entries of a bundle; {@code BAD_TILE} unless there are exactly as many as its width. */
    public static List<byte[]> parseEntries(Tile tile, byte[] bytes) {
        List<byte[]> entries = new ArrayList<>(tile.width());
        int at = 0;
        while (at < bytes.length) {
            int length = at + 2 <= bytes.length ? u16(bytes, at) : 0;
            int end = at + 2 + length;
            if (end > bytes.length) {
                throw new CodedException("BAD_TILE", tile.path() + ": ends inside an entry");
            }
            entries.add(Arrays.copyOfRange(bytes, at + 2, end));
            at = end;
        }
        if (tile.level() != Tile.ENTRIES || entries.size() != tile.width()) {
            throw new CodedException(
                    "BAD_TILE",
                    tile.path()
                            + ": expected "
                            + tile.width()
                            + " entries, found "
                            + entries.size());
        }
        return entries;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }
}
