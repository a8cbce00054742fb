package org.yanqian.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void comparesAsUnsignedBytesAndAPrefixComesFirst() {
        assertThat(Bytes.ofHex("7f")).isLessThan(Bytes.ofHex("80"));
        assertThat(Bytes.ofHex("80")).isLessThan(Bytes.ofHex("ff"));
        assertThat(Bytes.ofHex("80")).isLessThan(Bytes.ofHex("8000"));
        assertThat(Bytes.ofHex("")).isLessThan(Bytes.ofHex("00"));
    }

    @Test
    void nobodyCanChangeItFromOutside() {
        byte[] source = {1, 2};
        Bytes bytes = Bytes.of(source);
        source[0] = 9;
        bytes.toArray()[1] = 9;
        assertThat(bytes.hex()).isEqualTo("0102");
        assertThat(bytes).isEqualTo(Bytes.ofHex("0102")).hasSameHashCodeAs(Bytes.ofHex("0102"));
        assertThat(bytes).isNotEqualTo(Bytes.ofHex("0103")).hasToString("0102");
        assertThat(bytes.length()).isEqualTo(2);
    }

    @Test
    void aWrongLengthOrUpperCaseIsRefused() {
        assertThatThrownBy(() -> Bytes.ofHex("0102", 3)).hasMessageContaining("3 bytes");
        assertThatThrownBy(() -> Bytes.ofHex("AB")).hasMessageContaining("lower-case");
    }

    @Test
    void it_is_copied_into_the_middle_of_another() {
        byte[] target = {9, 9, 9, 9};
        Bytes.ofHex("0102").copyTo(target, 1);
        assertThat(target).containsExactly(9, 1, 2, 9);
    }

    @Test
    void different_bytes_hash_differently() {
        assertThat(Bytes.ofHex("01").hashCode()).isNotEqualTo(Bytes.ofHex("02").hashCode());
    }

    @Test
    void long_text_that_is_no_hex_is_shown_in_part() {
        assertThatThrownBy(() -> Hex.parse("g".repeat(80)))
                .hasMessage("not lower-case hex: " + "g".repeat(80));
        assertThatThrownBy(() -> Hex.parse("g".repeat(81)))
                .hasMessage("not lower-case hex: " + "g".repeat(80) + "…");
        assertThat(Hex.parse("0a0b", 2)).containsExactly(10, 11);
    }

    @Test
    void a_field_states_its_length_in_four_bytes() {
        for (int length : new int[] {0, 255, 256, 65_536, 0x01020304}) {
            byte[] enc = Enc.of("T").bytes(new byte[length]).toBytes();
            assertThat(enc).hasSize(2 + 4 + length);
            assertThat(java.nio.ByteBuffer.wrap(enc, 2, 4).getInt()).isEqualTo(length);
        }
        assertThat(Enc.of("a".repeat(255)).toBytes()).hasSize(256).startsWith(255);
    }
}
