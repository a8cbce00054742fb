package org.yanqian.ledger.draw.drand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.bls.BLS12_381G1;
import org.bouncycastle.crypto.bls.BLS12_381Serialization;
import org.bouncycastle.crypto.bls.BLS12_381SubgroupCheck;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Vectors;
import org.yanqian.ledger.draw.cases.RoundReader;

class DrandChainTest {
    private static final byte[] NONE = new byte[0];

    // Public values of the League of Entropy.
    private static final byte[] QUICKNET_1000 =
            Hex.parse(
                    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125"
                            + "e342b73a8dd2bacbe47e4b6b63ed5e39");
    private static final byte[] DEFAULT_1 =
            Hex.parse(
                    "8d61d9100567de44682506aea1a7a6fa6e5491cd27a0a0ed349ef6910ac5ac20"
                            + "ff7bc3e09d7c046566c9f7f3c6f3b10104990e7cb424998203d8f7de586fb7fa"
                            + "5f60045417a432684f85093b06ca91c769f0e7ca19268375e659c2a2352b4655");
    private static final byte[] DEFAULT_GENESIS =
            Hex.parse("176f93498eac9ca337150b46d21dd58673ea4e3581185f869672e59fa4cb390a");

    @Test
    void roundOneThousandOfQuicknet() {
        assertThat(DrandChain.QUICKNET.verify(1000, QUICKNET_1000, NONE)).isTrue();
        Beacon.Drand value = DrandChain.QUICKNET.value(1000, QUICKNET_1000, NONE);
        assertThat(value.randomness().hex())
                .isEqualTo("fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd");
        assertThat(value.type()).isEqualTo("drand-quicknet");
        assertThat(DrandChain.QUICKNET.roundTime(1000)).isEqualTo(1_692_803_367L + 999 * 3);
    }

    @Test
    void roundOneOfTheDefaultChainFollowsItsGenesis() {
        assertThat(DrandChain.DEFAULT.verify(1, DEFAULT_1, DEFAULT_GENESIS)).isTrue();
        assertThat(DrandChain.randomness(DEFAULT_1).hex())
                .isEqualTo("101297f1ca7dc44ef6088d94ad5fb7ba03455dc33d53ddb412bbc4564ed986ec");
        assertThat(DrandChain.DEFAULT.verify(1, DEFAULT_1, NONE)).isFalse();
        assertThat(DrandChain.DEFAULT.verify(2, DEFAULT_1, DEFAULT_GENESIS)).isFalse();
    }

    @Test
    void anotherRoundOrAnotherChainDoesNotVerify() {
        assertThat(DrandChain.QUICKNET.verify(999, QUICKNET_1000, NONE)).isFalse();
        assertThat(DrandChain.QUICKNET.verify(0, QUICKNET_1000, NONE)).isFalse();
        assertThat(DrandChain.DEFAULT.verify(1000, QUICKNET_1000, DEFAULT_GENESIS)).isFalse();
        coded("BAD_BEACON", () -> DrandChain.QUICKNET.value(999, QUICKNET_1000, NONE));
    }

    @Test
    void everyFlippedBitOfTheSignatureIsFound() {
        for (int bit = 0; bit < 48 * 8; bit += 7) {
            byte[] flipped = QUICKNET_1000.clone();
            flipped[bit / 8] ^= (byte) (0x80 >> bit % 8);
            assertThat(DrandChain.QUICKNET.verify(1000, flipped, NONE)).as("bit %d", bit).isFalse();
        }
        // The sign bit alone gives the negated point: a good point, the wrong signature.
        byte[] negated = QUICKNET_1000.clone();
        negated[0] ^= 0x20;
        assertThat(Bls.g1(negated)).isPresent();
        assertThat(DrandChain.QUICKNET.verify(1000, negated, NONE)).isFalse();
    }

