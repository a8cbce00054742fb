package org.yanqian.ledger.draw.drand;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.Suite;

/**
 * How a drand chain signs: where signatures lie, and whether a round also signs the previous
 * signature. Names as drand writes them.
 */
public enum DrandScheme {
    /** Signatures of 48 bytes in G1, keys of 96 bytes in G2; quicknet. */
    BLS_UNCHAINED_G1_RFC9380("bls-unchained-g1-rfc9380", true, false),
    /** Signatures of 96 bytes in G2, keys of 48 bytes in G1; the default chain. */
    PEDERSEN_BLS_CHAINED("pedersen-bls-chained", false, true),
    /** As the default chain, without the previous signature. */
    PEDERSEN_BLS_UNCHAINED("pedersen-bls-unchained", false, false);

    private static final int GENESIS_BYTES = 32;

    private final String wire;
    private final boolean signaturesInG1;
    private final boolean chained;

    DrandScheme(String wire, boolean signaturesInG1, boolean chained) {
        this.wire = wire;
        this.signaturesInG1 = signaturesInG1;
        this.chained = chained;
    }

    /** Throws {@code UNKNOWN_SCHEME}. */
    public static DrandScheme of(String wire) {
        for (DrandScheme scheme : values()) {
            if (scheme.wire.equals(wire)) {
                return scheme;
            }
        }
        throw new CodedException("UNKNOWN_SCHEME", "unknown drand scheme: " + wire);
    }

    public String wire() {
        return wire;
    }

    public boolean signaturesInG1() {
        return signaturesInG1;
    }

    public boolean chained() {
        return chained;
    }

    public int signatureBytes() {
        return signaturesInG1 ? Bls.G1_BYTES : Bls.G2_BYTES;
    }

    public int keyBytes() {
        return signaturesInG1 ? Bls.G2_BYTES : Bls.G1_BYTES;
    }

    /**
     * Round 1 of a chain follows its genesis seed of 32 bytes, every other round a signature. An
     * exact length leaves no doubt where the previous signature ends and the round begins.
     */
    boolean previousFits(long round, byte[] previousSignature) {
        return !chained
                || previousSignature.length == (round == 1 ? GENESIS_BYTES : signatureBytes());
    }

    /** SHA-256(round u64be), or SHA-256(previous signature ‖ round u64be). */
    byte[] message(long round, byte[] previousSignature) {
        MessageDigest sha = Suite.newSha256();
        if (chained) {
            sha.update(previousSignature);
        }
        return sha.digest(ByteBuffer.allocate(8).putLong(round).array());
    }
}
