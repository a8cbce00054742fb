package org.yanqian.ledger.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.stamp.StoredStamp;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.Tiles;
import org.yanqian.ledger.tree.TreeHash;

/**
 * Writes an auditor's export folder. Streams: memory holds one bundle of entries and one tile per
 * level. The folder appears whole or not at all, by a rename.
 */
public final class ExportWriter {
    private final ExportSource source;
    private final Path folder;
    private final TreeMap<String, Manifest.FileLine> files = new TreeMap<>();
    private final List<ByteArrayOutputStream> tiles = new ArrayList<>();
    private final long[] tileIndex = new long[8];

    private ExportWriter(ExportSource source, Path folder) {
        this.source = source;
        this.folder = folder;
        for (int level = 0; level < 8; level++) {
            tiles.add(new ByteArrayOutputStream());
        }
    }

    /**
     * Throws {@code EXPORT_ROOT_DIFFERS} when the entries do not give the checkpoint's root: then
     * nothing is written, and an export at the target stays as it was.
     */
    public static Manifest write(ExportSource source, Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute.getParent());
            Path temporary =
                    Files.createTempDirectory(
                            absolute.getParent(), "." + absolute.getFileName() + ".new");
            try {
                Manifest manifest = new ExportWriter(source, temporary).writeAll();
                moveIntoPlace(temporary, absolute);
                return manifest;
            } finally {
                delete(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Manifest writeAll() throws IOException {
        byte[] note = source.checkpoint();
        Checkpoint checkpoint = Checkpoint.parse(Note.parse(note).text());
        writeTree(checkpoint);
        put("checkpoint", note);
        for (var stored : source.checkpoints().entrySet()) {
            put(checkpointPath(stored.getKey()), stored.getValue());
        }
        for (StoredStamp stamp : source.stamps()) {
            put(stamp.path(), stamp.token());
        }
        for (DrawKey key : source.drawKeys()) {
            put(key.path(), key.format());
        }
        for (byte[] list : source.lists()) {
            put("lists/" + Hex.format(source.suite().hash(list)), list);
        }
        Manifest manifest =
                new Manifest(
                        Manifest.FORMAT,
                        List.copyOf(files.values()),
                        source.origin(),
                        checkpoint.size(),
                        source.suite().wire(),
                        EventCodec.formatTime(source.time()));
        byte[] signed =
                SignedDocument.write(RecordCodec.format(manifest), Manifest.TYPE, source.signer());
        Files.write(folder.resolve(Manifest.FILE), signed);
        return manifest;
    }

    /** {@code checkpoints/} and the size in 12 digits. */
    public static String checkpointPath(long size) {
        return String.format(Locale.ROOT, "checkpoints/%012d", size);
    }

    private void writeTree(Checkpoint checkpoint) throws IOException {
        Frontier frontier = new Frontier(Suite.INTL);
        for (Tile bundle : Tiles.addedEntries(0, checkpoint.size())) {
            List<byte[]> entries = source.entries(bundle.index() * Tile.WIDTH, bundle.width());
            if (entries.size() != bundle.width()) {
                throw new CodedException(
                        "EXPORT_ENTRIES_MISSING",
                        bundle.path() + " has " + entries.size() + " entries in the store");
            }
            put(bundle.path(), Tiles.formatEntries(entries));
            for (byte[] entry : entries) {
                frontier.append(TreeHash.leaf(Suite.INTL, entry), this::collect);
            }
            flush(Tile.WIDTH * TreeHash.LENGTH);
        }
        flush(1);
        if (!Arrays.equals(frontier.root(), checkpoint.root())) {
            throw new CodedException(
                    "EXPORT_ROOT_DIFFERS",
                    "checkpoint "
                            + Hex.format(checkpoint.root())
                            + ", entries "
                            + Hex.format(frontier.root()));
        }
    }

    private void collect(int level, long index, byte[] hash) {
        if (level % 8 == 0) {
            tiles.get(level / 8).writeBytes(hash);
        }
    }

    private void flush(int atLeast) throws IOException {
        for (int level = 0; level < 8; level++) {
            ByteArrayOutputStream tile = tiles.get(level);
            if (tile.size() >= atLeast) {
                int width = tile.size() / TreeHash.LENGTH;
                put(new Tile(level, tileIndex[level]++, width).path(), tile.toByteArray());
                tile.reset();
            }
        }
    }

    private void put(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        files.put(
                path,
                new Manifest.FileLine(path, Hex.format(Suite.INTL.hash(bytes)), bytes.length));
    }

    private static void moveIntoPlace(Path temporary, Path target) throws IOException {
        if (!Files.exists(target)) {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path old = target.resolveSibling("." + target.getFileName() + ".old");
        delete(old);
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        delete(old);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
