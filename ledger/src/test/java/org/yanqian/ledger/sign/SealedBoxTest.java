package org.yanqian.ledger.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SealedBoxTest {
    private final SecureRandom random = new SecureRandom();
    private final byte[] key = new byte[32];

    SealedBoxTest() {
        random.nextBytes(key);
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void whoHoldsTheKeyOpensTheBox(Suite suite) {
        SealedBox.KeyPair pair = SealedBox.generate(suite, random);
        byte[] box = SealedBox.seal(pair.publicKey(), key, random);
        assertThat(SealedBox.open(pair.file(), box)).isEqualTo(key);
        assertThat(SealedBox.seal(pair.publicKey(), key, random)).isNotEqualTo(box);
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void noBitMayDiffer(Suite suite) {
        SealedBox.KeyPair pair = SealedBox.generate(suite, random);
        byte[] box = SealedBox.seal(pair.publicKey(), key, random);
        for (int i = 0; i < box.length; i++) {
            byte[] flipped = box.clone();
            flipped[i] ^= 1;
            assertThatThrownBy(() -> SealedBox.open(pair.file(), flipped))
                    .as("byte " + i)
                    .extracting("code")
                    .isEqualTo("NOT_OPENED");
        }
        for (int length : new int[] {0, 1, 31, 32, 64, box.length - 1}) {
            assertThatThrownBy(() -> SealedBox.open(pair.file(), Arrays.copyOf(box, length)))
                    .as("length " + length)
                    .extracting("code")
                    .isEqualTo("NOT_OPENED");
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void anotherKeyDoesNotOpenIt(Suite suite) {
        byte[] box = SealedBox.seal(SealedBox.generate(suite, random).publicKey(), key, random);
        byte[] other = SealedBox.generate(suite, random).file();
        assertThatThrownBy(() -> SealedBox.open(other, box))
                .extracting("code")
                .isEqualTo("NOT_OPENED");
    }

    @Test
    void whatIsNoKeyIsRefused() {
        for (String text : new String[] {"gm", "gm:04", "intl:00", "intl:" + "00".repeat(31)}) {
            assertThatThrownBy(() -> SealedBox.seal(text, key, random))
                    .as(text)
                    .extracting("code")
                    .isEqualTo("BAD_KEY");
        }
        byte[] file = "{\"suite\":\"gm\"}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> SealedBox.open(file, new byte[97]))
                .extracting("code")
                .isEqualTo("BAD_KEY");
    }
}
