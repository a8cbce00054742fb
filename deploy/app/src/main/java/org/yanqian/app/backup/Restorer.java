package org.yanqian.app.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.yanqian.app.backup.BackupManifest.FileLine;
import org.yanqian.app.backup.Completeness.Signers;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.PersonEvent.PersonErased;

/**
 * Puts a backup into an empty database, in one transaction: it is there whole and proved complete, or
 * the database stays empty.
 */
final class Restorer {
    private final DataSource dataSource;
    private final Signers signers;
    private final long witnessedElsewhere;

    /**
     * @param witnessedElsewhere largest size that this service remembers outside of the database or
     *     that a witness says it has cosigned
     */
    Restorer(DataSource dataSource, Signers signers, long witnessedElsewhere) {
        this.dataSource = dataSource;
        this.signers = signers;
        this.witnessedElsewhere = witnessedElsewhere;
    }

    /** @param export an auditor's export that fills up what an older backup lacks */
    Completeness restore(BackupReader backup, Optional<Path> export)
            throws IOException, SQLException {
        BackupManifest manifest = backup.manifest();
        requireEqual("ORIGIN_DIFFERS", signers.origin(), manifest.origin());
        requireEqual("SUITE_DIFFERS", signers.suite().wire(), manifest.suite());
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            requireEqual("SCHEMA_DIFFERS", Tables.schema(connection), manifest.schema());
            load(connection, backup);
            Completeness asBackedUp = Completeness.of(connection, signers);
            requireEqual("SIZE_DIFFERS", manifest.size(), asBackedUp.size());
            requireEqual("ROOT_DIFFERS", manifest.root(), asBackedUp.rootHex());
            requireEqual("SIZE_DIFFERS", manifest.witnessedSize(), asBackedUp.witnessedSize());
            Completeness complete = asBackedUp;
            if (export.isPresent()) {
                new ExportFill(connection, signers).fill(Export.open(export.get()));
                complete = Completeness.of(connection, signers);
            }
            requireNew(complete);
            destroyKeysOfErased(connection);
            connection.commit();
            return complete;
        }
    }

    private void load(Connection connection, BackupReader backup) throws IOException, SQLException {
        List<String> tables = Tables.inOrder(connection);
        Map<String, FileLine> files =
                backup.files().stream()
                        .collect(Collectors.toMap(FileLine::table, Function.identity()));
        requireEqual("SCHEMA_DIFFERS", java.util.Set.copyOf(tables), files.keySet());
        for (String table : tables) {
            if (Tables.count(connection, table) > 0) {
                throw new CodedException(
                        "NOT_EMPTY", "数据库不是空的 / the database is not empty: " + table);
            }
        }
        for (String table : tables) {
            load(connection, backup, files.get(table));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "select setval(pg_get_serial_sequence('ledger_event', 'pos'),"
                            + " (select coalesce(max(pos), 1) from ledger_event))");
        }
    }

    private static void load(Connection connection, BackupReader backup, FileLine file)
            throws IOException, SQLException {
        List<String> columns = Tables.columns(connection, file.table());
        long rows;
        try (InputStream in = backup.rows(file)) {
            rows =
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(
                                    "copy "
                                            + file.table()
                                            + " ("
                                            + String.join(", ", columns)
                                            + ") from stdin",
                                    in);
        }
        requireEqual("FILE_DIFFERS", file.path() + " " + file.rows(), file.path() + " " + rows);
    }

    // A backup from before an erasure brings the key back: what the ledger says was erased stays
    // so.
    private static void destroyKeysOfErased(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "select entry from ledger_event where starts_with(stream,"
                                        + " 'person/')");
                PreparedStatement delete =
                        connection.prepareStatement("delete from vault_key where subject = ?");
                PreparedStatement remember =
                        connection.prepareStatement(
                                "insert into vault_erased (subject, erased) values (?, now())"
                                        + " on conflict do nothing");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                if (Entry.parse(rows.getBytes(1)).event().data() instanceof PersonErased erased) {
                    delete.setString(1, erased.entry());
                    delete.executeUpdate();
                    remember.setString(1, erased.entry());
                    remember.executeUpdate();
                }
            }
        }
    }

    private void requireNew(Completeness complete) {
        if (complete.size() < witnessedElsewhere) {
            throw new CodedException(
                    "STORE_OLDER_THAN_WITNESSED",
                    ("备份只有 %d 条，已见证 %d 条；换用更新的备份，或用 --export 以审计员导出补齐 / the backup has %d"
                                    + " entries, %d were witnessed; take a newer one, or fill it from an"
                                    + " auditor's export with --export")
                            .formatted(
                                    complete.size(),
                                    witnessedElsewhere,
                                    complete.size(),
                                    witnessedElsewhere));
        }
    }

    private static void requireEqual(String code, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new CodedException(code, expected + " / " + found);
        }
    }
}
