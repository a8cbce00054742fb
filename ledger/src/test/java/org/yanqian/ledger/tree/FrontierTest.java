package org.yanqian.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.Suite;

class FrontierTest {
    @ParameterizedTest
    @EnumSource(Suite.class)
    void itsRootIsThatOfTheTreeAtEverySizeAlsoAfterARestart(Suite suite) {
        List<byte[]> hashes = Naive.leafHashes(suite, 300);
        Frontier frontier = new Frontier(suite);
        for (int size = 0; size < 300; size++) {
            assertThat(frontier.size()).isEqualTo(size);
            assertThat(frontier.root()).isEqualTo(Naive.root(suite, hashes.subList(0, size)));
            Frontier restored = Frontier.parse(suite, frontier.format());
            assertThat(restored.format()).isEqualTo(frontier.format());
            frontier = restored;
            frontier.append(hashes.get(size));
        }
    }

    @Test
    void aCopyGoesItsOwnWay() {
        Frontier frontier = new Frontier(Suite.INTL);
        frontier.append(new byte[32]);
        byte[] before = frontier.root();
        Frontier copy = frontier.copy();
        copy.append(new byte[32]);
        assertThat(frontier.root()).isEqualTo(before);
        assertThat(copy.size()).isEqualTo(2);
        assertThat(copy.root()).isNotEqualTo(before);
    }

    @Test
    void neitherTheCallersNorTheReturnedArrayReachesInside() {
        Frontier frontier = new Frontier(Suite.INTL);
        byte[] leaf = new byte[32];
        frontier.append(leaf);
        byte[] before = frontier.format();
        leaf[0] = 1;
        frontier.root()[1] = 1;
        assertThat(frontier.format()).isEqualTo(before);
    }

    @Test
    void aLengthThatDoesNotFitTheSizeIsRefused() {
        Frontier frontier = new Frontier(Suite.INTL);
        for (int i = 0; i < 5; i++) {
            frontier.append(new byte[32]);
        }
        byte[] bytes = frontier.format();
        for (int length = 0; length < bytes.length; length++) {
            refused(Arrays.copyOf(bytes, length));
        }
        refused(Arrays.copyOf(bytes, bytes.length + 32));
        byte[] negative = bytes.clone();
        negative[0] = (byte) 0x80;
        refused(negative);
        refused(Arrays.copyOf(negative, negative.length + 32));
        assertThatThrownBy(() -> frontier.append(new byte[31])).isInstanceOf(AssertionError.class);
    }

    private static void refused(byte[] bytes) {
        assertThatThrownBy(() -> Frontier.parse(Suite.INTL, bytes))
                .isInstanceOf(CodedException.class)
                .hasMessageContaining("frontier")
                .extracting("code")
                .isEqualTo("BAD_FRONTIER");
    }
}
