package org.yanqian.ledger.sign;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.custom.gm.SM2P256V1Field;
import org.bouncycastle.math.raw.Nat256;

/**
 * SM2 verification (GB/T 32918.2 section 7.1) with multiples of generator and key at hand: {@code
 * [s]G + [t]P} is 48 additions and no doubling. Field arithmetic is Bouncy Castle's, the points are
 * in Jacobian coordinates (x = X/Z², y = Y/Z³), and no inversion is needed: x is compared as X = x·Z².
 */
final class Sm2Table implements KeyTable {
    private static final BigInteger N = PublicKey.SM2.getN();
    private static final BigInteger P = PublicKey.SM2.getCurve().getField().getCharacteristic();

    // More bits are fewer additions and a larger table: 2 MB for a key, 7 MB once for all.
    private static final int KEY_BITS = 10;
    private static final int GENERATOR_BITS = 12;

    /** Made when the first key needs it. */
    private static final class Generator {
        static final int[][] MULTIPLES = multiples(PublicKey.SM2.getG(), GENERATOR_BITS);
    }

    private final int[][] multiples;
    private final byte[] za;

    Sm2Table(PublicKey key) {
        ECPoint point = PublicKey.SM2.getCurve().decodePoint(key.bytes());
        this.multiples = multiples(point, KEY_BITS);
        this.za = za(point);
    }

    /** Z = SM3(ENTL ‖ id ‖ a ‖ b ‖ xG ‖ yG ‖ xP ‖ yP), GB/T 32918.2 section 5.5. */
    private static byte[] za(ECPoint point) {
        byte[] id = PublicKey.SM2_ID;
        byte[] g = PublicKey.SM2.getG().getEncoded(false);
        byte[] p = point.normalize().getEncoded(false);
        return Suite.GM.hash(
                new byte[] {(byte) (id.length >>> 5), (byte) (id.length << 3)},
                id,
                PublicKey.SM2.getCurve().getA().getEncoded(),
                PublicKey.SM2.getCurve().getB().getEncoded(),
                Arrays.copyOfRange(g, 1, g.length),
                Arrays.copyOfRange(p, 1, p.length));
    }

    /** At {@code 2^bits·w + j} the affine x ‖ y of {@code j · 2^(bits·w) · base}, 16 words. */
    private static int[][] multiples(ECPoint base, int bits) {
        int width = 1 << bits;
        int windows = (256 + bits - 1) / bits;
        int[][] table = new int[windows * width][];
        ECPoint step = base.normalize();
        for (int w = 0; w < windows; w++) {
            ECPoint[] row = new ECPoint[width];
            row[0] = step;
            for (int j = 1; j < width; j++) {
                row[j] = row[j - 1].add(step);
            }
            PublicKey.SM2.getCurve().normalizeAll(row);
            for (int j = 1; j < width; j++) {
                table[w * width + j] = words(row[j - 1]);
            }
            step = row[width - 1];
        }
        return table;
    }

    private static int[] words(ECPoint affine) {
        int[] words = Arrays.copyOf(field(affine.getAffineXCoord().toBigInteger()), 16);
        System.arraycopy(field(affine.getAffineYCoord().toBigInteger()), 0, words, 8, 8);
        return words;
    }

    private static int[] field(BigInteger value) {
        return Nat256.fromBigInteger(value);
    }

    @Override
    public boolean accepts(byte[] message, byte[] signature) {
        if (signature.length != 64) {
            return false;
        }
        BigInteger r = new BigInteger(1, signature, 0, 32);
        BigInteger s = new BigInteger(1, signature, 32, 32);
        BigInteger t = r.add(s).mod(N);
        if (!isScalar(r) || !isScalar(s) || t.signum() == 0) {
            return false;
        }
        Sum sum = new Sum();
        if (!sum.addMultiple(Generator.MULTIPLES, GENERATOR_BITS, s)
                || !sum.addMultiple(multiples, KEY_BITS, t)) {
            return false;
        }
        // r = (e + x) mod n, so x is r − e mod n, or that plus n where it is still below p.
        BigInteger x = r.subtract(digest(message)).mod(N);
        return sum.hasX(x) || x.add(N).compareTo(P) < 0 && sum.hasX(x.add(N));
    }

    private static boolean isScalar(BigInteger value) {
        return value.signum() > 0 && value.compareTo(N) < 0;
    }

    private BigInteger digest(byte[] message) {
        SM3Digest sm3 = new SM3Digest();
        sm3.update(za, 0, za.length);
        sm3.update(message, 0, message.length);
        byte[] e = new byte[32];
        sm3.doFinal(e, 0);
        return new BigInteger(1, e);
    }

    /** A sum of points, and the scratch space of the formulas. */
    private static final class Sum {
        private final int[] x = new int[8];
        private final int[] y = new int[8];
        private final int[] z = new int[8];
        private final int[] qx = new int[8];
        private final int[] qy = new int[8];
        private final int[] a = new int[8];
        private final int[] b = new int[8];
        private final int[] wide = new int[16];
        private boolean empty = true;

        /** False where the formula has an exception: equal or opposite points. */
        boolean addMultiple(int[][] table, int bits, BigInteger scalar) {
            int[] words = Arrays.copyOf(field(scalar), 9);
            for (int bit = 0, row = 0; bit < 256; bit += bits, row += 1 << bits) {
                int word = bit >>> 5;
                long two = words[word] & 0xFFFF_FFFFL | (long) words[word + 1] << 32;
                int digit = (int) (two >>> (bit & 31)) & (1 << bits) - 1;
                if (digit != 0 && !add(table[row + digit])) {
                    return false;
                }
            }
            return true;
        }

        private boolean add(int[] point) {
            System.arraycopy(point, 0, qx, 0, 8);
            System.arraycopy(point, 8, qy, 0, 8);
            if (empty) {
                System.arraycopy(qx, 0, x, 0, 8);
                System.arraycopy(qy, 0, y, 0, 8);
                z[0] = 1;
                empty = false;
                return true;
            }
            // Jacobian and affine (EFD "madd"): H = x₂Z² − X, R = y₂Z³ − Y.
            square(z, a);
            multiply(a, z, b);
            multiply(a, qx, qx);
            multiply(b, qy, qy);
            SM2P256V1Field.subtract(qx, x, qx);
            SM2P256V1Field.subtract(qy, y, qy);
            if (Nat256.isZero(qx)) {
                return false;
            }
            // Z' = ZH, X' = R² − H³ − 2XH², Y' = R(XH² − X') − YH³.
            multiply(z, qx, z);
            square(qx, a);
            multiply(a, qx, b);
            multiply(x, a, a);
            square(qy, x);
            SM2P256V1Field.subtract(x, b, x);
            SM2P256V1Field.subtract(x, a, x);
            SM2P256V1Field.subtract(x, a, x);
            multiply(y, b, b);
            SM2P256V1Field.subtract(a, x, a);
            multiply(a, qy, y);
            SM2P256V1Field.subtract(y, b, y);
            return true;
        }

        boolean hasX(BigInteger affine) {
            if (empty) {
                return false;
            }
            square(z, a);
            multiply(a, field(affine), a);
            return Arrays.equals(a, x);
        }

        private void multiply(int[] left, int[] right, int[] out) {
            Nat256.mul(left, right, wide);
            SM2P256V1Field.reduce(wide, out);
        }

        private void square(int[] value, int[] out) {
            Nat256.square(value, wide);
            SM2P256V1Field.reduce(wide, out);
        }
    }
}
