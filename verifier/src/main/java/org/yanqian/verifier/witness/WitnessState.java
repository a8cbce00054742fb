package org.yanqian.verifier.witness;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Cosignature;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteKey;

/**
 * What a witness must never forget, as files: {@code <SHA-256 of the origin>/checkpoint} is the note
 * cosigned last, {@code evidence/} holds notes that contradict each other. One process at a time.
 */
final class WitnessState implements AutoCloseable {
    private static final int MAX_EVIDENCE = 1000;

    /** The note cosigned last and when. */
    record Last(Checkpoint checkpoint, Note note, long timestampSeconds) {}

    private final Path folder;
    private final NoteKey ownKey;
    private final FileChannel lockFile;

    /** Throws {@code STATE_IN_USE} if another process holds the folder. */
    WitnessState(Path folder, NoteKey ownKey) throws IOException {
        this.folder = folder;
        this.ownKey = ownKey;
        DurableFile.createFolder(folder);
        DurableFile.createFolder(evidence());
        lockFile =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (lock() == null) {
            lockFile.close();
            throw new CodedException("STATE_IN_USE", "another witness runs on " + folder);
        }
    }

    private FileLock lock() throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    static String originHash(String origin) {
        return Hex.format(Suite.INTL.hash(origin.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The note cosigned last for this origin. Throws {@code BAD_STATE} for one that this witness did
     * not cosign: it then does not know what it promised, and must not go on as if it were new.
     */
    Optional<Last> read(String origin) throws IOException {
        Path file = folder.resolve(originHash(origin)).resolve("checkpoint");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Note note = Note.parse(Files.readAllBytes(file));
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            for (Note.Signature signature : note.signatures()) {
                Optional<Cosignature> own = Cosignature.verify(ownKey, note.text(), signature);
                if (own.isPresent() && checkpoint.origin().equals(origin)) {
                    return Optional.of(new Last(checkpoint, note, own.get().timestampSeconds()));
                }
            }
        } catch (CodedException e) {
            throw new CodedException("BAD_STATE", file + ": " + e, e);
        }
        throw new CodedException(
                "BAD_STATE", file + " is not cosigned by this witness for " + origin);
    }

    /** Returns only when it is on disk. */
    void write(String origin, Note note) throws IOException {
        Path own = folder.resolve(originHash(origin));
        DurableFile.createFolder(own);
        DurableFile.write(own.resolve("checkpoint"), note.formatBytes());
    }

    /** Keeps a note of a log that signed another one for the same size. */
    void keepEvidence(Note note) throws IOException {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        String name =
                originHash(checkpoint.origin()).substring(0, 16)
                        + "-"
                        + checkpoint.size()
                        + "-"
                        + Hex.format(checkpoint.root()).substring(0, 16)
                        + ".note";
        Path file = evidence().resolve(name);
        if (!Files.exists(file) && evidenceCount() < MAX_EVIDENCE) {
            DurableFile.write(file, note.formatBytes());
        }
    }

    long evidenceCount() throws IOException {
        try (var files = Files.list(evidence())) {
            return files.filter(f -> f.toString().endsWith(".note")).count();
        }
    }

    private Path evidence() {
        return folder.resolve("evidence");
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
