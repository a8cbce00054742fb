package org.yanqian.ledger.sign;

import java.math.BigInteger;

/**
 * Numbers modulo the prime of SM2, p = 2^256 − 2^224 − 2^96 + 2^64 − 1 (GB/T 32918.5), in five
 * signed words of 52 bits, the lowest first: a number is the sum of word i · 2^(52i). Words may be
 * larger than 52 bits and negative, so that sums and differences need no carry; a product brings them
 * back. Products are Montgomery's: a · b / 2^260.
 *
 * <p>Bounds, for words below 2^55 in size: words of a product are 0 to 2^52 − 1, the last one
 * signed, and with |a| ≤ α·p and |b| ≤ β·p it lies between −(αβ/16)·p and (αβ/16 + 1)·p. Products,
 * differences and {@link #settle} neither branch nor read by the numbers; the others do.
 */
final class Sm2Field {
    static final int WORDS = 5;

    private static final int BITS = 52;
    private static final long LOW = (1L << BITS) - 1;
    static final BigInteger P = PublicKey.SM2.getCurve().getField().getCharacteristic();
    private static final long[] PRIME = words(P);
    private static final long[] ONE = words(BigInteger.ONE);

    /** 2^520 mod p: a product with it is the number in Montgomery's form. */
    private static final long[] FACTOR = words(BigInteger.ONE.shiftLeft(2 * WORDS * BITS).mod(P));

    private Sm2Field() {}

