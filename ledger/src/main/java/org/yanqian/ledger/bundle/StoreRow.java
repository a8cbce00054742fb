package org.yanqian.ledger.bundle;

import java.util.Arrays;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.RecordCodec;

/**
 * One line of a store dump (SPEC section 11.1): a row of the event store as it stands, not checked.
 *
 * @param entry bytes of the entry in base64, {@code ""} where the row is gone
 * @param hash the column, hex
 * @param id the column
 * @param index ledger index, −1 for a row that is not sealed yet
 * @param leaf the stored leaf hash, hex, {@code ""} without an index
 * @param seq the column, −1 where the row is gone
 * @param stream the column
 */
public record StoreRow(
        String entry, String hash, String id, long index, String leaf, long seq, String stream) {
    /** Canonical JSON, without the newline that ends a line. */
    public byte[] format() {
        return CanonicalJson.format(RecordCodec.format(this));
    }

    /** Throws {@code NOT_CANONICAL}, {@code NOT_JSON} or {@code BAD_FIELD}. */
    public static StoreRow parse(byte[] line) {
        StoreRow row = RecordCodec.parse(StoreRow.class, CanonicalJson.parseObject(line));
        if (!Arrays.equals(row.format(), line)) {
            throw new CodedException("NOT_CANONICAL", "a line differs when written again");
        }
        return row;
    }
}