    @Test
    void infinityIsNoSignatureAndNoKey() {
        byte[] signature = new byte[48];
        signature[0] = (byte) 0xc0;
        byte[] key = new byte[96];
        key[0] = (byte) 0xc0;
        assertThat(Bls.g1(signature)).isEmpty();
        assertThat(Bls.g2(key)).isEmpty();
        // e(infinity, −g2) · e(H(m), infinity) = 1: unchecked, any message would verify.
        DrandScheme scheme = DrandScheme.BLS_UNCHAINED_G1_RFC9380;
        assertThat(DrandChain.verify(scheme, key, 1000, signature, NONE)).isFalse();
        assertThat(DrandChain.QUICKNET.verify(1000, signature, NONE)).isFalse();
        coded("BAD_KEY", () -> DrandChain.local(Bytes.of(key), 0, 3));
    }

    @Test
    void aPointOnTheCurveButOutsideTheSubgroupIsRefused() {
        byte[] compressed = BLS12_381Serialization.compressG1(outsideTheSubgroup());
        assertThat(Bls.g1(compressed)).isEmpty();
        assertThat(DrandChain.QUICKNET.verify(1000, compressed, NONE)).isFalse();
    }

    @Test
    void aSignatureMovedOutsideTheSubgroupIsRefused() {
        // A point of an order that divides the cofactor is lost in the pairing: added to a
        // signature it would still verify, with other bytes and so with other randomness.
        ECPoint small = outsideTheSubgroup().multiply(BLS12_381G1.ORDER).normalize();
        ECPoint signature = Bls.g1(QUICKNET_1000).orElseThrow();
        byte[] moved = BLS12_381Serialization.compressG1(signature.add(small).normalize());
        assertThat(moved).isNotEqualTo(QUICKNET_1000);
        assertThat(DrandChain.QUICKNET.verify(1000, moved, NONE)).isFalse();
    }

    @Test
    void aCoordinateNotBelowTheFieldPrimeIsRefused() {
        // p + 4 would name the x coordinate 4, which is on the curve.
        byte[] big = BLS12_381G1.Q.add(BigInteger.valueOf(4)).toByteArray();
        byte[] compressed = new byte[48];
        System.arraycopy(big, big.length - 48, compressed, 0, 48);
        compressed[0] |= (byte) 0x80;
        assertThat(Bls.g1(compressed)).isEmpty();
    }

    @Test
    void wrongLengthsAreInvalidAndNeverACrash() {
        for (int length : new int[] {0, 1, 47, 49, 95, 97}) {
            assertThat(DrandChain.QUICKNET.verify(1000, new byte[length], NONE)).isFalse();
            assertThat(DrandChain.DEFAULT.verify(1, new byte[length], DEFAULT_GENESIS)).isFalse();
        }
    }

    @Test
    void aChainOfOnesOwnSignsAndVerifies() {
        byte[] scalar = new byte[32];
        scalar[31] = 7;
        DrandSigner signer = new DrandSigner(scalar);
        DrandChain chain = DrandChain.local(signer.publicKey(), 1000, 3);
        byte[] signature = signer.sign(5);
        assertThat(signature).hasSize(48).isEqualTo(signer.sign(5));
        assertThat(chain.verify(5, signature, NONE)).isTrue();
        assertThat(chain.verify(6, signature, NONE)).isFalse();
        assertThat(DrandChain.QUICKNET.verify(5, signature, NONE)).isFalse();
        assertThat(chain.value(5, signature, NONE).type()).isEqualTo("drand-local");
        coded("BAD_ROUND", () -> signer.sign(0));
    }

    @Test
    void aScalarMustBeOneOfTheGroup() {
        coded("BAD_KEY", () -> new DrandSigner(new byte[32]));
        coded("BAD_KEY", () -> new DrandSigner(new byte[] {1}));
        coded("BAD_KEY", () -> new DrandSigner(BLS12_381G1.ORDER.toByteArray()));
    }

