package org.yanqian.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.Suite;

class MerkleRootTest {
    @Test
    void theEmptyTreeIsTheHashOfNothing() {
        assertThat(Hex.format(MerkleRoot.of(Suite.INTL, List.of())))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(Hex.format(MerkleRoot.of(Suite.GM, List.of())))
                .isEqualTo("1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
    }

    @Test
    void theWellKnownTreeOfCertificateTransparency() {
        // The eight inputs and the root that RFC 6962 implementations publish as test data.
        List<byte[]> leaves =
                List.of(
                        Hex.parse(""),
                        Hex.parse("00"),
                        Hex.parse("10"),
                        Hex.parse("2021"),
                        Hex.parse("3031"),
                        Hex.parse("40414243"),
                        Hex.parse("5051525354555657"),
                        Hex.parse("606162636465666768696a6b6c6d6e6f"));
        assertThat(Hex.format(MerkleRoot.of(Suite.INTL, leaves)))
                .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void streamingEqualsTheRecursiveDefinition(Suite suite) {
        List<byte[]> leaves = new ArrayList<>();
        MerkleRoot streaming = new MerkleRoot(suite);
        for (int n = 0; n < 70; n++) {
            assertThat(streaming.size()).isEqualTo(n);
            assertThat(streaming.root()).isEqualTo(definition(suite, leaves));
            leaves.add(new byte[] {(byte) n, 7});
            streaming.add(leaves.get(n));
        }
    }

    // RFC 6962 section 2.1, word for word: split at the largest power of two smaller than n.
    private static byte[] definition(Suite suite, List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return suite.hash();
        }
        if (leaves.size() == 1) {
            return suite.hash(new byte[] {0}, leaves.get(0));
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        return suite.hash(
                new byte[] {1},
                definition(suite, leaves.subList(0, k)),
                definition(suite, leaves.subList(k, leaves.size())));
    }
}
