package org.yanqian.command.api;

import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.sign.Suite;

/** The suite of an entry, as its first signature's key id names it. */
final class EntrySuite {
    private EntrySuite() {}

    static Suite of(Entry entry) {
        String key = entry.signatures().get(0).key();
        return Suite.of(key.substring(0, key.indexOf('-')));
    }
}
