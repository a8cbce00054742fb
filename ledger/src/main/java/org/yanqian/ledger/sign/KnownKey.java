package org.yanqian.ledger.sign;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A public key that verifies many signatures. After {@value #WARM_UP} of them it works out a table
 * of its multiples, about 2 MB for SM2 and 1.6 MB for Ed25519, and from then on needs a third of the
 * time, or a little more. A table only ever accepts: what it does not accept, {@link PublicKey#verify} decides, so the
 * answer is always that of the reference unless the table accepts a forgery, against which it is
 * tested. Thread safe.
 */
public final class KnownKey {
    /** A table costs about as much as this many verifications save. */
    static final int WARM_UP = 4_000;

    /** How many keys at once may have a table, so that many bureaus do not fill the memory. */
    public static final int TABLES = 16;

    private final PublicKey key;
    private final AtomicInteger tablesLeft;
    private final AtomicInteger uses = new AtomicInteger();
    private volatile KeyTable table;

    /** {@code tablesLeft} is shared by the keys that share the memory. */
    public KnownKey(PublicKey key, AtomicInteger tablesLeft) {
        this.key = key;
        this.tablesLeft = tablesLeft;
    }

    public PublicKey key() {
        return key;
    }

    /** As {@link PublicKey#verify}. */
    public boolean verify(byte[] message, byte[] signature) {
        KeyTable known = table(1);
        return known != null && known.accepts(message, signature) || key.verify(message, signature);
    }

    /** {@link #verify} of each message with its signature; their SM3 hashes are worked out side by side. */
    public boolean[] verifyAll(byte[][] messages, byte[][] signatures) {
        KeyTable known = table(messages.length);
        boolean[] valid =
                known == null
                        ? new boolean[messages.length]
                        : known.acceptsAll(messages, signatures);
        for (int i = 0; i < valid.length; i++) {
            valid[i] = valid[i] || key.verify(messages[i], signatures[i]);
        }
        return valid;
    }

    private KeyTable table(int more) {
        KeyTable known = table;
        if (known != null) {
            return known;
        }
        int used = uses.getAndAdd(more);
        return used < WARM_UP && used + more >= WARM_UP ? prepare() : null;
    }

    private KeyTable prepare() {
        if (tablesLeft.decrementAndGet() >= 0) {
            table = key.suite() == Suite.GM ? new Sm2Table(key) : new Ed25519Table(key);
        }
        return table;
    }
}
