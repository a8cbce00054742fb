package org.yanqian.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Utf8OrderTest {
    private static final String[] TEXTS = {
        "",
        "a",
        "aa",
        "ab",
        "b",
        "\u007f",
        "\u0080",
        "é",
        "\u07ff",
        "\u0800",
        "重",
        "重点",
        "\ud7ff",
        "\ue000",
        "\uff5e",
        "\uffff",
        "\ud800\udc00",
        "\ud840\udc00",
        "\ud840\udc01",
        "\ud841\udc00",
        "\udbff\udfff",
        "a\ud840\udc00",
        "a\uff5e"
    };

    @Test
    void strings_stand_as_their_bytes_do() {
        for (String a : TEXTS) {
            for (String b : TEXTS) {
                int bytes =
                        Arrays.compareUnsigned(
                                a.getBytes(StandardCharsets.UTF_8),
                                b.getBytes(StandardCharsets.UTF_8));
                assertThat(Integer.signum(Utf8Order.ASCENDING.compare(a, b)))
                        .as(a + " and " + b)
                        .isEqualTo(Integer.signum(bytes));
            }
        }
    }
}
