package org.yanqian.ledger.sign;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;

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

    static final int POINT = 2 * Sm2Field.WORDS;

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
    static byte[] za(ECPoint point) {
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
    static int windows(int bits) {
        return 256 / bits + 1;
    }

    static void put(ECPoint affine, long[] table, int at) {
        long[] x = Sm2Field.montgomery(affine.getAffineXCoord().toBigInteger());
        long[] y = Sm2Field.montgomery(affine.getAffineYCoord().toBigInteger());
        System.arraycopy(x, 0, table, at, Sm2Field.WORDS);
        System.arraycopy(y, 0, table, at + Sm2Field.WORDS, Sm2Field.WORDS);
    }

    @Override
    public boolean accepts(byte[] message, byte[] signature) {
        return accepts(digest(za, message), signature);
    }

    @Override
    public boolean[] acceptsAll(byte[][] messages, byte[][] signatures) {
        byte[][] signed = new byte[messages.length][];
        for (int i = 0; i < signed.length; i++) {
            signed[i] = Arrays.copyOf(za, za.length + messages[i].length);
            System.arraycopy(messages[i], 0, signed[i], za.length, messages[i].length);
        }
        byte[][] digests = Suite.GM.hashAll(signed);
        boolean[] accepted = new boolean[digests.length];
        for (int i = 0; i < accepted.length; i++) {
            accepted[i] = accepts(new BigInteger(1, digests[i]), signatures[i]);
        }
        return accepted;
    }

    private boolean accepts(BigInteger e, byte[] signature) {
        if (signature.length != 64) {
            return false;
        }
        BigInteger r = new BigInteger(1, signature, 0, 32);
        BigInteger s = new BigInteger(1, signature, 32, 32);
        if (!isScalar(r) || !isScalar(s)) {
            return false;
        }
        BigInteger t = r.add(s).mod(N);
        Sm2Sum sum = new Sm2Sum();
        sum.addMultiple(Generator.MULTIPLES, GENERATOR_BITS, s);
        sum.addMultiple(multiples, KEY_BITS, t);
        if (t.signum() == 0 || sum.isUndecided()) {
            return false;
        }
        // r = (e + x) mod n, so x is r − e mod n, or that plus n where it is still below p.
        BigInteger x = r.subtract(e).mod(N);
        return sum.hasX(x) || x.add(N).compareTo(P) < 0 && sum.hasX(x.add(N));
    }

    private static boolean isScalar(BigInteger value) {
        return value.signum() > 0 && value.compareTo(N) < 0;
    }

    /** e = SM3(Z ‖ message), as a number. */
    static BigInteger digest(byte[] za, byte[] message) {
        return new BigInteger(1, Suite.GM.hash(za, message));
    }
}
