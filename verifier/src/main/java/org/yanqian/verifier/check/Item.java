package org.yanqian.verifier.check;

import java.util.List;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventData;

/**
 * One leaf of the ledger as read, with what was computed on the way in, beside the other cores.
 *
 * @param bytes leaf data
 * @param entry null if the bytes are no entry
 * @param problem why not; null otherwise
 * @param leafHash SHA-256 leaf hash
 * @param sm3LeafHash null unless the suite is gm
 * @param eventHash suite hash of the event's bytes; null without an entry
 * @param signatures one result for each of the entry's signatures
 */
public record Item(
        long index,
        byte[] bytes,
        Entry entry,
        CodedException problem,
        byte[] leafHash,
        byte[] sm3LeafHash,
        byte[] eventHash,
        List<SignatureState> signatures) {

    /** {@code VALID}, {@code WRONG}, or by a key that was not known when the leaf was read. */
    public enum SignatureState {
        VALID,
        WRONG,
        UNKNOWN_KEY
    }

    public EventData data() {
        return entry.event().data();
    }
}
