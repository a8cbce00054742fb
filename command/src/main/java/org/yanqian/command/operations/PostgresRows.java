package org.yanqian.command.operations;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.StoreRow;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;

/** Rows of {@code ledger_event}. */
public final class PostgresRows implements StoreRows {
    private static final int FETCH = 500;

    @Override
    public void read(Connection connection, Sink sink) throws SQLException, IOException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select i.idx, i.leaf, e.stream, e.seq, e.id, e.hash, e.entry"
                                + " from ledger_event e full join ledger_index i using (pos)"
                                + " order by i.idx nulls last, pos")) {
            select.setFetchSize(FETCH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sink.take(line(row));
                }
            }
        }
    }

    // A row that is gone leaves its index and leaf behind: its other values are empty.
    private static StoreRow line(ResultSet row) throws SQLException {
        long index = row.getLong("idx");
        index = row.wasNull() ? -1 : index;
        long seq = row.getLong("seq");
        seq = row.wasNull() ? -1 : seq;
        byte[] entry = row.getBytes("entry");
        String id = row.getString("id");
        return new StoreRow(
                entry == null ? "" : Base64.getEncoder().encodeToString(entry),
                hex(row.getBytes("hash")),
                id == null ? "" : id,
                index,
                hex(row.getBytes("leaf")),
                seq,
                writable(row.getString("stream")));
    }

    // Whoever edits a row into what JSON cannot hold must not break the dump of all others.
    public static String writable(String text) {
        try {
            CanonicalJson.format(Map.of("t", text == null ? "" : text));
            return text == null ? "" : text;
        } catch (CodedException e) {
            return "";
        }
    }

    private static String hex(byte[] bytes) {
        return bytes == null ? "" : Hex.format(bytes);
    }
}
