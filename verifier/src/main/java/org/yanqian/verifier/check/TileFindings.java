package org.yanqian.verifier.check;

import java.util.Arrays;
import java.util.Optional;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.TreeHash;

/** A hash tile as found beside the one that the entries give. */
final class TileFindings {
    private TileFindings() {}

    /** Empty if they are equal; else the first leaf under the first hash that differs. */
    static Optional<Finding> compare(Tile tile, byte[] expected, byte[] found) {
        int at = Arrays.mismatch(expected, found);
        if (at < 0) {
            return Optional.empty();
        }
        int slot = at / TreeHash.LENGTH;
        long index = (tile.index() * Tile.WIDTH + slot) << 8 * tile.level();
        return Optional.of(
                new Finding(
                        "TILE_DIFFERS",
                        Effect.REFUTES,
                        index,
                        tile.path() + " " + hash(expected, slot),
                        hash(found, slot)));
    }

    private static String hash(byte[] tile, int slot) {
        int from = Math.min(tile.length, slot * TreeHash.LENGTH);
        int to = Math.min(tile.length, from + TreeHash.LENGTH);
        return Hex.format(Arrays.copyOfRange(tile, from, to));
    }
}
