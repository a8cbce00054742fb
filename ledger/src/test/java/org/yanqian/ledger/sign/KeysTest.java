package org.yanqian.ledger.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.SharedVectors;
import org.yanqian.ledger.codec.Hex;

class KeysTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    // GB/T 32918.5-2017 annex A.2: the example of a signature on the recommended curve.
    private static final PublicKey SM2 =
            PublicKey.of(
                    Suite.GM,
                    Hex.parse(
                            "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                                    + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"));
    private static final byte[] SM2_MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SM2_SIGNATURE =
            Hex.parse(
                    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                            + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
    private static final String SM2_ORDER =
            "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123";

    // RFC 8032 section 7.1, TEST 1: the empty message.
    private static final PublicKey ED25519 =
            PublicKey.parse(
                    "intl:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    private static final byte[] ED25519_SIGNATURE =
            Hex.parse(
                    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                            + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");

    @Test
    void theSignaturesOfTheStandardsVerify() {
        assertThat(SM2.verify(SM2_MESSAGE, SM2_SIGNATURE)).isTrue();
        assertThat(ED25519.verify(new byte[0], ED25519_SIGNATURE)).isTrue();
    }

    @Test
    void noBitOfThemCanBeChanged() {
        for (int i = 0; i < 512; i++) {
            assertThat(SM2.verify(SM2_MESSAGE, flip(SM2_SIGNATURE, i))).isFalse();
            assertThat(ED25519.verify(new byte[0], flip(ED25519_SIGNATURE, i))).isFalse();
        }
        for (int i = 0; i < 8 * SM2_MESSAGE.length; i++) {
            assertThat(SM2.verify(flip(SM2_MESSAGE, i), SM2_SIGNATURE)).isFalse();
        }
        for (int length : new int[] {0, 63, 65, 128}) {
            assertThat(SM2.verify(SM2_MESSAGE, Arrays.copyOf(SM2_SIGNATURE, length))).isFalse();
            assertThat(ED25519.verify(new byte[0], Arrays.copyOf(ED25519_SIGNATURE, length)))
                    .isFalse();
        }
    }

    @Test
    void valuesOutOfRangeAreNoSignatureAndNoError() {
        String r = Hex.format(SM2_SIGNATURE).substring(0, 64);
        String s = Hex.format(SM2_SIGNATURE).substring(64);
        String zero = "0".repeat(64);
        String all = "f".repeat(64);
        for (String wrong :
                List.of(
                        zero + s,
                        r + zero,
                        zero + zero,
                        SM2_ORDER + s,
                        r + SM2_ORDER,
                        all + all,
                        // s = n − r, so that r + s is 0 modulo n
                        r + "0a5fc4f8b72d3b9bf1153aec1e447e5e18bf0433f9f04de9100f775c4af32070")) {
            assertThat(SM2.verify(SM2_MESSAGE, Hex.parse(wrong))).as(wrong).isFalse();
            assertThat(ED25519.verify(SM2_MESSAGE, Hex.parse(wrong))).as(wrong).isFalse();
        }
    }

    @Test
    void ed25519AgreesWithWycheproof() {
        int cases = 0;
        var groups = SharedVectors.object("wycheproof-ed25519_test.json").get("testGroups");
        for (Map<String, Object> group : SharedVectors.list(groups)) {
            Object pk = ((Map<?, ?>) group.get("publicKey")).get("pk");
            PublicKey key = PublicKey.of(Suite.INTL, Hex.parse((String) pk));
            for (Map<String, Object> c : SharedVectors.list(group.get("tests"))) {
                boolean valid =
                        key.verify(
                                Hex.parse((String) c.get("msg")), Hex.parse((String) c.get("sig")));
                assertThat(valid)
                        .as("%s: %s", c.get("tcId"), c.get("comment"))
                        .isEqualTo(c.get("result").equals("valid"));
                cases++;
            }
        }
        assertThat(cases).isEqualTo(151);
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void whatAKeySignsOnlyItsOwnPublicKeyVerifies(Suite suite) {
        PrivateKey key = PrivateKey.generate(suite, RANDOM);
        PrivateKey other = PrivateKey.generate(suite, RANDOM);
        byte[] signature = key.sign(SM2_MESSAGE);
        assertThat(signature).hasSize(64);
        assertThat(key.publicKey().verify(SM2_MESSAGE, signature)).isTrue();
        assertThat(other.publicKey().verify(SM2_MESSAGE, signature)).isFalse();
        assertThat(key.publicKey().verify(new byte[0], signature)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void keysReadBackFromTheirFiles(Suite suite) {
        PrivateKey key = PrivateKey.generate(suite, RANDOM);
        PrivateKey again = PrivateKey.parse(key.format(), RANDOM);
        assertThat(again.publicKey()).isEqualTo(key.publicKey());
        assertThat(again.format()).isEqualTo(key.format());
        assertThat(PublicKey.parse(key.publicKey().format())).isEqualTo(key.publicKey());
        assertThat(key.publicKey().id()).matches(suite.wire() + "-[0-9a-f]{32}");
        assertThat(key.toString())
                .doesNotContain(new String(key.format(), 60, 64, StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void aKeyFileThatNamesAnotherKeyIsRefused(Suite suite) {
        String file = text(PrivateKey.generate(suite, RANDOM).format());
        String other = text(PrivateKey.generate(suite, RANDOM).format());
        for (String field : List.of("key", "private", "public")) {
            String mixed = file.replace(value(file, field), value(other, field));
            refusedFile(mixed, "BAD_KEY");
        }
        refusedFile("{}", "UNKNOWN_SUITE");
        refusedFile("[]", "NOT_JSON");
        refusedFile(file.replace(suite.wire() + "\"}", "rsa\"}"), "UNKNOWN_SUITE");
        refusedFile(file.replace("\"private\":\"", "\"private\":\"00"), "NOT_HEX");
        refusedFile(file.replace("\"private\":\"" + value(file, "private") + "\",", ""), "BAD_KEY");
    }

    @Test
    void sm2PrivateKeysOutOfRangeAreRefused() {
        String file = text(PrivateKey.generate(Suite.GM, RANDOM).format());
        String lastValid = SM2_ORDER.replace("d54123", "d54121");
        String orderMinusOne = SM2_ORDER.replace("d54123", "d54122");
        for (String secret : List.of("0".repeat(64), orderMinusOne, SM2_ORDER, "f".repeat(64))) {
            assertThatThrownBy(
                            () ->
                                    PrivateKey.parse(
                                            file.replace(value(file, "private"), secret)
                                                    .getBytes(StandardCharsets.UTF_8),
                                            RANDOM))
                    .hasMessageContaining("out of range");
        }
        assertThatThrownBy(
                        () ->
                                PrivateKey.parse(
                                        file.replace(value(file, "private"), lastValid)
                                                .getBytes(StandardCharsets.UTF_8),
                                        RANDOM))
                .hasMessageContaining("another key");
    }

    @Test
    void pointsThatAreNoKeyAreRefused() {
        byte[] offCurve = SM2.bytes();
        offCurve[64] ^= 1;
        byte[] compressed = Arrays.copyOf(SM2.bytes(), 33);
        compressed[0] = 2;
        byte[] hybrid = SM2.bytes();
        hybrid[0] = 7;
        for (byte[] wrong : List.of(offCurve, compressed, hybrid, new byte[1], new byte[65])) {
            assertThatThrownBy(() -> PublicKey.of(Suite.GM, wrong))
                    .extracting("code")
                    .isEqualTo("BAD_KEY");
        }
        // y = 2 is not on the curve; 1 and 0 are points of small order, anyone's signature.
        for (String wrong :
                List.of(
                        "",
                        "00",
                        "02" + "00".repeat(31),
                        "01" + "00".repeat(31),
                        "00".repeat(32))) {
            assertThatThrownBy(() -> PublicKey.of(Suite.INTL, Hex.parse(wrong)))
                    .as(wrong)
                    .extracting("code")
                    .isEqualTo("BAD_KEY");
        }
        assertThatThrownBy(() -> PublicKey.parse("d75a98")).extracting("code").isEqualTo("BAD_KEY");
    }

    @Test
    void theIdNamesSuiteAndKey() {
        byte[] digest =
                Suite.INTL.hash("intl\0".getBytes(StandardCharsets.US_ASCII), ED25519.bytes());
        assertThat(ED25519.id()).isEqualTo("intl-" + Hex.format(digest).substring(0, 32));
        assertThat(SM2.id()).startsWith("gm-");
    }

    private static void refusedFile(String file, String code) {
        assertThatThrownBy(() -> PrivateKey.parse(file.getBytes(StandardCharsets.UTF_8), RANDOM))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String value(String file, String field) {
        return file.replaceAll("(?s).*\"" + field + "\":\"([^\"]*)\".*", "$1");
    }

    private static byte[] flip(byte[] bytes, int bit) {
        byte[] copy = bytes.clone();
        copy[bit / 8] ^= (byte) (1 << bit % 8);
        return copy;
    }
}
