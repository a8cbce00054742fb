package org.yanqian.ledger.draw;

import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;

/**
 * A listed inspection target under its label. Ranges are checked by {@link Freeze}, so that a bad
 * value is refused in the order of the SPEC and never here.
 *
 * @param label 32 bytes, {@link Labels#label}
 * @param stratum code of the rule set
 * @param weight 1 to 16
 * @param excluded "" or "x"; the reason stands in the record
 * @param record 32 bytes, {@link Labels#record}
 */
public record Candidate(Bytes label, String stratum, long weight, String excluded, Bytes record) {
    public boolean isExcluded() {
        return !excluded.isEmpty();
    }

    /** {@code enc("DRAW1/candidate", label, stratum, weight, excluded, record)}. */
    public byte[] leaf() {
        return Enc.of("DRAW1/candidate")
                .bytes(label.toArray())
                .string(stratum)
                .number(weight)
                .string(excluded)
                .bytes(record.toArray())
                .toBytes();
    }
}
