package org.yanqian.ledger.sign;

/** Multiples of one public key, worked out beforehand. Thread safe. */
interface KeyTable {
    /**
     * True only for a genuine signature. False for some that are genuine, where the formulas have an
     * exception or the signature an unusual form: then the reference decides.
     */
    boolean accepts(byte[] message, byte[] signature);

    /** {@link #accepts} of each message with its signature. */
    default boolean[] acceptsAll(byte[][] messages, byte[][] signatures) {
        boolean[] accepted = new boolean[messages.length];
        for (int i = 0; i < accepted.length; i++) {
            accepted[i] = accepts(messages[i], signatures[i]);
        }
        return accepted;
    }
}
