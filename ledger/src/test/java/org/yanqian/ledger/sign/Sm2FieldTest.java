package org.yanqian.ledger.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Arithmetic modulo the prime of SM2 beside that of {@link BigInteger}. */
class Sm2FieldTest {
    private static final BigInteger P = PublicKey.SM2.getCurve().getField().getCharacteristic();
    private static final BigInteger R = BigInteger.ONE.shiftLeft(260);
    private static final BigInteger INVERSE = R.modInverse(P);
    private static final long LARGEST = (1L << 55) - 1;

    private final Random random = new Random(20261122);

    private static BigInteger value(long[] words) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = words.length - 1; i >= 0; i--) {
            sum = sum.shiftLeft(52).add(BigInteger.valueOf(words[i]));
        }
        return sum;
    }

    /** Every third with words as large as they may be, of either sign; the others of all lengths. */
    private long[] words(int n) {
        long[] words = new long[Sm2Field.WORDS];
        for (int i = 0; i < words.length; i++) {
            words[i] =
                    n % 3 == 0
                            ? random.nextInt(3) * LARGEST - LARGEST
                            : random.nextLong() >> 9 + random.nextInt(54);
        }
        words[4] >>= 4;
        return words;
    }

    @Test
    void productsAndSquaresAreMontgomerysAlsoInPlace() {
        for (int n = 0; n < 20_000; n++) {
            long[] a = words(n);
            long[] b = words(n + 1);
            BigInteger product = value(a).multiply(value(b)).multiply(INVERSE).mod(P);
            long[] out = new long[Sm2Field.WORDS];
            Sm2Field.multiply(a, b, out);
            assertThat(value(out).mod(P)).isEqualTo(product);
            for (int i = 0; i < 4; i++) {
                assertThat(out[i]).isBetween(0L, (1L << 52) - 1);
            }
            long[] left = a.clone();
            Sm2Field.multiply(left, b, left);
            long[] right = b.clone();
            Sm2Field.multiply(a, right, right);
            assertThat(left).isEqualTo(out).isEqualTo(right);
            long[] square = a.clone();
            Sm2Field.square(square, square);
            Sm2Field.multiply(a, a, out);
            assertThat(square).isEqualTo(out);
        }
    }

    @Test
    void aProductStaysWithinTheBoundsThatTheFormulasRelyOn() {
        BigInteger sixteenth = BigInteger.ONE.shiftLeft(4);
        for (int n = 0; n < 5_000; n++) {
            long[] a = words(n);
            long[] b = words(n + 2);
            long[] out = new long[Sm2Field.WORDS];
            Sm2Field.multiply(a, b, out);
            // |a|·|b| / 16p, rounded up
            BigInteger part =
                    value(a).abs()
                            .multiply(value(b).abs())
                            .divide(sixteenth.multiply(P))
                            .add(BigInteger.ONE);
            assertThat(value(out)).isBetween(part.negate(), part.add(P));
        }
    }

    @Test
    void onlyMultiplesOfThePrimeAreZero() {
        for (int k = -7; k <= 7; k++) {
            BigInteger multiple = P.multiply(BigInteger.valueOf(k));
            assertThat(Sm2Field.isZero(signed(multiple))).isTrue();
            assertThat(Sm2Field.isZero(signed(multiple.add(BigInteger.ONE)))).isFalse();
            assertThat(Sm2Field.isZero(signed(multiple.subtract(BigInteger.ONE)))).isFalse();
            for (int bit = 0; bit < 256; bit++) {
                assertThat(Sm2Field.isZero(signed(multiple.flipBit(bit)))).isFalse();
            }
        }
    }

    /** The last word takes the sign. */
    private static long[] signed(BigInteger value) {
        long[] words = Sm2Field.words(value);
        words[4] = value.shiftRight(208).longValue();
        assertThat(value(words)).isEqualTo(value);
        return words;
    }

    @Test
    void settlingTakesMultiplesOfThePrimeOff() {
        for (int n = 0; n < 5_000; n++) {
            BigInteger before =
                    new BigInteger(260, random)
                            .subtract(BigInteger.ONE.shiftLeft(259))
                            .subtract(BigInteger.valueOf(n));
            long[] words = signed(before);
            Sm2Field.settle(words);
            assertThat(value(words).mod(P)).isEqualTo(before.mod(P));
            assertThat(value(words).abs()).isLessThan(P.add(P.shiftRight(7)));
        }
    }

    @Test
    void montgomerysFormAndBack() {
        for (int n = 0; n < 200; n++) {
            BigInteger value = new BigInteger(256, random).mod(P);
            long[] words = Sm2Field.montgomery(value);
            assertThat(value(words).mod(P)).isEqualTo(value.multiply(R).mod(P));
            Sm2Field.plain(words, words);
            assertThat(value(words).mod(P)).isEqualTo(value);
        }
    }
}
