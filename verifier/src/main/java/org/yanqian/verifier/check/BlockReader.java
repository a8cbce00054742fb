package org.yanqian.verifier.check;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.Tiles;

/**
 * One entry bundle of an export and the hash tile over it: all that can be said of them without the
 * entries before. Thread safe.
 */
final class BlockReader {
    /**
     * @param first index of the first entry
     * @param items empty if the bundle could not be read
     * @param damage why not, and where the tile differs from the entries
     * @param tileFindings of layer 4
     * @param files what was read, by path
     */
    record Block(
            long first,
            List<Item> items,
            List<Finding> damage,
            List<Finding> tileFindings,
            Map<String, FileSeen> files) {}

    private final Export export;
    private final ItemReader reader;

    BlockReader(Export export, ItemReader reader) {
        this.export = export;
        this.reader = reader;
    }

    Block read(Tile bundle) {
        long first = bundle.index() * Tile.WIDTH;
        Map<String, FileSeen> files = new HashMap<>();
        List<Finding> damage = new ArrayList<>();
        List<Finding> tileFindings = new ArrayList<>();
        List<Item> items;
        try {
            byte[] bytes = read(bundle.path(), files);
            items = reader.readAll(first, Tiles.parseEntries(bundle, bytes));
        } catch (CodedException e) {
            damage.add(new Finding(e.code(), Effect.REFUTES, -1, "", e.getMessage()));
            return new Block(first, List.of(), damage, tileFindings, files);
        }
        tile(new Tile(0, bundle.index(), bundle.width()), items, files, tileFindings);
        return new Block(first, items, damage, tileFindings, files);
    }

    private byte[] read(String path, Map<String, FileSeen> files) {
        byte[] bytes = export.read(path);
        files.put(path, new FileSeen(bytes.length, Suite.INTL.hash(bytes)));
        return bytes;
    }

    private void tile(
            Tile tile, List<Item> items, Map<String, FileSeen> files, List<Finding> findings) {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        items.forEach(item -> expected.writeBytes(item.leafHash()));
        try {
            byte[] found = read(tile.path(), files);
            TileFindings.compare(tile, expected.toByteArray(), found).ifPresent(findings::add);
        } catch (CodedException e) {
            findings.add(new Finding(e.code(), Effect.REFUTES, -1, tile.path(), e.getMessage()));
        }
    }
}
