package org.yanqian.ledger.store;

import java.util.UUID;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.sign.Suite;

/** A row of the event store. {@code hash} is the suite hash of the event bytes, the stream's link. */
public record StoredEvent(String stream, long seq, UUID id, byte[] hash, byte[] entry) {
    public static StoredEvent of(Entry entry, Suite suite) {
        return new StoredEvent(
                entry.event().stream(),
                entry.event().seq(),
                UUID.fromString(entry.event().id()),
                entry.hash(suite),
                entry.bytes());
    }

    @Override
    public String toString() {
        return stream + "@" + seq + " " + Hex.format(hash);
    }
}