    @Test
    void roundAndTimeAreEachOthersInverse() {
        DrandChain chain = DrandChain.DEFAULT;
        for (long round = 1; round < 50; round++) {
            long time = chain.roundTime(round);
            assertThat(chain.firstRoundAt(time)).isEqualTo(round);
            assertThat(chain.firstRoundAt(time + 1)).isEqualTo(round + 1);
        }
        assertThat(chain.firstRoundAt(0)).isEqualTo(1);
        coded("BAD_ROUND", () -> chain.roundTime(0));
        coded("BAD_ROUND", () -> chain.roundTime(Long.MAX_VALUE));
    }

    @Test
    void aMalformedRoundIsInvalidAndKeepsItsLine() {
        Map<String, Object> good =
                Map.of(
                        "chain",
                        "quicknet",
                        "scheme",
                        "bls-unchained-g1-rfc9380",
                        "public_key",
                        DrandChain.QUICKNET.publicKey().hex(),
                        "round",
                        1000L,
                        "signature",
                        Hex.format(QUICKNET_1000));
        assertThat(line(good)).isEqualTo("quicknet 1000 valid");
        assertThat(line(with(good, "signature", "zz"))).isEqualTo("quicknet 1000 invalid");
        assertThat(line(with(good, "signature", 5L))).isEqualTo("quicknet 1000 invalid");
        assertThat(line(with(good, "public_key", "00"))).isEqualTo("quicknet 1000 invalid");
        assertThat(line(with(good, "scheme", "none"))).isEqualTo("quicknet 1000 invalid");
        assertThat(line(with(good, "round", "1000"))).isEqualTo("quicknet 1000 invalid");
        assertThat(line(with(good, "round", -1L))).isEqualTo("quicknet -1 invalid");
        assertThat(line(with(good, "randomness", "00".repeat(32)))).endsWith(" invalid");
        assertThat(line(with(good, "chain", "a\nb 1 valid"))).doesNotContain("\n");
        assertThat(line(7L)).isEqualTo("? ? invalid");
    }

    @Test
    void theRoundsBesideTheProjectAgree() {
        Optional<Object> file = Vectors.shared("drand.json");
        assumeTrue(file.isPresent(), "no vectors beside the project");
        List<?> rounds = (List<?>) ((Map<?, ?>) file.get()).get("rounds");
        List<RoundReader.Verdict> verdicts = RoundReader.read(file.get());
        assertThat(verdicts).hasSize(rounds.size()).isNotEmpty();
        for (int i = 0; i < verdicts.size(); i++) {
            Map<?, ?> round = (Map<?, ?>) rounds.get(i);
            assertThat(verdicts.get(i).valid()).isEqualTo(round.get("expect_valid"));
        }
    }

    private static String line(Object round) {
        return RoundReader.read(List.of(round)).get(0).line();
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> copy = new java.util.HashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    private static void coded(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    // The smallest x with a point on y² = x³ + 4 that is not in the subgroup.
    private static ECPoint outsideTheSubgroup() {
        ECCurve curve = BLS12_381G1.createCurve();
        BigInteger p = BLS12_381G1.Q;
        for (BigInteger x = BigInteger.ONE; ; x = x.add(BigInteger.ONE)) {
            BigInteger square = x.pow(3).add(BigInteger.valueOf(4)).mod(p);
            BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
            if (y.multiply(y).mod(p).equals(square)) {
                ECPoint point = curve.createPoint(x, y);
                if (!BLS12_381SubgroupCheck.isInG1Subgroup(point)) {
                    return point;
                }
            }
        }
    }

    @Test
    void noRoundIsLaterThanTheYear9999() {
        assertThat(DrandChain.roundTime(0, 1, 253_402_300_800L)).isEqualTo(253_402_300_799L);
        for (long round : new long[] {253_402_300_801L, 1L << 60, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> DrandChain.roundTime(0, 1, round))
                    .hasMessageContaining("beyond");
        }
    }
}
