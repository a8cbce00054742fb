package org.yanqian.ledger.sign;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519Field;
import org.yanqian.ledger.codec.Hex;

/**
 * Ed25519 verification (RFC 8032 section 5.1.7) with multiples of base point and key at hand:
 * {@code [S]B − [k]A} is 64 additions and no doubling, and R is right if it is exactly the encoding of that. Field
 * arithmetic is Bouncy Castle's; points in extended coordinates (x = X/Z, y = Y/Z, xy = T/Z) with
 * formulas that have no exceptions on this curve (Hisil and others 2008, a = −1).
 */
final class Ed25519Table implements KeyTable {
    private static final int WIDTH = 256;
    private static final int WINDOWS = 32;
    private static final BigInteger L =
            BigInteger.ONE
                    .shiftLeft(252)
                    .add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger P =
            BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
    private static final int[] D =
            field(
                    BigInteger.valueOf(-121665)
                            .multiply(BigInteger.valueOf(121666).modInverse(P))
                            .mod(P));
    private static final int[] HALF = field(BigInteger.TWO.modInverse(P));

    // Encoding of the base point: y = 4/5, x even.
    private static final byte[] BASE = Hex.parse("58" + "66".repeat(31));

    /** Made when the first key needs it. */
    private static final class Base {
        static final int[][] MULTIPLES = multiples(BASE, false);
    }

    private final byte[] key;

    /** Of −A. */
    private final int[][] multiples;

    Ed25519Table(PublicKey key) {
        this.key = key.bytes();
        this.multiples = multiples(this.key, true);
    }

    private static int[] field(BigInteger value) {
        byte[] bytes = new byte[32];
        byte[] big = value.toByteArray();
        for (int i = 0; i < big.length && i < 32; i++) {
            bytes[i] = big[big.length - 1 - i];
        }
        int[] out = X25519Field.create();
        X25519Field.decode(bytes, out);
        return out;
    }

    /** x of a point (section 5.1.3); the key has been looked at, so it exists. */
    private static int[] abscissa(int[] y, boolean odd) {
        int[] u = X25519Field.create();
        int[] v = X25519Field.create();
        int[] x = X25519Field.create();
        X25519Field.sqr(y, u);
        X25519Field.mul(D, u, v);
        X25519Field.subOne(u);
        X25519Field.addOne(v);
        if (!X25519Field.sqrtRatioVar(u, v, x)) {
            throw new AssertionError("a key that is no point was refused when it was read");
        }
        X25519Field.normalize(x);
        if ((x[0] & 1) == 1 != odd) {
            X25519Field.negate(x, x);
            X25519Field.normalize(x);
        }
        return x;
    }

    /** At {@code 3·(256·w + j)} and after it what an addition of {@code j · 2^(8w) · point} needs. */
    private static int[][] multiples(byte[] encoded, boolean negated) {
        int[] y = X25519Field.create();
        X25519Field.decode255(encoded, y);
        boolean odd = (encoded[31] & 0x80) != 0;
        int[] x = abscissa(y, odd != negated);
        int[][] table = new int[3 * WINDOWS * WIDTH][];
        for (int w = 0; w < WINDOWS; w++) {
            int first = 3 * (w * WIDTH + 1);
            prepare(x, y, table, first);
            Sum sum = new Sum();
            int[][] row = new int[3 * WIDTH][];
            for (int j = 0; j < WIDTH; j++) {
                sum.add(table, first);
                row[3 * j] = sum.x.clone();
                row[3 * j + 1] = sum.y.clone();
                row[3 * j + 2] = sum.z.clone();
            }
            normalise(row);
            for (int j = 2; j < WIDTH; j++) {
                prepare(row[3 * j - 3], row[3 * j - 2], table, 3 * (w * WIDTH + j));
            }
            x = row[3 * WIDTH - 3];
            y = row[3 * WIDTH - 2];
        }
        return table;
    }