    /** Of a number from 0 to 2^260 − 1. */
    static long[] words(BigInteger value) {
        long[] words = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = value.shiftRight(BITS * i).longValue() & LOW;
        }
        return words;
    }

    /** The number times 2^260, the form in which products stay products. */
    static long[] montgomery(BigInteger value) {
        long[] words = words(value);
        multiply(words, FACTOR, words);
        return words;
    }

    /** Back from Montgomery's form; may be in the same place. */
    static void plain(long[] value, long[] out) {
        multiply(value, ONE, out);
    }

    /** From 0 to p − 1, of words of any size and sign. */
    static BigInteger number(long[] words) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = WORDS - 1; i >= 0; i--) {
            sum = sum.shiftLeft(BITS).add(BigInteger.valueOf(words[i]));
        }
        return sum.mod(P);
    }

    /** Whether it is a multiple of p, for numbers below 8p in size. */
    static boolean isZero(long[] value) {
        long[] r = new long[WORDS];
        multiply(value, ONE, r);
        // (value + m·p) / 2^260 with m < 2^260 lies between −1 and p + 1.
        long zero = 0;
        long prime = 0;
        for (int i = 0; i < WORDS; i++) {
            zero |= r[i];
            prime |= r[i] ^ PRIME[i];
        }
        return zero == 0 || prime == 0;
    }

    static void subtract(long[] a, long[] b, long[] out) {
        for (int i = 0; i < WORDS; i++) {
            out[i] = a[i] - b[i];
        }
    }

    /** Takes off the multiple of p that the bits above 2^256 stand for: then |out| < 1.01 p. */
    static void settle(long[] a) {
        // t · 2^256 = t · (2^224 + 2^96 − 2^64 + 1) mod p; 224 = 208 + 16, 96 = 52 + 44.
        long t = a[4] >> 48;
        a[0] += t;
        a[1] += (t << 44) - (t << 12);
        a[4] += (t << 16) - (t << 48);
    }

    /** Any two of the three may be the same. */
    static void multiply(long[] a, long[] b, long[] out) {
        long a0 = a[0];
        long a1 = a[1];
        long a2 = a[2];
        long a3 = a[3];
        long a4 = a[4];
        long b0 = b[0];
        long b1 = b[1];
        long b2 = b[2];
        long b3 = b[3];
        long b4 = b[4];
        long h0 = a0 << 6;
        long h1 = a1 << 6;
        long h2 = a2 << 6;
        long h3 = a3 << 6;
        long h4 = a4 << 6;
        long g0 = b0 << 6;
        long g1 = b1 << 6;
        long g2 = b2 << 6;
        long g3 = b3 << 6;
        long g4 = b4 << 6;
        reduce(
                low(a0, b0),
                high(h0, g0) + low(a0, b1) + low(a1, b0),
                high(h0, g1) + high(h1, g0) + low(a0, b2) + low(a1, b1) + low(a2, b0),
                high(h0, g2)
                        + high(h1, g1)
                        + high(h2, g0)
                        + (low(a0, b3) + low(a1, b2) + low(a2, b1) + low(a3, b0)),
                high(h0, g3)
                        + high(h1, g2)
                        + high(h2, g1)
                        + high(h3, g0)
                        + (low(a0, b4) + low(a1, b3) + low(a2, b2) + low(a3, b1) + low(a4, b0)),
                high(h0, g4)
                        + high(h1, g3)
                        + high(h2, g2)
                        + high(h3, g1)
                        + high(h4, g0)
                        + (low(a1, b4) + low(a2, b3) + low(a3, b2) + low(a4, b1)),
                high(h1, g4)
                        + high(h2, g3)
                        + high(h3, g2)
                        + high(h4, g1)
                        + (low(a2, b4) + low(a3, b3) + low(a4, b2)),
                high(h2, g4) + high(h3, g3) + high(h4, g2) + low(a3, b4) + low(a4, b3),
                high(h3, g4) + high(h4, g3) + low(a4, b4),
                high(h4, g4),
                out);
    }

    /** Both may be the same. */
    static void square(long[] a, long[] out) {
        long a0 = a[0];
        long a1 = a[1];
        long a2 = a[2];
        long a3 = a[3];
        long a4 = a[4];
        long d0 = a0 << 1;
        long d1 = a1 << 1;
        long d2 = a2 << 1;
        long d3 = a3 << 1;
        long h0 = a0 << 6;
        long h1 = a1 << 6;
        long h2 = a2 << 6;
        long h3 = a3 << 6;
        long h4 = a4 << 6;
        long g0 = a0 << 7;
        long g1 = a1 << 7;
        long g2 = a2 << 7;
        long g3 = a3 << 7;
        reduce(
                low(a0, a0),
                high(h0, h0) + low(d0, a1),
                high(g0, h1) + low(d0, a2) + low(a1, a1),
                high(g0, h2) + high(h1, h1) + low(d0, a3) + low(d1, a2),
                high(g0, h3) + high(g1, h2) + low(d0, a4) + low(d1, a3) + low(a2, a2),
                high(g0, h4) + high(g1, h3) + high(h2, h2) + low(d1, a4) + low(d2, a3),
                high(g1, h4) + high(g2, h3) + low(d2, a4) + low(a3, a3),
                high(g2, h4) + high(h3, h3) + low(d3, a4),
                high(g3, h4) + low(a4, a4),
                high(h4, h4),
                out);
    }

    /** The product's bits from 52 on, rounded down, of two words that were shifted left by 6. */
    private static long high(long a, long b) {
        return Math.multiplyHigh(a, b);
    }

    private static long low(long a, long b) {
        return a * b & LOW;
    }

    /**
     * The sum of c<i>i</i> · 2^(52i), divided by 2^260 modulo p. Five times the lowest word m goes away by adding
     * m·p, which ends in −m: m·p + m = m·(2^256 − 2^224 − 2^96 + 2^64), each power a shift inside
     * two words.
     */
    private static void reduce(
            long c0,
            long c1,
            long c2,
            long c3,
            long c4,
            long c5,
            long c6,
            long c7,
            long c8,
            long c9,
            long[] out) {
        long m = c0 & LOW;
        c1 += (c0 >> 52) + (c0 << 12 & LOW) - (c0 << 44 & LOW);
        c2 += (m >>> 40) - (m >>> 8);
        c4 += (c0 << 48 & LOW) - (c0 << 16 & LOW);
        c5 += (m >>> 4) - (m >>> 36);
        m = c1 & LOW;
        c2 += (c1 >> 52) + (c1 << 12 & LOW) - (c1 << 44 & LOW);
        c3 += (m >>> 40) - (m >>> 8);
        c5 += (c1 << 48 & LOW) - (c1 << 16 & LOW);
        c6 += (m >>> 4) - (m >>> 36);
        m = c2 & LOW;
        c3 += (c2 >> 52) + (c2 << 12 & LOW) - (c2 << 44 & LOW);
        c4 += (m >>> 40) - (m >>> 8);
        c6 += (c2 << 48 & LOW) - (c2 << 16 & LOW);
        c7 += (m >>> 4) - (m >>> 36);
        m = c3 & LOW;
        c4 += (c3 >> 52) + (c3 << 12 & LOW) - (c3 << 44 & LOW);
        c5 += (m >>> 40) - (m >>> 8);
        c7 += (c3 << 48 & LOW) - (c3 << 16 & LOW);
        c8 += (m >>> 4) - (m >>> 36);
        m = c4 & LOW;
        c5 += (c4 >> 52) + (c4 << 12 & LOW) - (c4 << 44 & LOW);
        c6 += (m >>> 40) - (m >>> 8);
        c8 += (c4 << 48 & LOW) - (c4 << 16 & LOW);
        c9 += (m >>> 4) - (m >>> 36);
        c6 += c5 >> 52;
        c7 += c6 >> 52;
        c8 += c7 >> 52;
        c9 += c8 >> 52;
        out[0] = c5 & LOW;
        out[1] = c6 & LOW;
        out[2] = c7 & LOW;
        out[3] = c8 & LOW;
        out[4] = c9;
    }
}
