package org.yanqian.ledger.sign;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.raw.Nat256;
import org.bouncycastle.util.BigIntegers;

/**
 * SM2 signatures (GB/T 32918.2 section 6.1) by one key. What depends on the key alone is worked out
 * once, and {@code [k]G} is 51 additions and no doubling: k is written in odd digits from −31 to 31, so
 * that none is zero and −(x, y) = (x, −y) halves the table. Of the table every entry of a window is
 * read and none is skipped, so that neither branches nor addresses depend on k; more bits are fewer
 * additions, but more to read. With the same random source the bytes are those of Bouncy Castle.
 * Thread safe.
 */
final class Sm2Signing {
    private static final BigInteger N = PublicKey.SM2.getN();
    private static final int BITS = 5;
    private static final int LARGEST = (1 << BITS) - 1;
    private static final int WIDTH = 1 << BITS - 1;
    private static final int WINDOWS = 52;

    /** With digits e of (k + 31 Σ 32^w)/2 the sum of (2e − 31) · 32^w is k: odd digits, none zero. */
    private static final BigInteger SHIFT = shift();

    private static final BigInteger HALF = BigInteger.TWO.modInverse(N);

    /** Made when the first key signs; 65 KB. */
    private static final class Generator {
        static final long[][] MULTIPLES = multiples(PublicKey.SM2.getG());
    }

    private final byte[] za;
    private final BigInteger inverse;
    private final SecureRandom random;

    Sm2Signing(BigInteger d, ECPoint publicPoint, SecureRandom random) {
        this.za = Sm2Table.za(publicPoint);
        this.inverse = d.add(BigInteger.ONE).modInverse(N);
        this.random = random;
    }

    private static BigInteger shift() {
        BigInteger sum = BigInteger.ZERO;
        for (int w = 0; w < WINDOWS; w++) {
            sum = sum.setBit(BITS * w);
        }
        return sum.multiply(BigInteger.valueOf(LARGEST));
    }

    /** In window w, at {@code 10j}: affine x ‖ y of {@code (2j + 1) · 2^(5w) · G}. */
    private static long[][] multiples(ECPoint base) {
        long[][] table = new long[WINDOWS][Sm2Table.POINT * WIDTH];
        ECPoint step = base.normalize();
        for (long[] window : table) {
            ECPoint two = step.twice();
            ECPoint[] row = new ECPoint[WIDTH + 1];
            row[0] = step;
            for (int j = 1; j < WIDTH; j++) {
                row[j] = row[j - 1].add(two);
            }
            row[WIDTH] = row[WIDTH - 1].add(step);
            PublicKey.SM2.getCurve().normalizeAll(row);
            for (int j = 0; j < WIDTH; j++) {
                Sm2Table.put(row[j], window, Sm2Table.POINT * j);
            }
            step = row[WIDTH];
        }
        return table;
    }

    /** r ‖ s, 64 bytes. */
    byte[] sign(byte[] message) {
        BigInteger e = Sm2Table.digest(za, message);
        while (true) {
            BigInteger k = BigIntegers.createRandomBigInteger(N.bitLength(), random);
            if (k.signum() == 0 || k.compareTo(N) >= 0) {
                continue;
            }
            Sm2Sum point = new Sm2Sum();
            if (!multiply(k, point)) {
                continue;
            }
            BigInteger r = e.add(point.affineX()).mod(N);
            BigInteger sum = r.add(k).mod(N);
            // s = (1 + d)⁻¹ (k − rd) = (1 + d)⁻¹ (k + r) − r
            BigInteger s = inverse.multiply(sum).subtract(r).mod(N);
            if (r.signum() != 0 && sum.signum() != 0 && s.signum() != 0) {
                byte[] signature = new byte[64];
                BigIntegers.asUnsignedByteArray(r, signature, 0, 32);
                BigIntegers.asUnsignedByteArray(s, signature, 32, 32);
                return signature;
            }
        }
    }

    /** {@code [k]G}; false where the formula has an exception, for one k in 2^250. */
    private static boolean multiply(BigInteger k, Sm2Sum sum) {
        int[] words = Nat256.fromBigInteger(k.add(SHIFT).multiply(HALF).mod(N));
        long[] point = new long[Sm2Table.POINT];
        for (int w = 0; w < WINDOWS; w++) {
            int digit = digit(words, BITS * w);
            // 16 to 31 stand for 1, 3 .. 31, and 15 down to 0 for −1, −3 .. −31.
            int sign = digit - WIDTH >> 31;
            int at = (digit ^ sign) & WIDTH - 1;
            select(Generator.MULTIPLES[w], at, 0, point);
            select(Generator.MULTIPLES[w], at, Sm2Field.WORDS, point);
            sum.add(point, 0, sign);
        }
        return !sum.isUndecided();
    }

    private static int digit(int[] words, int bit) {
        int word = bit >>> 5;
        long high = word + 1 < words.length ? words[word + 1] & 0xFFFF_FFFFL : 0;
        long two = words[word] & 0xFFFF_FFFFL | high << 32;
        return (int) (two >>> (bit & 31)) & LARGEST;
    }

    // Five words of one entry; in variables, not in an array, so that they stay in
    // registers.
    private static void select(long[] window, int entry, int from, long[] point) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        long e = 0;
        for (int j = 0, at = from; j < WIDTH; j++, at += Sm2Table.POINT) {
            long mask = (j ^ entry) - 1 >> 31;
            a |= window[at] & mask;
            b |= window[at + 1] & mask;
            c |= window[at + 2] & mask;
            d |= window[at + 3] & mask;
            e |= window[at + 4] & mask;
        }
        point[from] = a;
        point[from + 1] = b;
        point[from + 2] = c;
        point[from + 3] = d;
        point[from + 4] = e;
    }
}
