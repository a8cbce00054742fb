package org.yanqian.ledger.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.TileHashReader;
import org.yanqian.ledger.tree.Tiles;
import org.yanqian.ledger.tree.TreeHash;

class ExportTest {
    private static final String ORIGIN = "yanqian.example/样本";

    @TempDir Path folder;

    /** Entries are opaque to the writer. */
    private record Source(int count, byte[] root) implements ExportSource {
        private static final PrivateKey KEY = PrivateKey.generate(Suite.INTL, new SecureRandom());

        static byte[] entry(long i) {
            return ("entry " + i + " 样本").getBytes(StandardCharsets.UTF_8);
        }

        static Source of(int count) {
            Frontier frontier = new Frontier(Suite.INTL);
            for (int i = 0; i < count; i++) {
                frontier.append(TreeHash.leaf(Suite.INTL, entry(i)));
            }
            return new Source(count, frontier.root());
        }

        @Override
        public String origin() {
            return ORIGIN;
        }

        @Override
        public Suite suite() {
            return Suite.GM;
        }

        @Override
        public byte[] checkpoint() {
            return new NoteSigner("yanqian.example/log", KEY)
                    .sign(new Checkpoint(ORIGIN, count, root))
                    .formatBytes();
        }

        @Override
        public SortedMap<Long, byte[]> checkpoints() {
            return new TreeMap<>(java.util.Map.of((long) count, checkpoint()));
        }

        @Override
        public List<byte[]> entries(long from, int n) {
            List<byte[]> entries = new ArrayList<>();
            for (long i = from; i < from + n; i++) {
                entries.add(entry(i));
            }
            return entries;
        }

        @Override
        public Collection<DrawKey> drawKeys() {
            return List.of(new DrawKey(ORIGIN + "/weihai.huancui/2026/1", "ab".repeat(32)));
        }

        @Override
        public Iterable<byte[]> lists() {
            return List.of("a list".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Signer signer() {
            return KEY;
        }

        @Override
        public Instant time() {
            return Instant.parse("2026-11-22T05:10:53.123Z");
        }
    }

    @Test
    void tiles_and_entry_bundles_of_several_levels_read_back_and_give_the_root() {
        Path target = folder.resolve("export");
        Manifest manifest = ExportWriter.write(Source.of(1000), target);

        Export export = Export.open(target);
        Checkpoint latest = export.latest();
        assertThat(latest.size()).isEqualTo(1000);
        assertThat(export.paths())
                .contains(
                        "tile/0/000",
                        "tile/0/003.p/232",
                        "tile/1/000.p/3",
                        "tile/entries/003.p/232",
                        "draws/weihai.huancui_2026_1.json",
                        "checkpoints/000000001000",
                        "lists/"
                                + Hex.format(
                                        Suite.GM.hash("a list".getBytes(StandardCharsets.UTF_8))));
        assertThat(export.entries(new Tile(Tile.ENTRIES, 3, 232)).get(231))
                .isEqualTo(Source.entry(999));
        assertThat(manifest.files()).hasSize(export.paths().size() - 1);

        TileHashReader tiles = new TileHashReader(1000, export::read);
        assertThat(Proofs.root(Suite.INTL, 1000, tiles)).isEqualTo(latest.root());
        assertThat(Tiles.added(0, 1000)).allMatch(tile -> export.paths().contains(tile.path()));
    }

    @Test
    void the_manifest_is_signed_and_names_every_file_with_its_hash() {
        Path target = folder.resolve("export");
        ExportWriter.write(Source.of(3), target);

        Export export = Export.open(target);
        SignedDocument signed = export.manifest();
        assertThat(signed.verify(Manifest.TYPE, Source.KEY.publicKey())).isTrue();
        assertThat(signed.verify(DrawBundle.TYPE, Source.KEY.publicKey())).isFalse();
        for (Manifest.FileLine line : Manifest.parse(signed.content()).files()) {
            assertThat(Hex.format(Suite.INTL.hash(export.read(line.path()))))
                    .isEqualTo(line.sha256());
        }
    }

    @Test
    void a_checkpoint_that_the_entries_do_not_give_writes_nothing_and_keeps_the_old_export() {
        Path target = folder.resolve("export");
        ExportWriter.write(Source.of(3), target);
        Source wrong = new Source(4, new byte[32]);

        assertThatThrownBy(() -> ExportWriter.write(wrong, target))
                .isInstanceOf(CodedException.class)
                .extracting(e -> ((CodedException) e).code())
                .isEqualTo("EXPORT_ROOT_DIFFERS");
        assertThat(Export.open(target).latest().size()).isEqualTo(3);
        assertThat(folder.toFile().list()).containsExactly("export");
    }

    @Test
    void a_second_export_replaces_the_first_whole() {
        Path target = folder.resolve("export");
        ExportWriter.write(Source.of(300), target);
        ExportWriter.write(Source.of(301), target);

        assertThat(Export.open(target).paths("tile/entries/"))
                .containsExactly("tile/entries/000", "tile/entries/001.p/45");
        assertThat(folder.toFile().list()).containsExactly("export");
    }

    @Test
    void what_is_no_export_is_unreadable() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "样本");
        assertThatThrownBy(() -> Export.open(folder)).hasMessageContaining("no manifest");
        assertThatThrownBy(() -> Export.open(file)).hasMessageContaining("no manifest");
        assertThatThrownBy(() -> Export.open(folder.resolve("none")))
                .hasMessageContaining("cannot list");
    }
}
