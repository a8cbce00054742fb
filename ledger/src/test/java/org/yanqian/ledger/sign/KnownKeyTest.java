package org.yanqian.ledger.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;

/** The tables of known keys beside Bouncy Castle, the reference, on good and on hostile input. */
class KnownKeyTest {
    private static final BigInteger N = PublicKey.SM2.getN();
    private static final BigInteger L =
            BigInteger.ONE
                    .shiftLeft(252)
                    .add(new BigInteger("27742317777372353535851937790883648493"));

    private static KeyTable table(PublicKey key) {
        return key.suite() == Suite.GM ? new Sm2Table(key) : new Ed25519Table(key);
    }

    private static PrivateKey key(Suite suite, long seed) {
        return PrivateKey.generate(suite, new Seeded(seed));
    }

    /** Never accepts what the reference refuses; on honest input it needs no help. */
    private static void same(KeyTable table, PublicKey key, byte[] message, byte[] signature) {
        boolean reference = key.verify(message, signature);
        assertThat(table.accepts(message, signature))
                .as("%s over %s", Hex.format(signature), Hex.format(message))
                .isEqualTo(reference);
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void table_and_reference_agree_on_signatures_good_and_damaged(Suite suite) {
        Random random = new Random(20261122);
        for (int k = 0; k < 2; k++) {
            PrivateKey key = key(suite, k);
            KeyTable table = table(key.publicKey());
            for (int i = 0; i < 150; i++) {
                byte[] message = new byte[random.nextInt(700)];
                random.nextBytes(message);
                byte[] signature = key.sign(message);
                assertThat(table.accepts(message, signature)).isTrue();
                byte[] damaged = signature.clone();
                damaged[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
                same(table, key.publicKey(), message, damaged);
                same(table, key(suite, k + 10).publicKey(), message, new byte[64]);
                if (message.length > 0) {
                    message[random.nextInt(message.length)] ^= 1;
                    same(table, key.publicKey(), message, signature);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void numbers_out_of_range_are_refused(Suite suite) {
        PrivateKey key = key(suite, 3);
        KeyTable table = table(key.publicKey());
        byte[] message = "样本".getBytes(StandardCharsets.UTF_8);
        byte[] good = key.sign(message);
        List<byte[]> halves = new ArrayList<>();
        BigInteger order = suite == Suite.GM ? N : L;
        for (BigInteger value :
                List.of(
                        BigInteger.ZERO,
                        BigInteger.ONE,
                        order.subtract(BigInteger.ONE),
                        order,
                        order.add(BigInteger.ONE),
                        BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE))) {
            byte[] big = BigIntegers.asUnsignedByteArray(32, value);
            halves.add(suite == Suite.GM ? big : reversed(big));
        }
        // The same signature with its second number one order higher says the same and is another.
        BigInteger s = number(suite, Arrays.copyOfRange(good, 32, 64)).add(order);
        if (s.bitLength() <= 256) {
            byte[] big = BigIntegers.asUnsignedByteArray(32, s);
            halves.add(suite == Suite.GM ? big : reversed(big));
        }
        for (byte[] half : halves) {
            byte[] first = good.clone();
            System.arraycopy(half, 0, first, 0, 32);
            byte[] second = good.clone();
            System.arraycopy(half, 0, second, 32, 32);
            byte[] both = new byte[64];
            System.arraycopy(half, 0, both, 0, 32);
            System.arraycopy(half, 0, both, 32, 32);
            for (byte[] signature : List.of(first, second, both)) {
                assertThat(table.accepts(message, signature)).isFalse();
                same(table, key.publicKey(), message, signature);
            }
        }
        for (int length : new int[] {0, 63, 65, 128}) {
            assertThat(table.accepts(message, Arrays.copyOf(good, length))).isFalse();
        }
    }

    private static BigInteger number(Suite suite, byte[] bytes) {
        return new BigInteger(1, suite == Suite.GM ? bytes : reversed(bytes));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] out = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            out[i] = bytes[bytes.length - 1 - i];
        }
        return out;
    }

    // s·G and t·P meet in equal or opposite points for private keys as small as these, and the sum
    // is
    // the point at infinity for r, s with s + t·d = 0.
    @Test
    void sm2_points_that_meet_are_left_to_the_reference() {
        byte[] message = "样本".getBytes(StandardCharsets.UTF_8);
        for (long d : new long[] {1, 2, 3, 1023, 1024, 1025, 2048, 4096, 8192, 65_536}) {
            PrivateKey key = sm2(BigInteger.valueOf(d));
            KeyTable table = table(key.publicKey());
            KnownKey known = new KnownKey(key.publicKey(), new AtomicInteger(1));
            for (int i = 0; i < 20; i++) {
                byte[] signature = key.sign(message);
                assertThat(known.verify(message, signature)).isTrue();
            }
            BigInteger t = BigInteger.valueOf(7);
            BigInteger s = t.multiply(BigInteger.valueOf(d)).negate().mod(N);
            byte[] infinity = new byte[64];
            System.arraycopy(
                    BigIntegers.asUnsignedByteArray(32, t.subtract(s).mod(N)), 0, infinity, 0, 32);
            System.arraycopy(BigIntegers.asUnsignedByteArray(32, s), 0, infinity, 32, 32);
            assertThat(table.accepts(message, infinity)).isFalse();
            assertThat(key.publicKey().verify(message, infinity)).isFalse();
        }
    }

    private static PrivateKey sm2(BigInteger d) {
        byte[] open = PublicKey.SM2.getG().multiply(d).getEncoded(false);
        return PrivateKey.parse(
                CanonicalJson.format(
                        java.util.Map.of(
                                "key",
                                PublicKey.of(Suite.GM, open).id(),
                                "private",
                                Hex.format(BigIntegers.asUnsignedByteArray(32, d)),
                                "public",
                                Hex.format(open),
                                "suite",
                                "gm")),
                new Seeded(1));
    }

    // Points of order 1, 2, 4 and 8, in every encoding that 255 bits allow: whoever may choose such
    // a
    // key could sign anything with it.
    @Test
    void ed25519_keys_of_small_order_get_no_more_than_the_reference_gives() {
        List<String> small =
                List.of(
                        "01" + "00".repeat(31),
                        "ec" + "ff".repeat(30) + "7f",
                        "00".repeat(32),
                        "00".repeat(31) + "80",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
        byte[] message = "样本".getBytes(StandardCharsets.UTF_8);
        for (String encoded : small) {
            PublicKey key;
            try {
                key = PublicKey.of(Suite.INTL, Hex.parse(encoded));
            } catch (CodedException refused) {
                assertThat(refused.code()).isEqualTo("BAD_KEY");
                continue;
            }
            KeyTable table;
            table = table(key);
            for (String r : small) {
                byte[] signature = new byte[64];
                System.arraycopy(Hex.parse(r), 0, signature, 0, 32);
                if (table.accepts(message, signature)) {
                    assertThat(key.verify(message, signature)).as(encoded + " " + r).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void a_known_key_answers_the_same_before_and_after_its_table_is_made(Suite suite) {
        PrivateKey key = key(suite, 5);
        byte[] message = "样本".getBytes(StandardCharsets.UTF_8);
        byte[] good = key.sign(message);
        byte[] wrong = good.clone();
        wrong[40] ^= 1;
        AtomicInteger tables = new AtomicInteger(1);
        KnownKey known = new KnownKey(key.publicKey(), tables);
        for (int i = 0; i < KnownKey.WARM_UP + 10; i++) {
            assertThat(known.verify(message, i % 2 == 0 ? good : wrong)).isEqualTo(i % 2 == 0);
        }
        assertThat(tables.get()).isZero();
        KnownKey second = new KnownKey(key.publicKey(), tables);
        for (int i = 0; i < KnownKey.WARM_UP + 10; i++) {
            assertThat(second.verify(message, good)).isTrue();
        }
        assertThat(tables.get()).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void many_at_once_are_judged_one_by_one(Suite suite) {
        PrivateKey key = key(suite, 6);
        KnownKey known = new KnownKey(key.publicKey(), new AtomicInteger(1));
        int count = 300;
        byte[][] messages = new byte[count][];
        byte[][] signatures = new byte[count][];
        for (int i = 0; i < count; i++) {
            messages[i] = new byte[7 * i];
            signatures[i] = key.sign(messages[i]);
            if (i % 3 == 1) {
                signatures[i][i % 64] ^= 1;
            } else if (i % 3 == 2) {
                messages[i] = new byte[7 * i + 1];
            }
        }
        for (int used = 0; used < KnownKey.WARM_UP + 2 * count; used += count) {
            boolean[] valid = known.verifyAll(messages, signatures);
            for (int i = 0; i < count; i++) {
                assertThat(valid[i]).as("signature %d after %d", i, used).isEqualTo(i % 3 == 0);
            }
        }
        // The table alone, without what the reference would mend.
        boolean[] accepted = table(key.publicKey()).acceptsAll(messages, signatures);
        for (int i = 0; i < count; i++) {
            assertThat(accepted[i]).as("signature %d", i).isEqualTo(i % 3 == 0);
        }
    }

    /** The same numbers in every run. */
    private static final class Seeded extends java.security.SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient Random random;

        Seeded(long seed) {
            this.random = new Random(seed);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }
}
