package org.yanqian.app.backup;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.StoreComparison;
import org.yanqian.ledger.store.StoreComparison.Cursor;
import org.yanqian.ledger.store.StoreComparison.Difference;
import org.yanqian.ledger.store.StoreComparison.Page;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.SignedCheckpoint;

/**
 * That a database holds the whole ledger: every entry against the tree, the latest checkpoint and its
 * cosignatures.
 *
 * @param size sealed entries
 * @param root of all of them, 32 bytes
 * @param witnessedSize under the largest checkpoint that met the policy's quorum; 0 without a policy
 */
record Completeness(long size, byte[] root, long witnessedSize) {
    private static final int PAGE = 2_000;

    /**
     * Who must have signed.
     *
     * @param log the log's key
     * @param remembered roots by size known from outside of the database
     */
    record Signers(
            String origin,
            Suite suite,
            NoteKey log,
            Optional<Policy> policy,
            Map<Long, byte[]> remembered) {}

    /** Throws {@code STORE_DIFFERS} and the codes of a checkpoint that does not verify. */
    static Completeness of(Connection connection, Signers signers) throws SQLException {
        Cursor cursor = Cursor.start(signers.suite());
        Page page;
        do {
            page =
                    StoreComparison.page(
                            connection, signers.suite(), cursor, PAGE, signers.remembered());
            page.difference().ifPresent(Completeness::refuse);
            cursor = page.next();
        } while (!page.isWhole());
        return new Completeness(
                page.size(), cursor.trees().sha256().root(), witnessed(connection, signers));
    }

    private static void refuse(Difference d) {
        throw new CodedException(
                "STORE_DIFFERS",
                "序号 %d 起事件库与树不符 / store and tree differ from index %d: %s, %s / %s"
                        .formatted(d.index(), d.index(), d.what(), d.expected(), d.found()));
    }

    private static long witnessed(Connection connection, Signers signers) throws SQLException {
        requireLatest(connection, signers);
        if (signers.policy().isEmpty()) {
            return 0;
        }
        Policy policy = signers.policy().get();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select k.size, k.note || string_agg(l.line, '') from"
                                        + " ledger_checkpoint k join ledger_cosignature l using (size)"
                                        + " group by k.size, k.note order by k.size desc")) {
            while (rows.next()) {
                SignedCheckpoint signed =
                        policy.verifyCheckpoint(rows.getString(2).getBytes(StandardCharsets.UTF_8));
                if (policy.quorumMetAt(signed).isPresent()) {
                    return rows.getLong(1);
                }
            }
        }
        return 0;
    }

    private static void requireLatest(Connection connection, Signers signers) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select note from ledger_checkpoint order by size desc limit 1")) {
            if (rows.next()) {
                SignedCheckpoint.verify(
                        rows.getString(1).getBytes(StandardCharsets.UTF_8),
                        List.of(signers.log()),
                        List.of());
            }
        }
    }

    String rootHex() {
        return Hex.format(root);
    }
}
