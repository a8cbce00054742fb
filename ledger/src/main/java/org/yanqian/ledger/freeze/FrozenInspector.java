package org.yanqian.ledger.freeze;

import org.yanqian.ledger.codec.Bytes;

/**
 * A listed inspector.
 *
 * @param id certificate number
 * @param reason why not eligible for any visit, {@code ""} for one who is
 * @param record canonical registry record
 */
public record FrozenInspector(
        String id,
        String personId,
        Bytes sub,
        Bytes label,
        long capacity,
        String reason,
        String record) {
    FrozenInspector withoutRecord() {
        return new FrozenInspector(id, personId, sub, label, capacity, reason, "");
    }
}
