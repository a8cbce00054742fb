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
}
