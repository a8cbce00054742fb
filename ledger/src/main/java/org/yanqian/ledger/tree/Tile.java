package org.yanqian.ledger.tree;

import java.util.regex.Pattern;
import org.yanqian.ledger.CodedException;

/**
 * Name of one tile of the static export (C2SP tlog-tiles): up to 256 adjacent hashes, each the root
 * of a subtree of {@code 256^level} leaves; at level {@link #ENTRIES} the entries themselves.
 *
 * <pre>{@code tile/0/x001/067        level 0, index 1067, 256 wide
 * tile/1/000.p/17        level 1, index 0, 17 wide
 * tile/entries/000.p/3   the entries 0 to 2}</pre>
 *
 * @param level 0 to 7, or {@link #ENTRIES}; a level above 7 cannot occur below 2^63 leaves
 * @param index 0 for the leftmost tile
 * @param width 1 to 256; below 256 the tile is partial
 */
public record Tile(int level, long index, int width) {
    /** Level of an entry bundle. */
    public static final int ENTRIES = -1;

    /** Hashes in a full tile. */
    public static final int WIDTH = 256;

    private static final Pattern PATH =
            Pattern.compile(
                    "tile/(entries|[0-7])/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([0-9]{1,3}))?");

    public Tile {
        if (level < ENTRIES || level > 7 || index < 0 || width < 1 || width > WIDTH) {
            throw new CodedException(
                    "BAD_TILE",
                    "no tile: level " + level + ", index " + index + ", width " + width);
        }
    }

    public boolean isPartial() {
        return width < WIDTH;
    }

    /** The full tile in the same place. */
    public Tile full() {
        return new Tile(level, index, WIDTH);
    }

    /** Path below the export's folder, with slashes. */
    public String path() {
        StringBuilder number = new StringBuilder(threeDigits(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            number.insert(0, "x" + threeDigits(rest % 1000) + "/");
        }
        return "tile/"
                + (level == ENTRIES ? "entries" : Integer.toString(level))
                + "/"
                + number
                + (isPartial() ? ".p/" + width : "");
    }

    /** Throws {@code BAD_TILE} unless formatting gives the same path. */
    public static Tile parse(String path) {
        var found = PATH.matcher(path);
        if (found.matches()) {
            try {
                long index = Long.parseLong(found.group(2).replace("/", "").replace("x", ""));
                Tile tile =
                        new Tile(
                                found.group(1).equals("entries")
                                        ? ENTRIES
                                        : Integer.parseInt(found.group(1)),
                                index,
                                found.group(3) == null ? WIDTH : Integer.parseInt(found.group(3)));
                if (tile.path().equals(path)) {
                    return tile;
                }
            } catch (NumberFormatException e) {
                throw new CodedException("BAD_TILE", "tile index too large: " + path, e);
            }
        }
        throw new CodedException("BAD_TILE", "not the path of a tile: " + path);
    }

    private static String threeDigits(long n) {
        return "" + (char) ('0' + n / 100) + (char) ('0' + n / 10 % 10) + (char) ('0' + n % 10);
    }
}
