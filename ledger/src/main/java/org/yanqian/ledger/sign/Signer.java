package org.yanqian.ledger.sign;

/**
 * Whoever can sign for one key: a file keystore today, PKCS#11 behind the same two methods. Thread
 * safe.
 */
public interface Signer {
    PublicKey publicKey();

    /** 64 bytes. */
    byte[] sign(byte[] message);
}
