package org.yanqian.ledger.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.file.DurableFile;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.HashReader;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.Tiles;

/**
 * A folder that any web server can serve: {@code checkpoint}, hash tiles (C2SP tlog-tiles) and other
 * public files. Every file appears whole, and the checkpoint after the tiles that it needs, so that
 * whoever reads at any moment, or after a crash at any moment, finds a tree that is complete.
 */
public final class StaticFolder {
    private static final String CHECKPOINT = "checkpoint";

    private final Path folder;
    private final DurableFile.Steps steps;

    public StaticFolder(Path folder) {
        this(folder, DurableFile.Steps.NONE);
    }

    /** @param steps told of every step of writing */
    public StaticFolder(Path folder, DurableFile.Steps steps) {
        this.folder = folder.toAbsolutePath().normalize();
        this.steps = steps;
    }

    /** The checkpoint in the folder, unverified; throws {@code BAD_NOTE} or {@code BAD_CHECKPOINT}. */
    public Optional<Note> checkpoint() {
        try {
            return Optional.of(Note.parse(Files.readAllBytes(folder.resolve(CHECKPOINT))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Goes on from the checkpoint that is there. Throws {@code PUBLICATION_DIFFERS} when that is none
     * of this tree's, or larger: what was shown to the public is never replaced by another history.
     *
     * @param note of a tree that {@code tree} holds, with its cosignatures
     */
    public void publish(Note note, HashReader tree) {
        Checkpoint next = Checkpoint.parse(note.text());
        Optional<Note> before = checkpoint();
        long from = before.map(there -> agreed(there, next, tree)).orElse(0L);
        if (before.filter(note::equals).isPresent()) {
            return;
        }
        List<Tile> tiles = Tiles.added(from, next.size());
        for (Tile tile : tiles) {
            put(tile.path(), Tiles.bytes(tile, tree));
        }
        put(CHECKPOINT, note.formatBytes());
        tiles.stream().filter(tile -> !tile.isPartial()).forEach(this::dropPartial);
    }

    private static long agreed(Note there, Checkpoint next, HashReader tree) {
        Checkpoint before = Checkpoint.parse(there.text());
        if (!before.origin().equals(next.origin()) || before.size() > next.size()) {
            throw differs(before, next.toString());
        }
        if (!Arrays.equals(before.root(), Proofs.root(Suite.INTL, before.size(), tree))) {
            throw differs(before, "another root at that size");
        }
        return before.size();
    }

    private static CodedException differs(Checkpoint there, String found) {
        return new CodedException(
                "PUBLICATION_DIFFERS",
                "the folder publishes " + there + ", the ledger has " + found);
    }

    /** Writes or replaces a file below the folder. */
    public void put(String path, byte[] bytes) {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder)) {
            throw new AssertionError("outside of the folder: " + path);
        }
        try {
            DurableFile.createFolder(file.getParent());
            DurableFile.write(file, bytes, steps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who reads by an older checkpoint takes the full tile instead (C2SP tlog-tiles). */
    private void dropPartial(Tile full) {
        Path partial = folder.resolve(full.path() + ".p");
        if (!Files.isDirectory(partial)) {
            return;
        }
        try (Stream<Path> files = Files.walk(partial)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
