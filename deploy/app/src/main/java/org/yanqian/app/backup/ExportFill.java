package org.yanqian.app.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yanqian.app.backup.Completeness.Signers;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.DrawKey;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.EventTable;
import org.yanqian.ledger.store.SealTable;
import org.yanqian.ledger.store.SealTable.State;
import org.yanqian.ledger.store.StoredEvent;
import org.yanqian.ledger.tree.Cosignature;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.SignedCheckpoint;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.Tiles;
import org.yanqian.ledger.tree.TreeHash;

/**
 * The way back from an old backup: the entries it lacks are taken from an auditor's export, whose
 * checkpoint the policy's quorum must have cosigned. Every entry that both hold must be the same.
 */
final class ExportFill {
    private final Connection connection;
    private final Signers signers;
    private State state;

    ExportFill(Connection connection, Signers signers) {
        this.connection = connection;
        this.signers = signers;
    }

    /**
     * Throws {@code NO_QUORUM}, {@code TWO_HISTORIES} where both hold different entries, {@code
     * ROOT_DIFFERS} where the entries do not give the checkpoint's root.
     */
    void fill(Export export) throws SQLException {
        Policy policy =
                signers.policy()
                        .orElseThrow(
                                () ->
                                        new CodedException(
                                                "POLICY_MISSING",
                                                "须设置 yanqian.policy / set yanqian.policy"));
        SignedCheckpoint latest = policy.verifyCheckpoint(export.read("checkpoint"));
        if (policy.quorumMetAt(latest).isEmpty()) {
            throw new CodedException("NO_QUORUM", "导出的检查点未达法定数 / no quorum on the export");
        }
        state = SealTable.load(connection, signers.suite());
        long size = latest.checkpoint().size();
        for (Tile bundle : Tiles.addedEntries(0, size)) {
            take(bundle.index() * Tile.WIDTH, export.entries(bundle));
        }
        if (state.size() == size
                && !Arrays.equals(state.sha256().root(), latest.checkpoint().root())) {
            throw new CodedException("ROOT_DIFFERS", "导出条目与检查点不符 / not the checkpoint's entries");
        }
        checkpoints(export, policy);
        for (String path : export.paths("lists/")) {
            SealTable.insertList(connection, path.substring("lists/".length()), export.read(path));
        }
        drawKeys(export);
    }

    private void take(long first, List<byte[]> entries) throws SQLException {
        List<byte[]> missing = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (first + i < state.size()) {
                requireSame(first + i, entries.get(i));
            } else {
                missing.add(entries.get(i));
            }
        }
        if (!missing.isEmpty()) {
            append(missing);
        }
    }

    private void requireSame(long index, byte[] entry) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select leaf from ledger_index where idx = ?")) {
            select.setLong(1, index);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()
                        || !Arrays.equals(rows.getBytes(1), TreeHash.leaf(Suite.INTL, entry))) {
                    throw new CodedException(
                            "TWO_HISTORIES", "序号 " + index + " 两套历史 / two histories at " + index);
                }
            }
        }
    }

    private void append(List<byte[]> entries) throws SQLException {
        List<StoredEvent> rows =
                entries.stream()
                        .map(entry -> StoredEvent.of(Entry.parse(entry), signers.suite()))
                        .toList();
        List<StoredEvent> absent = new ArrayList<>();
        for (StoredEvent row : rows) {
            if (position(row) < 0) {
                absent.add(row);
            }
        }
        EventTable.insert(connection, absent);
        List<Long> positions = new ArrayList<>();
        for (StoredEvent row : rows) {
            positions.add(position(row));
        }
        state = SealTable.extend(connection, state, positions, entries);
    }

    /** −1 when absent. An acknowledged event of the backup that was not sealed yet is there already. */
    private long position(StoredEvent row) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select pos, entry from ledger_event where stream = ? and seq = ?")) {
            select.setString(1, row.stream());
            select.setLong(2, row.seq());
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return -1;
                }
                if (!Arrays.equals(rows.getBytes(2), row.entry())) {
                    throw new CodedException("TWO_HISTORIES", "两套历史 / two histories: " + row);
                }
                return rows.getLong(1);
            }
        }
    }

    private void checkpoints(Export export, Policy policy) throws SQLException {
        List<String> paths = new ArrayList<>(export.paths("checkpoints/"));
        paths.add("checkpoint");
        Map<NoteKey, String> names =
                policy.tlog().witnesses().entrySet().stream()
                        .collect(Collectors.toMap(e -> e.getValue().key(), Map.Entry::getKey));
        for (String path : paths) {
            SignedCheckpoint signed = policy.verifyCheckpoint(export.read(path));
            keep(signed, names);
        }
    }

    private void keep(SignedCheckpoint signed, Map<NoteKey, String> names) throws SQLException {
        long size = signed.checkpoint().size();
        Note.Signature log =
                signed.note().signatures().stream()
                        .filter(signers.log()::matches)
                        .findFirst()
                        .orElseThrow(
                                () -> new CodedException("UNSIGNED", "检查点没有日志签名 / not by the log"));
        long at =
                signed.cosignatures().stream()
                        .mapToLong(Cosignature::timestampSeconds)
                        .min()
                        .orElse(0);
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into ledger_checkpoint (size, note, made) values (?, ?, ?)"
                                + " on conflict do nothing")) {
            insert.setLong(1, size);
            insert.setString(2, new Note(signed.note().text(), List.of(log)).format());
            insert.setTimestamp(3, Timestamp.from(Instant.ofEpochSecond(at)));
            insert.executeUpdate();
        }
        for (Note.Signature line : signed.note().signatures()) {
            for (Map.Entry<NoteKey, String> witness : names.entrySet()) {
                if (witness.getKey().matches(line)) {
                    SealTable.insertCosignature(
                            connection, size, witness.getValue(), line.format());
                }
            }
        }
    }

    private void drawKeys(Export export) throws SQLException {
        for (String path : export.paths("draws/")) {
            DrawKey key = DrawKey.parse(export.read(path));
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "insert into draw_key (draw_id, key) values (?, ?) on conflict do"
                                    + " nothing")) {
                insert.setString(1, key.drawId());
                insert.setBytes(2, Hex.parse(key.key(), 32));
                insert.executeUpdate();
            }
        }
    }
}
