package org.yanqian.ledger.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.Hex;

/** SM2 signatures by tables against the standard's example and against Bouncy Castle. */
class Sm2SigningTest {
    private static final BigInteger N = PublicKey.SM2.getN();

    /** Gives these numbers as k, one after the other. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient List<BigInteger> numbers;
        private int next;

        Given(BigInteger... numbers) {
            this.numbers = List.of(numbers);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            BigInteger number = numbers.get(Math.min(next++, numbers.size() - 1));
            System.arraycopy(
                    BigIntegers.asUnsignedByteArray(bytes.length, number),
                    0,
                    bytes,
                    0,
                    bytes.length);
        }
    }

    private static byte[] sign(BigInteger d, byte[] message, SecureRandom random) {
        return new Sm2Signing(d, PublicKey.SM2.getG().multiply(d), random).sign(message);
    }

    private static byte[] reference(BigInteger d, byte[] message, SecureRandom random)
            throws CryptoException {
        SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
        signer.init(
                true,
                new ParametersWithID(
                        new ParametersWithRandom(
                                new ECPrivateKeyParameters(d, PublicKey.SM2), random),
                        PublicKey.SM2_ID));
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    // GB/T 32918.5-2017 annex A.2.
    @Test
    void the_example_of_the_standard_comes_out() {
        byte[] signature =
                sign(
                        number("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
                        "message digest".getBytes(StandardCharsets.US_ASCII),
                        new Given(
                                number(
                                        "59276e27d506861a16680f3ad9c02dcc"
                                                + "ef3cc1fa3cdbe4ce6d54b80deac1bc21")));
        assertThat(Hex.format(signature))
                .isEqualTo(
                        "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                                + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
    }

    @Test
    void every_byte_is_bouncy_castles_for_the_same_k() throws CryptoException {
        Random seeded = new Random(32918);
        for (int i = 0; i < 300; i++) {
            BigInteger d = scalar(seeded);
            BigInteger k = scalar(seeded);
            byte[] message = new byte[seeded.nextInt(200)];
            seeded.nextBytes(message);
            assertThat(sign(d, message, new Given(k)))
                    .isEqualTo(reference(d, message, new Given(k)));
        }
    }

    @Test
    void the_ends_of_the_range_of_k_and_every_digit_of_a_window_come_out_right()
            throws CryptoException {
        BigInteger d = number("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
        byte[] message = {1, 2, 3};
        for (int i = 1; i <= 130; i++) {
            BigInteger small = BigInteger.valueOf(i);
            for (BigInteger k :
                    List.of(
                            small,
                            N.subtract(small),
                            small.shiftLeft(120),
                            N.shiftRight(1).add(small))) {
                assertThat(sign(d, message, new Given(k)))
                        .as("k = %s", k.toString(16))
                        .isEqualTo(reference(d, message, new Given(k)));
            }
        }
    }

    @Test
    void a_k_out_of_range_is_not_used() throws CryptoException {
        BigInteger d = BigInteger.valueOf(77);
        BigInteger k = BigInteger.valueOf(123_456_789);
        byte[] message = {9};
        byte[] expected = reference(d, message, new Given(k));
        assertThat(sign(d, message, new Given(BigInteger.ZERO, N, N.add(BigInteger.ONE), k)))
                .isEqualTo(expected);
    }

    private static BigInteger scalar(Random random) {
        return new BigInteger(256, random).mod(N.subtract(BigInteger.TWO)).add(BigInteger.ONE);
    }

    private static BigInteger number(String hex) {
        return new BigInteger(hex, 16);
    }
}
