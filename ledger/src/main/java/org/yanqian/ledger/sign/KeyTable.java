package org.yanqian.ledger.sign;

/** Multiples of one public key, worked out beforehand. Thread safe. */
interface KeyTable {
    /** Bits of a scalar that one lookup takes. */
    int WINDOW = 8;

    /** Lookups in a scalar of 256 bits. */
    int WINDOWS = 256 / WINDOW;

    /** Entries of one window, the first of them the neutral element, which is never looked up. */
    int WIDTH = 1 << WINDOW;

    /**
     * True only for a genuine signature. False for some that are genuine, where the formulas have an
     * exception or the signature an unusual form: then the reference decides.
     */
    boolean accepts(byte[] message, byte[] signature);
}
