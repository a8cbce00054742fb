package org.yanqian.ledger.sign;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.raw.Nat256;
import org.bouncycastle.util.BigIntegers;

/**
 * A sum of points of the SM2 curve, and the scratch space of the formulas: X, Y, ZZ, ZZZ with x = X/ZZ,
 * y = Y/ZZZ and ZZ³ = ZZZ². Not thread safe.
 */
final class Sm2Sum {
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
        for (int w = 0; w < Sm2Table.windows(bits); w++) {
            int word = w * bits >>> 5;
            long two = words[word] & 0xFFFF_FFFFL | (long) words[word + 1] << 32;
            int digit = ((int) (two >>> (w * bits & 31)) & (1 << bits) - 1) + carry;
            carry = digit > half ? 1 : 0;
            digit -= carry << bits;
            if (digit != 0) {
                int at = (w * half + Math.abs(digit) - 1) * Sm2Table.POINT;
                add(table, at, digit >> 31);
            }
        }
    }

    /** Adds the point at this place, with {@code sign} −1 its opposite. */
    void add(long[] table, int at, long sign) {
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

    /** X/ZZ. */
    BigInteger affineX() {
        Sm2Field.plain(x, q);
        Sm2Field.plain(zz, a);
        BigInteger inverse = BigIntegers.modOddInverse(Sm2Field.P, Sm2Field.number(a));
        return Sm2Field.number(q).multiply(inverse).mod(Sm2Field.P);
    }

    boolean hasX(BigInteger affine) {
        Sm2Field.multiply(Sm2Field.words(affine), zz, a);
        Sm2Field.plain(x, q);
        Sm2Field.subtract(a, q, a);
        return Sm2Field.isZero(a);
    }
}
