package org.yanqian.ledger.draw.drand;

import java.math.BigInteger;
import org.bouncycastle.crypto.bls.BLS12_381G1;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;

/**
 * Signs rounds in quicknet's scheme with one secret scalar: a chain of one's own, for demonstrations
 * and isolated networks. Whoever holds the scalar knows every round beforehand, so such a draw is
 * grade C whatever else it proves.
 */
public final class DrandSigner {
    private final BigInteger secret;

    /** From 32 bytes big endian, 1 to the group order − 1; {@code BAD_KEY}. */
    public DrandSigner(byte[] scalar) {
        secret = new BigInteger(1, scalar);
        if (scalar.length != 32
                || secret.signum() == 0
                || secret.compareTo(BLS12_381G1.ORDER) >= 0) {
            throw new CodedException("BAD_KEY", "not a scalar of 32 bytes below the group order");
        }
    }

    public Bytes publicKey() {
        return Bytes.of(Bls.keyG2(secret));
    }

    /** 48 bytes. {@code BAD_ROUND} below 1. */
    public byte[] sign(long round) {
        if (round < 1) {
            throw new CodedException("BAD_ROUND", "rounds count from 1, found " + round);
        }
        byte[] message = DrandScheme.BLS_UNCHAINED_G1_RFC9380.message(round, new byte[0]);
        return Bls.signG1(secret, message);
    }
}