    /** X, Y, Z of many points to x, y with one inversion: that of the product of all Z. */
    private static void normalise(int[][] points) {
        int[][] products = new int[points.length / 3][];
        int[] all = X25519Field.create();
        X25519Field.one(all);
        for (int i = 0; i < products.length; i++) {
            products[i] = all.clone();
            X25519Field.mul(all, points[3 * i + 2], all);
        }
        X25519Field.invVar(all, all);
        for (int i = products.length - 1; i >= 0; i--) {
            int[] inverse = X25519Field.create();
            X25519Field.mul(all, products[i], inverse);
            X25519Field.mul(all, points[3 * i + 2], all);
            X25519Field.mul(points[3 * i], inverse, points[3 * i]);
            X25519Field.mul(points[3 * i + 1], inverse, points[3 * i + 1]);
        }
    }

    /** (y − x)/2, (y + x)/2, dxy. */
    private static void prepare(int[] x, int[] y, int[][] table, int at) {
        int[] minus = X25519Field.create();
        int[] plus = X25519Field.create();
        int[] product = X25519Field.create();
        X25519Field.apm(y, x, plus, minus);
        X25519Field.mul(minus, HALF, minus);
        X25519Field.mul(plus, HALF, plus);
        X25519Field.mul(x, y, product);
        X25519Field.mul(product, D, product);
        table[at] = minus;
        table[at + 1] = plus;
        table[at + 2] = product;
    }

    @Override
    public boolean accepts(byte[] message, byte[] signature) {
        if (signature.length != 64) {
            return false;
        }
        BigInteger s = little(Arrays.copyOfRange(signature, 32, 64));
        if (s.compareTo(L) >= 0) {
            return false;
        }
        MessageDigest sha = newSha512();
        sha.update(signature, 0, 32);
        sha.update(key);
        sha.update(message);
        BigInteger k = little(sha.digest()).mod(L);
        Sum sum = new Sum();
        sum.addMultiple(Base.MULTIPLES, s);
        sum.addMultiple(multiples, k);
        return Arrays.equals(sum.encode(), 0, 32, signature, 0, 32);
    }

    private static MessageDigest newSha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-512", e);
        }
    }

    private static BigInteger little(byte[] bytes) {
        byte[] big = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            big[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, big);
    }

    /** A sum of points, and the scratch space of the formulas. */
    private static final class Sum {
        private final int[] x = X25519Field.create();
        private final int[] y = X25519Field.create();
        private final int[] z = X25519Field.create();
        private final int[] t = X25519Field.create();
        private final int[] e = X25519Field.create();
        private final int[] f = X25519Field.create();
        private final int[] g = X25519Field.create();
        private final int[] h = X25519Field.create();

        Sum() {
            X25519Field.one(y);
            X25519Field.one(z);
        }

        void addMultiple(int[][] table, BigInteger scalar) {
            byte[] big = scalar.toByteArray();
            for (int w = 0; w < WINDOWS && w < big.length; w++) {
                int digit = big[big.length - 1 - w] & 0xFF;
                if (digit != 0) {
                    add(table, 3 * (w * WIDTH + digit));
                }
            }
        }

        // A = (Y − X)(y − x)/2, B = (Y + X)(y + x)/2, C = T·dxy; E = B − A, F = Z − C, G = Z + C,
        // H = B + A; X' = EF, Y' = GH, Z' = FG, T' = EH.
        void add(int[][] table, int at) {
            X25519Field.apm(y, x, h, e);
            X25519Field.mul(e, table[at], e);
            X25519Field.mul(h, table[at + 1], h);
            X25519Field.mul(t, table[at + 2], t);
            X25519Field.apm(z, t, g, f);
            X25519Field.apm(h, e, h, e);
            X25519Field.mul(e, f, x);
            X25519Field.mul(g, h, y);
            X25519Field.mul(f, g, z);
            X25519Field.mul(e, h, t);
        }

        /** Both normalised. */
        void affine(int[] outX, int[] outY) {
            int[] inverse = X25519Field.create();
            X25519Field.invVar(z, inverse);
            X25519Field.mul(x, inverse, outX);
            X25519Field.mul(y, inverse, outY);
            X25519Field.normalize(outX);
            X25519Field.normalize(outY);
        }

        byte[] encode() {
            int[] affineX = X25519Field.create();
            int[] affineY = X25519Field.create();
            affine(affineX, affineY);
            byte[] out = new byte[32];
            X25519Field.encode(affineY, out);
            out[31] |= (byte) ((affineX[0] & 1) << 7);
            return out;
        }
    }
}
