package org.yanqian.ledger.draw.drand;

import java.util.Objects;
import org.bouncycastle.crypto.bls.BLS12_381G2Point;
import org.bouncycastle.math.ec.ECPoint;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.sign.Suite;

/**
 * A pinned drand chain. The beacon type of an announcement alone selects it; the key never comes
 * from the ledger.
 *
 * @param type {@link Beacon#QUICKNET}, {@link Beacon#DEFAULT} or {@link Beacon#LOCAL}
 * @param publicKey canonical compressed point: 96 bytes for signatures in G1, else 48
 * @param genesisSeconds Unix time of round 1
 */
public record DrandChain(
        String type, DrandScheme scheme, Bytes publicKey, long genesisSeconds, long periodSeconds) {

    /**
     * League of Entropy "quicknet", chain hash 52db9ba7…e971: key, genesis and period as published by
     * the drand project (drand-client {@code lib/defaults.ts}, {@code /info} of the chain).
     */
    public static final DrandChain QUICKNET =
            new DrandChain(
                    Beacon.QUICKNET,
                    DrandScheme.BLS_UNCHAINED_G1_RFC9380,
                    Bytes.ofHex(
                            "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
                                    + "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf"
                                    + "4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991e"
                                    + "f5ece45a"),
                    1_692_803_367L,
                    3);

    /** League of Entropy "default", chain hash 8990e7a9…b2ce, published in the same places. */
    public static final DrandChain DEFAULT =
            new DrandChain(
                    Beacon.DEFAULT,
                    DrandScheme.PEDERSEN_BLS_CHAINED,
                    Bytes.ofHex(
                            "868f005eb8e6e4ca0a47c8a77ceaa5309a47978a7c71bc5cce96366b5d7a5699"
                                    + "37c529eeda66c7293784a9402801af31"),
                    1_595_431_050L,
                    30);

    // 9999-12-31T23:59:59Z: no event can name a later time (SPEC section 1).
    private static final long LAST_SECOND = 253_402_300_799L;

    public DrandChain {
        Objects.requireNonNull(type);
        Objects.requireNonNull(scheme);
        if (genesisSeconds < 0 || periodSeconds < 1) {
            throw new CodedException(
                    "BAD_CHAIN", "genesis " + genesisSeconds + ", period " + periodSeconds);
        }
        byte[] key = publicKey.toArray();
        if (scheme.signaturesInG1() ? Bls.g2(key).isEmpty() : Bls.g1(key).isEmpty()) {
            throw new CodedException(
                    "BAD_KEY", "not a canonical point of the subgroup: " + publicKey.hex());
        }
    }

    /** A chain of one's own in quicknet's scheme, as the verifier's policy pins it; grade C always. */
    public static DrandChain local(Bytes publicKey, long genesisSeconds, long periodSeconds) {
        return new DrandChain(
                Beacon.LOCAL,
                DrandScheme.BLS_UNCHAINED_G1_RFC9380,
                publicKey,
                genesisSeconds,
                periodSeconds);
    }

    /** Unix seconds: genesis + (round − 1) · period. {@code BAD_ROUND} below 1 or out of range. */
    public long roundTime(long round) {
        return roundTime(genesisSeconds, periodSeconds, round);
    }

    /** As {@link #roundTime(long)}, without the chain's key. */
    public static long roundTime(long genesisSeconds, long periodSeconds, long round) {
        if (round < 1) {
            throw new CodedException("BAD_ROUND", "rounds count from 1, found " + round);
        }
        try {
            long time = Math.addExact(genesisSeconds, Math.multiplyExact(round - 1, periodSeconds));
            if (time <= LAST_SECOND) {
                return time;
            }
        } catch (ArithmeticException e) {
            throw new CodedException("BAD_ROUND", "round beyond all time: " + round, e);
        }
        throw new CodedException("BAD_ROUND", "round beyond the year 9999: " + round);
    }

    /** The first round whose time is at or after these Unix seconds. */
    public long firstRoundAt(long unixSeconds) {
        if (unixSeconds <= genesisSeconds) {
            return 1;
        }
        long since = unixSeconds - genesisSeconds;
        return since / periodSeconds + (since % periodSeconds == 0 ? 0 : 1) + 1;
    }

    /**
     * True only for the chain's signature of exactly this round.
     *
     * @param previousSignature where the scheme is chained: 96 bytes, for round 1 the genesis seed of
     *     32 bytes; else ignored
     */
    public boolean verify(long round, byte[] signature, byte[] previousSignature) {
        return verify(scheme, publicKey.toArray(), round, signature, previousSignature);
    }

    /** As {@link #verify(long, byte[], byte[])} under any key; a bad key verifies nothing. */
    public static boolean verify(
            DrandScheme scheme,
            byte[] publicKey,
            long round,
            byte[] signature,
            byte[] previousSignature) {
        if (round < 1 || !scheme.previousFits(round, previousSignature)) {
            return false;
        }
        byte[] message = scheme.message(round, previousSignature);
        if (scheme.signaturesInG1()) {
            BLS12_381G2Point key = Bls.g2(publicKey).orElse(null);
            ECPoint point = Bls.g1(signature).orElse(null);
            return key != null && point != null && Bls.verifyG1(key, message, point);
        }
        ECPoint key = Bls.g1(publicKey).orElse(null);
        BLS12_381G2Point point = Bls.g2(signature).orElse(null);
        return key != null && point != null && Bls.verifyG2(key, message, point);
    }

    /** Randomness = SHA-256(signature), in both suites; 32 bytes. */
    public static Bytes randomness(byte[] signature) {
        return Bytes.of(Suite.INTL.hash(signature));
    }

    /** The beacon value of a verified signature; {@code BAD_BEACON} if it does not verify. */
    public Beacon.Drand value(long round, byte[] signature, byte[] previousSignature) {
        if (!verify(round, signature, previousSignature)) {
            throw new CodedException(
                    "BAD_BEACON", "not the signature of " + type + " round " + round);
        }
        return new Beacon.Drand(type, round, randomness(signature));
    }
}
