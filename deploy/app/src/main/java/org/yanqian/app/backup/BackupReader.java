package org.yanqian.app.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.yanqian.app.backup.BackupManifest.FileLine;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.SignedDocument;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.PublicKey;

/** A backup folder: every file is the one that the signed manifest names, or nothing is read. */
final class BackupReader {
    private final Path folder;
    private final BackupManifest manifest;

    private BackupReader(Path folder, BackupManifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /**
     * Throws {@code MISSING_FILE}, {@code EXTRA_FILE}, {@code FILE_DIFFERS}, {@code SEAL_UNKNOWN_KEY},
     * {@code SEAL_WRONG} and the codes of what cannot be parsed.
     */
    static BackupReader open(Path folder, Collection<PublicKey> signers) throws IOException {
        Path file = folder.resolve(BackupManifest.FILE);
        if (!Files.exists(file)) {
            throw new CodedException("MISSING_FILE", "没有 manifest / no manifest in " + folder);
        }
        SignedDocument document = SignedDocument.read(Files.readAllBytes(file));
        PublicKey key =
                signers.stream()
                        .filter(k -> k.id().equals(document.key()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new CodedException(
                                                "SEAL_UNKNOWN_KEY",
                                                "备份由未知密钥签署 / sealed by " + document.key()));
        if (!document.verify(BackupManifest.TYPE, key)) {
            throw new CodedException("SEAL_WRONG", "清单签名不成立 / the manifest's seal is wrong");
        }
        BackupReader reader = new BackupReader(folder, BackupManifest.parse(document.content()));
        reader.requireFiles();
        return reader;
    }

    BackupManifest manifest() {
        return manifest;
    }

    private void requireFiles() throws IOException {
        TreeSet<String> there = new TreeSet<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(p -> there.add(folder.relativize(p).toString().replace('\\', '/')));
        }
        there.remove(BackupManifest.FILE);
        for (FileLine line : manifest.files()) {
            if (!there.remove(line.path())) {
                throw new CodedException("MISSING_FILE", "缺少文件 / missing: " + line.path());
            }
            requireFile(line);
        }
        if (!there.isEmpty()) {
            throw new CodedException("EXTRA_FILE", "清单以外的文件 / not in the manifest: " + there);
        }
    }

    private void requireFile(FileLine line) throws IOException {
        MessageDigest digest = BackupWriter.sha256();
        long size;
        try (InputStream in =
                new DigestInputStream(Files.newInputStream(folder.resolve(line.path())), digest)) {
            size = in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        String found = Hex.format(digest.digest());
        if (size != line.size() || !found.equals(line.sha256())) {
            throw new CodedException(
                    "FILE_DIFFERS",
                    "%s: %d, %s / %d, %s"
                            .formatted(line.path(), line.size(), line.sha256(), size, found));
        }
    }

    List<FileLine> files() {
        return manifest.files();
    }

    InputStream rows(FileLine line) throws IOException {
        return new GZIPInputStream(
                new BufferedInputStream(Files.newInputStream(folder.resolve(line.path()))));
    }
}
