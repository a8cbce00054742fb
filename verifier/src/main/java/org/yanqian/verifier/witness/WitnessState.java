package org.yanqian.verifier.witness;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.file.DurableFile;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Cosignature;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteKey;

/**
 * What a witness must never forget, as files: {@code <SHA-256 of the origin>/checkpoint} is the note
 * cosigned last, {@code evidence/<name>/} a pair of notes that do not agree. One process at a time.
 */
final class WitnessState implements AutoCloseable {
    private static final int MAX_EVIDENCE = 1000;

    /** The note cosigned last and when. */
    record Last(Checkpoint checkpoint, Note note, long timestampSeconds) {}

    private final Path folder;
    private final NoteKey ownKey;
    private final DurableFile.Steps steps;
    private final FileChannel lockFile;

    WitnessState(Path folder, NoteKey ownKey) throws IOException {
        this(folder, ownKey, DurableFile.Steps.NONE);
    }

    /** Throws {@code STATE_IN_USE} if another process holds the folder. */
    WitnessState(Path folder, NoteKey ownKey, DurableFile.Steps steps) throws IOException {
        this.folder = folder;
        this.ownKey = ownKey;
        this.steps = steps;
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
        DurableFile.write(own.resolve("checkpoint"), note.formatBytes(), steps);
    }

    /** Keeps both notes, each whole or not at all; a pair cut short is completed by the next try. */
    void keepEvidence(ForkEvidence pair) throws IOException {
        Path own = evidence().resolve(pair.name());
        if (!Files.exists(own) && evidenceNames().size() >= MAX_EVIDENCE) {
            return;
        }
        DurableFile.createFolder(own);
        for (String file : ForkEvidence.FILES) {
            if (!Files.exists(own.resolve(file))) {
                DurableFile.write(own.resolve(file), pair.note(file).formatBytes(), steps);
            }
        }
    }

    /** Of complete pairs, ascending. */
    List<String> evidenceNames() throws IOException {
        try (var pairs = Files.list(evidence())) {
            return pairs.filter(
                            pair ->
                                    ForkEvidence.FILES.stream()
                                            .allMatch(file -> Files.exists(pair.resolve(file))))
                    .map(pair -> pair.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Throws {@code BAD_NOTE} or {@code BAD_CHECKPOINT} for a file that was damaged since. */
    ForkEvidence evidence(String name) throws IOException {
        Path own = evidence().resolve(name);
        return ForkEvidence.of(
                ForkEvidence.kindOf(name),
                Note.parse(Files.readAllBytes(own.resolve(ForkEvidence.COSIGNED))),
                Note.parse(Files.readAllBytes(own.resolve(ForkEvidence.SUBMITTED))));
    }

    private Path evidence() {
        return folder.resolve("evidence");
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
