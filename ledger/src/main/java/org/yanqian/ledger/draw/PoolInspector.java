package org.yanqian.ledger.draw;

import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;

/**
 * A listed inspector under its label.
 *
 * @param label 32 bytes, {@link Labels#label}
 * @param capacity slots this person can hold in this draw, 1 to 64
 * @param record 32 bytes, {@link Labels#record}
 */
public record PoolInspector(Bytes label, long capacity, Bytes record) {
    /** {@code enc("DRAW1/inspector", label, capacity, record)}. */
    public byte[] leaf() {
        return Enc.of("DRAW1/inspector")
                .bytes(label.toArray())
                .number(capacity)
                .bytes(record.toArray())
                .toBytes();
    }
}
