package org.yanqian.verifier.check;

import org.yanqian.ledger.event.LedgerEvent;

/**
 * An event and where it stands.
 *
 * @param hash suite hash of the event's bytes in hex
 */
public record Located<T>(long index, String hash, LedgerEvent event, T data) {
    public String time() {
        return event.time();
    }
}
