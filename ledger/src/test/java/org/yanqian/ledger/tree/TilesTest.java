package org.yanqian.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.Suite;

class TilesTest {
    @Test
    void pathsAreThoseOfTheSpecification() {
        assertThat(new Tile(0, 1234067, 256).path()).isEqualTo("tile/0/x001/x234/067");
        assertThat(new Tile(1, 0, 17).path()).isEqualTo("tile/1/000.p/17");
        assertThat(new Tile(Tile.ENTRIES, 1067, 3).path()).isEqualTo("tile/entries/x001/067.p/3");
    }

    @Property(tries = 500)
    void everyPathReadsBack(
            @ForAll @IntRange(min = -1, max = 7) int level,
            @ForAll @LongRange(min = 0) long index,
            @ForAll @IntRange(min = 1, max = 256) int width) {
        Tile tile = new Tile(level, index, width);
        assertThat(Tile.parse(tile.path())).isEqualTo(tile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/67",
                "tile/00/067",
                "tile/8/067",
                "tile/-1/067",
                "tile/0/x000/067",
                "tile/0/001/067",
                "tile/0/x001/x067",
                "tile/0/067.p/0",
                "tile/0/067.p/256",
                "tile/0/067.p/01",
                "tile/0/067.p/",
                "tile/0/067/",
                "/tile/0/067",
                "tile/entries/../067",
                "tile/data/067",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "tile/0/x001/x000/x000/x000/x000/x000/x000/000",
                "tile/0/٠٦٧"
            })
    void otherPathsAreRefused(String path) {
        assertThatThrownBy(() -> Tile.parse(path))
                .isInstanceOf(CodedException.class)
                .extracting("code")
                .isEqualTo("BAD_TILE");
    }

    @Test
    void aTreeOf70000HasTheTilesOfTheSpecification() {
        List<Tile> tiles = Tiles.added(0, 70_000);
        assertThat(tiles.stream().filter(t -> t.level() == 0 && !t.isPartial())).hasSize(273);
        assertThat(tiles)
                .contains(
                        new Tile(0, 273, 112),
                        new Tile(1, 0, 256),
                        new Tile(1, 1, 17),
                        new Tile(2, 0, 1))
                .hasSize(277);
        assertThat(Tiles.added(0, 256)).containsExactly(new Tile(0, 0, 256), new Tile(1, 0, 1));
        assertThat(Tiles.added(0, 0)).isEmpty();
        assertThat(Tiles.added(300, 300)).isEmpty();
        assertThat(Tiles.added(255, 256)).containsExactly(new Tile(0, 0, 256), new Tile(1, 0, 1));
        assertThat(Tiles.added(256, 257)).containsExactly(new Tile(0, 1, 1));
        assertThat(Tiles.addedEntries(250, 513))
                .containsExactly(
                        new Tile(Tile.ENTRIES, 0, 256),
                        new Tile(Tile.ENTRIES, 1, 256),
                        new Tile(Tile.ENTRIES, 2, 1));
    }

    @Property(tries = 50)
    void growingStepByStepLeavesEveryTileOfTheLastTree(
            @ForAll @IntRange(min = 0, max = 70_000) int a,
            @ForAll @IntRange(min = 0, max = 70_000) int b) {
        Set<Tile> steps = new HashSet<>(Tiles.added(0, Math.min(a, b)));
        steps.addAll(Tiles.added(Math.min(a, b), Math.max(a, b)));
        assertThat(steps).containsAll(Tiles.added(0, Math.max(a, b)));
    }

    @Test
    void everySubtreeIsReadBackFromTiles() {
        int size = 66_000;
        List<byte[]> hashes = Naive.leafHashes(Suite.INTL, size);
        HashReader store = Naive.store(Suite.INTL, hashes);
        Map<String, byte[]> files = files(size, store);
        TileHashReader reader = new TileHashReader(size, files::get);
        for (int level = 0; level <= 16; level++) {
            for (long i = 0; i < size >>> level; i += Math.max(1, (size >>> level) / 500)) {
                assertThat(reader.hash(level, i)).isEqualTo(store.hash(level, i));
            }
        }
        assertThat(Proofs.root(Suite.INTL, size, reader)).isEqualTo(Naive.root(Suite.INTL, hashes));
        assertThatThrownBy(() -> reader.hash(17, 0)).extracting("code").isEqualTo("MISSING_HASH");
        assertThatThrownBy(() -> reader.hash(0, size)).extracting("code").isEqualTo("MISSING_HASH");
    }

    @Test
    void theFullTileStandsInForADeletedPartialOne() {
        List<byte[]> hashes = Naive.leafHashes(Suite.INTL, 300);
        HashReader store = Naive.store(Suite.INTL, hashes);
        Map<String, byte[]> files = files(300, store);
        assertThat(files).doesNotContainKey("tile/0/000.p/7");
        TileHashReader reader = new TileHashReader(7, files::get);
        assertThat(Proofs.root(Suite.INTL, 7, reader))
                .isEqualTo(Naive.root(Suite.INTL, hashes.subList(0, 7)));

        files.remove("tile/0/000");
        assertThatThrownBy(() -> new TileHashReader(7, files::get).hash(0, 0))
                .extracting("code")
                .isEqualTo("MISSING_HASH");
        assertThatThrownBy(() -> new TileHashReader(300, files::get).hash(0, 0))
                .extracting("code")
                .isEqualTo("MISSING_HASH");
    }

    @Test
    void aTileOfTheWrongLengthIsRefused() {
        for (int length : new int[] {0, 31, 32 * 7 - 1, 32 * 7 + 1, 32 * 256}) {
            assertThatThrownBy(() -> new TileHashReader(7, p -> new byte[length]).hash(0, 0))
                    .extracting("code")
                    .isEqualTo("BAD_TILE");
        }
    }

    @Test
    void entryBundlesReadBackAndRefuseEverythingElse() {
        Tile two = new Tile(Tile.ENTRIES, 0, 2);
        byte[] bundle = Tiles.formatEntries(List.of(new byte[0], new byte[65_535]));
        assertThat(bundle).hasSize(2 + 2 + 65_535);
        assertThat(bundle).startsWith(0, 0, 0xFF, 0xFF);
        assertThat(Tiles.parseEntries(two, bundle)).containsExactly(new byte[0], new byte[65_535]);

        assertThatThrownBy(() -> Tiles.formatEntries(List.of(new byte[65_536])))
                .extracting("code")
                .isEqualTo("ENTRY_TOO_LARGE");
        byte[] small = Tiles.formatEntries(List.of(new byte[3], new byte[2]));
        for (int length = 0; length < small.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(small, length);
            assertThatThrownBy(() -> Tiles.parseEntries(two, cut))
                    .extracting("code")
                    .isEqualTo("BAD_TILE");
        }
        assertThatThrownBy(() -> Tiles.parseEntries(new Tile(Tile.ENTRIES, 0, 3), small))
                .extracting("code")
                .isEqualTo("BAD_TILE");
    }

    private static Map<String, byte[]> files(long size, HashReader store) {
        Map<String, byte[]> files = new HashMap<>();
        Tiles.added(0, size).forEach(t -> files.put(t.path(), Tiles.bytes(t, store)));
        return files;
    }
}
