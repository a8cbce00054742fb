package org.yanqian.ledger.sign;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.raw.Nat256;

/**
 * SM2 verification (GB/T 32918.2 section 7.1) with multiples of generator and key at hand: {@code
 * [s]G + [t]P} is 44 additions and no doubling. Points are X, Y, ZZ, ZZZ with x = X/ZZ, y = Y/ZZZ and
 * ZZ³ = ZZZ²; no inversion is needed: x is compared as X = x·ZZ. Scalars are written in digits from
 * −2^(bits−1) to 2^(bits−1), as −(x, y) = (x, −y) halves the table.
 */
final class Sm2Table implements KeyTable {
    private static final BigInteger N = PublicKey.SM2.getN();
    private static final BigInteger P = PublicKey.SM2.getCurve().getField().getCharacteristic();

    // More bits are fewer additions and a larger table: 2 MB for a key, 6.5 MB once for all.
    private static final int KEY_BITS = 11;
    private static final int GENERATOR_BITS = 13;

    private static final int POINT = 2 * Sm2Field.WORDS;

    /** Made when the first key needs it. */
    private static final class Generator {
        static final long[] MULTIPLES = multiples(PublicKey.SM2.getG(), GENERATOR_BITS);
    }

    private final long[] multiples;
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

    /** At {@code 10·(2^(bits−1)·w + j − 1)} the affine x ‖ y of {@code j · 2^(bits·w) · base}. */
    private static long[] multiples(ECPoint base, int bits) {
        int width = 1 << bits - 1;
        int windows = windows(bits);
        long[] table = new long[windows * width * POINT];
        ECPoint step = base.normalize();
        for (int w = 0; w < windows; w++) {
            ECPoint[] row = new ECPoint[width];
            row[0] = step;
            for (int j = 1; j < width; j++) {
                row[j] = row[j - 1].add(step);
            }
            PublicKey.SM2.getCurve().normalizeAll(row);
            for (int j = 0; j < width; j++) {
                put(row[j], table, (w * width + j) * POINT);
            }
            step = row[width - 1].twice().normalize();
        }
        return table;
    }

    /** A digit may leave a carry, so the last window has room above 256 bits. */
    private static int windows(int bits) {
        return 256 / bits + 1;
    }

    private static void put(ECPoint affine, long[] table, int at) {
        long[] x = Sm2Field.montgomery(affine.getAffineXCoord().toBigInteger());
        long[] y = Sm2Field.montgomery(affine.getAffineYCoord().toBigInteger());
        System.arraycopy(x, 0, table, at, Sm2Field.WORDS);
        System.arraycopy(y, 0, table, at + Sm2Field.WORDS, Sm2Field.WORDS);
    }

    @Override
    public boolean accepts(byte[] message, byte[] signature) {
        if (signature.length != 64) {
            return false;
        }
        BigInteger r = new BigInteger(1, signature, 0, 32);
        BigInteger s = new BigInteger(1, signature, 32, 32);
        if (!isScalar(r) || !isScalar(s)) {
            return false;
        }
        BigInteger t = r.add(s).mod(N);
        Sum sum = new Sum();
        sum.addMultiple(Generator.MULTIPLES, GENERATOR_BITS, s);
        sum.addMultiple(multiples, KEY_BITS, t);
        if (t.signum() == 0 || sum.isUndecided()) {
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
        private static final long[] UNIT = Sm2Field.montgomery(BigInteger.ONE);

        private final long[] x = new long[Sm2Field.WORDS];
        private final long[] y = new long[Sm2Field.WORDS];
        private final long[] zz = UNIT.clone();
        private final long[] zzz = UNIT.clone();
        private final long[] p = new long[Sm2Field.WORDS];
        private final long[] r = new long[Sm2Field.WORDS];
        private final long[] a = new long[Sm2Field.WORDS];
        private final long[] q = new long[Sm2Field.WORDS];
        private boolean empty = true;

        void addMultiple(long[] table, int bits, BigInteger scalar) {
            int[] words = Arrays.copyOf(Nat256.fromBigInteger(scalar), 10);
            int half = 1 << bits - 1;
            int carry = 0;
            for (int w = 0; w < windows(bits); w++) {
                int word = w * bits >>> 5;
                long two = words[word] & 0xFFFF_FFFFL | (long) words[word + 1] << 32;
                int digit = ((int) (two >>> (w * bits & 31)) & (1 << bits) - 1) + carry;
                carry = digit > half ? 1 : 0;
                digit -= carry << bits;
                if (digit != 0) {
                    int at = (w * half + Math.abs(digit) - 1) * POINT;
                    add(table, at, digit >> 31);
                }
            }
        }

        /** Adds the point at this place, with {@code sign} −1 its opposite. */
        private void add(long[] table, int at, long sign) {
            for (int i = 0; i < Sm2Field.WORDS; i++) {
                p[i] = table[at + i];
                r[i] = (table[at + Sm2Field.WORDS + i] ^ sign) - sign;
            }
            if (empty) {
                System.arraycopy(p, 0, x, 0, Sm2Field.WORDS);
                System.arraycopy(r, 0, y, 0, Sm2Field.WORDS);
                empty = false;
                return;
            }
            // Hisil's mixed addition ("madd-2008-s" of the EFD): P = x₂·ZZ − X, R = y₂·ZZZ − Y. For
            // equal and opposite points P = 0, and then ZZ stays 0 whatever is added.
            Sm2Field.multiply(p, zz, p);
            Sm2Field.multiply(r, zzz, r);
            Sm2Field.subtract(p, x, p);
            Sm2Field.subtract(r, y, r);
            Sm2Field.square(p, a);
            Sm2Field.multiply(zz, a, zz);
            Sm2Field.multiply(x, a, q);
            Sm2Field.multiply(p, a, p);
            Sm2Field.multiply(zzz, p, zzz);
            // Now p = P³ and q = X·P²: X' = R² − p − 2q, Y' = R·(q − X') − Y·p. With |X| < 1.01 p
            // as settled and |Y| < 3 p all sizes stay below 5 p.
            Sm2Field.square(r, x);
            for (int i = 0; i < Sm2Field.WORDS; i++) {
                x[i] -= p[i] + 2 * q[i];
            }
            Sm2Field.settle(x);
            Sm2Field.subtract(q, x, q);
            Sm2Field.multiply(r, q, q);
            Sm2Field.multiply(y, p, p);
            Sm2Field.subtract(q, p, y);
        }

        /** Whether the formula met an exception, or nothing was added. */
        boolean isUndecided() {
            return empty || Sm2Field.isZero(zz);
        }

        boolean hasX(BigInteger affine) {
            Sm2Field.multiply(Sm2Field.words(affine), zz, a);
            Sm2Field.plain(x, q);
            Sm2Field.subtract(a, q, a);
            return Sm2Field.isZero(a);
        }
    }
}
