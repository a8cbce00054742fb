package org.yanqian.ledger.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.Tiles;

/**
 * An export folder as found, perhaps damaged. Opening it believes nothing: every part is read on
 * its own, and a part that cannot be read throws its own code.
 */
public final class Export {
    private final Path folder;
    private final SortedSet<String> paths;

    private Export(Path folder, SortedSet<String> paths) {
        this.folder = folder;
        this.paths = paths;
    }

    /**
     * Throws {@code UNREADABLE_EXPORT} for what is no export at all: no folder, or neither manifest
     * nor checkpoint nor tiles in it.
     */
    public static Export open(Path folder) {
        SortedSet<String> paths = new TreeSet<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(p -> !Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
                    .forEach(p -> paths.add(slashed(folder.relativize(p))));
        } catch (IOException | UncheckedIOException e) {
            throw new CodedException("UNREADABLE_EXPORT", "cannot list " + folder, e);
        }
        if (!paths.contains(Manifest.FILE)
                && !paths.contains("checkpoint")
                && paths.stream().noneMatch(p -> p.startsWith("tile/"))) {
            throw new CodedException(
                    "UNREADABLE_EXPORT", "no manifest, checkpoint or tiles in " + folder);
        }
        return new Export(folder, paths);
    }

    private static String slashed(Path relative) {
        StringBuilder out = new StringBuilder();
        for (Path part : relative) {
            out.append(out.isEmpty() ? "" : "/").append(part);
        }
        return out.toString();
    }

    /** Every file, with slashes, ascending. */
    public SortedSet<String> paths() {
        return java.util.Collections.unmodifiableSortedSet(paths);
    }

    /** Every file below a folder, {@code "checkpoints/"} for example. */
    public List<String> paths(String prefix) {
        return paths.stream().filter(p -> p.startsWith(prefix)).toList();
    }

    /** Throws {@code MISSING_FILE} or {@code UNREADABLE_FILE}. */
    public byte[] read(String path) {
        if (!paths.contains(path)) {
            throw new CodedException("MISSING_FILE", "no file " + path);
        }
        try {
            return Files.readAllBytes(folder.resolve(path));
        } catch (IOException e) {
            throw new CodedException("UNREADABLE_FILE", "cannot read " + path, e);
        }
    }

    /** What the latest checkpoint states, unverified; throws {@code BAD_NOTE} and the like. */
    public Checkpoint latest() {
        return Checkpoint.parse(Note.parse(read("checkpoint")).text());
    }

    /** The manifest, unverified. Throws {@code MISSING_FILE}, {@code NOT_JSON}, {@code BAD_FIELD}. */
    public SignedDocument manifest() {
        return SignedDocument.read(read(Manifest.FILE));
    }

    /** Entries of one bundle; throws {@code MISSING_FILE} or {@code BAD_TILE}. */
    public List<byte[]> entries(Tile bundle) {
        return Tiles.parseEntries(bundle, read(bundle.path()));
    }
}
