package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Note;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;

/** A ledger of more than one tile: what is bent behind the first, or above all of them. */
class TallTreeAttackTest extends Attacks {
    private static final int WIDTH = 256;
    private static final int HASH = 32;
    private GoodLedger tall;

    @BeforeAll
    void grow() {
        tall = ledger(o -> o.targets = 300);
        assertThat(tall.book.size()).isBetween(WIDTH + 1L, 2L * WIDTH);
    }

    private interface Bend {
        void apply(Path export) throws IOException;
    }

    private Outcome bent(Bend bend) throws IOException {
        Path export = folder.resolve("tall" + exports++);
        ExportWriter.write(tall.book, export);
        bend.apply(export);
        return verify(export);
    }

    private String partial(String tile) {
        return "tile/" + tile + "/001.p/" + (tall.book.size() - WIDTH);
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    private static List<String> tree(Outcome outcome) {
        return findings(outcome, "4").stream()
                .map(f -> f.code() + " " + f.index() + " " + f.expected().split(" ")[0])
                .toList();
    }

    @Test
    void it_is_proven_as_it_is() throws IOException {
        assertThat(bent(export -> {}).verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void a_hash_edited_above_the_leaves_is_found() throws IOException {
        Outcome outcome = bent(export -> flip(export.resolve("tile/1/000.p/1"), 3));
        refuted(outcome, "4", "TILE_DIFFERS");
        assertThat(tree(outcome)).containsExactly("TILE_DIFFERS 0 tile/1/000.p/1");
    }

    @Test
    void a_tile_above_the_leaves_taken_out_is_found() throws IOException {
        Outcome outcome = bent(export -> Files.delete(export.resolve("tile/1/000.p/1")));
        assertThat(tree(outcome)).containsExactly("MISSING_FILE -1 tile/1/000.p/1");
    }

    @Test
    void a_leaf_edited_in_the_first_or_the_second_tile_is_named_by_its_index() throws IOException {
        Outcome first = bent(export -> flip(export.resolve("tile/0/000"), 255 * HASH));
        assertThat(tree(first)).containsExactly("TILE_DIFFERS 255 tile/0/000");
        Outcome second = bent(export -> flip(export.resolve(partial("0")), 7 * HASH));
        assertThat(tree(second)).containsExactly("TILE_DIFFERS 263 " + partial("0"));
    }

    @Test
    void entries_taken_out_in_the_middle_end_the_tree_there() throws IOException {
        Outcome outcome =
                bent(
                        export -> {
                            Files.delete(export.resolve("tile/entries/000"));
                            flip(export.resolve(partial("0")), 0);
                        });
        refuted(outcome, "4", "ENTRIES_MISSING");
        // What stands behind the gap has no place in any tree.
        assertThat(tree(outcome)).containsExactly("ENTRIES_MISSING 0 " + tall.book.size());
    }

    @Test
    void entries_taken_out_at_the_end_are_counted() throws IOException {
        Outcome outcome = bent(export -> Files.delete(export.resolve(partial("entries"))));
        assertThat(tree(outcome))
                .contains("ENTRIES_MISSING 256 " + tall.book.size())
                .doesNotContain("ROOT_DIFFERS");
    }

    @Test
    void an_entry_behind_the_first_tile_edited_is_named_by_its_index() throws IOException {
        Outcome outcome =
                bent(
                        export -> {
                            Path file = export.resolve(partial("entries"));
                            flip(file, (int) Files.size(file) - 20);
                        });
        assertThat(outcome.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(tree(outcome))
                .contains("TILE_DIFFERS " + (tall.book.size() - 1) + " " + partial("0"));
    }

    @Test
    void a_checkpoint_that_the_logs_key_signed_for_another_ledger_is_found() {
        Book book = ledger(o -> {}).book;
        long size = book.notes.lastKey();
        byte[] root = keys.policy().verifyCheckpoint(book.checkpoint()).checkpoint().root();
        Note note = keys.log.sign(new Checkpoint("elsewhere.sample", size, root));
        book.notes.put(size, note);
        Outcome outcome = verify(book);
        assertThat(outcome.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(tree(outcome)).hasSize(1).first().asString().contains("ORIGIN");
    }
}
