package org.yanqian.ledger.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.Hex;

/** SM3 side by side beside Bouncy Castle's, the reference. */
class Sm3LanesTest {
    private final Random random = new Random(20261122);
    private final Sm3Lanes lanes = new Sm3Lanes();

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[][] hash(Sm3Lanes.Start start, byte[][] messages) {
        byte[][] out = new byte[messages.length][32];
        if (start == null) {
            lanes.hash(messages, messages.length, out);
        } else {
            lanes.hash(start, messages, messages.length, out);
        }
        return out;
    }

    @Test
    void theDigestsOfTheStandardInEveryLane() {
        // GB/T 32905-2016 annex A, examples 1 and 2.
        byte[][] messages = new byte[Sm3Lanes.LANES][];
        for (int i = 0; i < messages.length; i++) {
            messages[i] =
                    (i % 2 == 0 ? "abc" : "abcd".repeat(16)).getBytes(StandardCharsets.US_ASCII);
        }
        byte[][] out = hash(null, messages);
        for (int i = 0; i < messages.length; i++) {
            assertThat(Hex.format(out[i]))
                    .isEqualTo(
                            i % 2 == 0
                                    ? "66c7f0f462eeedd9d1f2d46bdc10e4e2"
                                            + "4167c4875cf2f7a2297da02b8f4ba8e0"
                                    : "debe9ff92275b8a138604889c18e5a4d"
                                            + "6fdb70e5387e5765293dcba39c0c5732");
        }
    }

    @Test
    void everyLengthAgreesWithTheReference() {
        for (int length = 0; length <= 1_000; length += Sm3Lanes.LANES) {
            byte[][] messages = new byte[Sm3Lanes.LANES][];
            for (int i = 0; i < messages.length; i++) {
                messages[i] = bytes(length + i);
            }
            byte[][] out = hash(null, messages);
            for (int i = 0; i < messages.length; i++) {
                assertThat(out[i]).isEqualTo(Suite.GM.hash(messages[i]));
            }
        }
    }

    @Test
    void lengthsInAnyOrderAndLanesLeftEmpty() {
        for (int count = 0; count <= Sm3Lanes.LANES; count++) {
            byte[][] messages = new byte[count][];
            for (int i = 0; i < count; i++) {
                messages[i] = bytes(random.nextInt(400));
            }
            byte[][] out = hash(null, messages);
            for (int i = 0; i < count; i++) {
                assertThat(out[i]).isEqualTo(Suite.GM.hash(messages[i]));
            }
        }
    }

    @Test
    void aStartIsWholeBlocksBeforeEveryMessage() {
        for (int blocks = 0; blocks < 4; blocks++) {
            byte[] before = bytes(64 * blocks);
            Sm3Lanes.Start start = lanes.start(before);
            for (int count : new int[] {1, Sm3Lanes.LANES}) {
                byte[][] messages = new byte[count][];
                for (int i = 0; i < count; i++) {
                    messages[i] = bytes(i);
                }
                byte[][] out = hash(start, messages);
                for (int i = 0; i < count; i++) {
                    assertThat(out[i]).isEqualTo(Suite.GM.hash(before, messages[i]));
                }
            }
        }
        assertThatThrownBy(() -> lanes.start(new byte[63])).isInstanceOf(AssertionError.class);
    }

    @Test
    void manyMessagesOfASuiteAreHashedAsEachAlone() {
        for (Suite suite : Suite.values()) {
            for (int count : new int[] {0, 1, 31, 32, 127, 128, 129, 300}) {
                byte[][] messages = new byte[count][];
                for (int i = 0; i < count; i++) {
                    messages[i] = bytes(random.nextInt(200));
                }
                byte[][] out = suite.hashAll(messages);
                assertThat(out).hasNumberOfRows(count);
                for (int i = 0; i < count; i++) {
                    assertThat(out[i]).isEqualTo(suite.hash(messages[i]));
                }
            }
        }
    }

    @Test
    void theSameLanesAreUsedAgainAndMessagesStayAsTheyWere() {
        byte[][] messages = new byte[Sm3Lanes.LANES][];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = bytes(100);
        }
        byte[][] before = Arrays.stream(messages).map(byte[]::clone).toArray(byte[][]::new);
        byte[][] first = hash(null, messages);
        assertThat(hash(null, messages)).isDeepEqualTo(first);
        assertThat(messages).isDeepEqualTo(before);
        assertThat(first[0]).isEqualTo(Suite.GM.hash(messages[0]));
    }
}
