package org.yanqian.app.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.yanqian.app.backup.BackupManifest.FileLine;
import org.yanqian.app.backup.Completeness.Signers;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.SignedDocument;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.sign.Signer;

/**
 * Copies one snapshot of all tables into a folder, beside a service that may go on writing. What does
 * not agree with the tree is not backed up. The folder appears whole or not at all; only its owner
 * can read it, since it holds personal values and their keys.
 */
final class BackupWriter {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final DataSource dataSource;
    private final Signers signers;
    private final Signer service;

    BackupWriter(DataSource dataSource, Signers signers, Signer service) {
        this.dataSource = dataSource;
        this.signers = signers;
        this.service = service;
    }

    BackupManifest write(Path folder, Instant time) throws IOException, SQLException {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new CodedException("NOT_EMPTY", "备份目录已存在 / the folder exists: " + target);
        }
        Files.createDirectories(target.getParent());
        Path fresh =
                Files.createTempDirectory(
                        target.getParent(), "." + target.getFileName(), OWNER_ONLY);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Completeness complete = Completeness.of(connection, signers);
            BackupManifest manifest = manifest(connection, complete, copy(connection, fresh), time);
            Files.write(
                    fresh.resolve(BackupManifest.FILE),
                    SignedDocument.write(
                            RecordCodec.format(manifest), BackupManifest.TYPE, service));
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            return manifest;
        } finally {
            delete(fresh);
        }
    }

    private BackupManifest manifest(
            Connection connection, Completeness complete, List<FileLine> files, Instant time)
            throws SQLException {
        return new BackupManifest(
                BackupManifest.FORMAT,
                files,
                signers.origin(),
                complete.rootHex(),
                Tables.schema(connection),
                complete.size(),
                signers.suite().wire(),
                EventCodec.formatTime(time),
                complete.witnessedSize());
    }

    private static List<FileLine> copy(Connection connection, Path folder)
            throws IOException, SQLException {
        Files.createDirectory(folder.resolve("tables"));
        List<FileLine> files = new ArrayList<>();
        for (String table : Tables.inOrder(connection)) {
            files.add(copy(connection, folder, table));
        }
        files.sort(Comparator.comparing(FileLine::path));
        return files;
    }

    private static FileLine copy(Connection connection, Path folder, String table)
            throws IOException, SQLException {
        String path = FileLine.path(table);
        MessageDigest digest = sha256();
        long rows;
        try (OutputStream file = Files.newOutputStream(folder.resolve(path));
                OutputStream digested = new DigestOutputStream(file, digest);
                OutputStream out =
                        new GZIPOutputStream(new BufferedOutputStream(digested, 1 << 16))) {
            rows =
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut(
                                    "copy "
                                            + table
                                            + " ("
                                            + String.join(", ", Tables.columns(connection, table))
                                            + ") to stdout",
                                    out);
        }
        return new FileLine(
                path, rows, Hex.format(digest.digest()), Files.size(folder.resolve(path)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
