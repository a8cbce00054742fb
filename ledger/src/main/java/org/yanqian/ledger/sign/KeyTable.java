package org.yanqian.ledger.sign;

/** Multiples of one public key, worked out beforehand. Thread safe. */
interface KeyTable {
    /**
     * True only for a genuine signature. False for some that are genuine, where the formulas have an
     * exception or the signature an unusual form: then the reference decides.
     */
    boolean accepts(byte[] message, byte[] signature);
}
