package org.yanqian.ledger.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yanqian.ledger.SharedVectors;
import org.yanqian.ledger.codec.Hex;

class SuiteTest {
    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void sm3GivesTheDigestsOfTheStandard() {
        // GB/T 32905-2016 annex A, examples 1 and 2.
        assertThat(Hex.format(Suite.GM.hash(ascii("abc"))))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(Hex.format(Suite.GM.hash(ascii("abcd".repeat(16)))))
                .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    @Test
    void sha256GivesTheDigestOfTheStandard() {
        // FIPS 180-4, "abc".
        assertThat(Hex.format(Suite.INTL.hash(ascii("abc"))))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void partsAreConcatenated(Suite suite) {
        assertThat(suite.hash(ascii("a"), ascii(""), ascii("bc")))
                .isEqualTo(suite.hash(ascii("abc")));
        assertThat(suite.mac(ascii("k"), ascii("a"), ascii("bc")))
                .isEqualTo(suite.mac(ascii("k"), ascii("abc")));
        assertThat(Suite.of(suite.wire())).isEqualTo(suite);
        // RFC 2104: a key longer than a block is hashed first, one of a block is not.
        byte[] block = ascii("k".repeat(64));
        byte[] longer = ascii("k".repeat(65));
        assertThat(suite.mac(longer, block)).isEqualTo(suite.mac(suite.hash(longer), block));
        assertThat(suite.mac(block, block)).isNotEqualTo(suite.mac(suite.hash(block), block));
    }

    @Test
    void hmacGivesTheValuesOfRfc4231() {
        byte[] key = new byte[20];
        Arrays.fill(key, (byte) 0x0b);
        assertThat(Hex.format(Suite.INTL.mac(key, ascii("Hi There"))))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        byte[] large = new byte[131];
        Arrays.fill(large, (byte) 0xaa);
        String text = "Test Using Larger Than Block-Size Key - Hash Key First";
        assertThat(Hex.format(Suite.INTL.mac(large, ascii(text))))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    @Test
    void hmacSm3AgreesWithWycheproof() {
        int cases = 0;
        var groups = SharedVectors.object("wycheproof-hmac_sm3_test.json").get("testGroups");
        for (Map<String, Object> group : SharedVectors.list(groups)) {
            int bytes = (int) (long) (Long) group.get("tagSize") / 8;
            for (Map<String, Object> c : SharedVectors.list(group.get("tests"))) {
                byte[] tag =
                        Suite.GM.mac(
                                Hex.parse((String) c.get("key")), Hex.parse((String) c.get("msg")));
                boolean equal = Hex.format(Arrays.copyOf(tag, bytes)).equals(c.get("tag"));
                assertThat(equal)
                        .as("%s: %s", c.get("tcId"), c.get("comment"))
                        .isEqualTo(c.get("result").equals("valid"));
                cases++;
            }
        }
        assertThat(cases).isEqualTo(174);
    }

    @Test
    void anUnknownSuiteIsRefused() {
        for (String wire : Arrays.asList("GM", "", "sm", null)) {
            assertThatThrownBy(() -> Suite.of(wire)).extracting("code").isEqualTo("UNKNOWN_SUITE");
        }
    }

    @Test
    void thePreAuthenticationEncodingIsThatOfDsse() {
        // The example of the DSSE specification.
        assertThat(Dsse.pae("http://example.com/HelloWorld", ascii("hello world")))
                .isEqualTo(ascii("DSSEv1 29 http://example.com/HelloWorld 11 hello world"));
        assertThat(Dsse.pae("é", new byte[0]))
                .isEqualTo("DSSEv1 2 é 0 ".getBytes(StandardCharsets.UTF_8));
    }
}
