package org.yanqian.ledger.draw.drand;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.bls.BLS12_381G1;
import org.bouncycastle.crypto.bls.BLS12_381G2;
import org.bouncycastle.crypto.bls.BLS12_381G2HashToCurve;
import org.bouncycastle.crypto.bls.BLS12_381G2Point;
import org.bouncycastle.crypto.bls.BLS12_381Pairing;
import org.bouncycastle.crypto.bls.BLS12_381Serialization;
import org.bouncycastle.crypto.bls.BLS12_381SubgroupCheck;
import org.bouncycastle.crypto.bls.Fp12Element;
import org.bouncycastle.crypto.hash2curve.HashToCurveProfile;
import org.bouncycastle.crypto.hash2curve.HashToEllipticCurve;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/**
 * BLS signatures over BLS12-381 in the two forms that drand uses (draft-irtf-cfrg-bls-signature,
 * hashing by RFC 9380). Points are read strictly: canonical compressed bytes, in the subgroup, not
 * infinity.
 */
final class Bls {
    static final int G1_BYTES = 48;
    static final int G2_BYTES = 96;

    private static final String G1_DST = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";
    private static final byte[] G2_DST =
            "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_".getBytes(StandardCharsets.US_ASCII);

    private static final ECCurve CURVE = BLS12_381G1.createCurve();

    private Bls() {}

    static Optional<ECPoint> g1(byte[] compressed) {
        if (compressed.length != G1_BYTES) {
            return Optional.empty();
        }
        try {
            ECPoint point = BLS12_381Serialization.decompressG1(compressed.clone(), CURVE);
            boolean good =
                    !point.isInfinity()
                            && Arrays.equals(BLS12_381Serialization.compressG1(point), compressed)
                            && BLS12_381SubgroupCheck.isInG1Subgroup(point);
            return good ? Optional.of(point) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<BLS12_381G2Point> g2(byte[] compressed) {
        if (compressed.length != G2_BYTES) {
            return Optional.empty();
        }
        try {
            BLS12_381G2Point point = BLS12_381Serialization.decompressG2(compressed.clone());
            boolean good =
                    !point.isInfinity()
                            && Arrays.equals(BLS12_381Serialization.compressG2(point), compressed)
                            && BLS12_381SubgroupCheck.isInG2Subgroup(point);
            return good ? Optional.of(point) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** e(signature, −g2) · e(H(message), key) = 1. */
    static boolean verifyG1(BLS12_381G2Point key, byte[] message, ECPoint signature) {
        return isOne(
                new ECPoint[] {signature, hashToG1(message)},
                new BLS12_381G2Point[] {BLS12_381G2.getGenerator().negate(), key});
    }

    /** e(−g1, signature) · e(key, H(message)) = 1. */
    static boolean verifyG2(ECPoint key, byte[] message, BLS12_381G2Point signature) {
        return isOne(
                new ECPoint[] {BLS12_381G1.getGenerator(CURVE).negate(), key},
                new BLS12_381G2Point[] {
                    signature, new BLS12_381G2HashToCurve(G2_DST.clone()).hashToCurve(message)
                });
    }

    /** A signature of 48 bytes under a secret scalar. */
    static byte[] signG1(BigInteger secret, byte[] message) {
        ECPoint point = BLS12_381G1.constantTimeMultiply(hashToG1(message), secret);
        return BLS12_381Serialization.compressG1(point.normalize());
    }

    /** The public key of 96 bytes for signatures in G1. */
    static byte[] keyG2(BigInteger secret) {
        return BLS12_381Serialization.compressG2(
                BLS12_381G2.getGenerator().constantTimeMultiply(secret));
    }

    private static ECPoint hashToG1(byte[] message) {
        return HashToEllipticCurve.getInstance(
                        HashToCurveProfile.BLS12_381_G1_XMD_SHA_256_SSWU_RO, G1_DST)
                .hashToCurve(message);
    }

    private static boolean isOne(ECPoint[] first, BLS12_381G2Point[] second) {
        ECPoint[] affine = Arrays.stream(first).map(ECPoint::normalize).toArray(ECPoint[]::new);
        return BLS12_381Pairing.multiPair(affine, second).equals(Fp12Element.ONE);
    }
}
