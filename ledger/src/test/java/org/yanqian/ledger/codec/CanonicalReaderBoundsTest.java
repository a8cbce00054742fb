package org.yanqian.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.ledger.CodedException;

/**
 * The quick reader takes exactly the texts that the full reader takes: otherwise one text would be
 * canonical for one of them and not for the other, or every entry would be read twice.
 */
class CanonicalReaderBoundsTest {
    private static void agrees(byte[] bytes) {
        Object quick = CanonicalReader.read(bytes);
        Object full;
        try {
            full = CanonicalJson.parseFully(bytes);
        } catch (CodedException e) {
            assertThat(quick).as(() -> Hex.format(bytes)).isSameAs(CanonicalReader.NOT_SO);
            return;
        }
        assertThat(quick).as(() -> Hex.format(bytes)).isEqualTo(full);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "[[],{}]",
                "[1,2]",
                "[true,false,null]",
                "{\"a\":[],\"b\":{}}",
                "{\"a\":1,\"aa\":2,\"b\":3}",
                "0",
                "9",
                "-1",
                "-9",
                "10",
                "9007199254740991",
                "-9007199254740991",
                "1000000000000000",
                "\"a b\"",
                "\"é重\"",
                "\"\\u0000\\u0019\\u001a\\u001f\\b\\f\\n\\r\\t\\\"\\\\\""
            })
    void canonical_text_is_read_at_once(String text) {
        assertThat(CanonicalReader.read(utf8(text)))
                .isNotSameAs(CanonicalReader.NOT_SO)
                .isEqualTo(CanonicalJson.parseFully(utf8(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740992",
                "-9007199254740992",
                "10000000000000000",
                "99999999999999999",
                "18446744073709551617",
                "00",
                "-01",
                "--1",
                "1:",
                "1/",
                "[1:2]",
                "{\"a\":1]",
                "[1}",
                "{\"a\",1}",
                "{1:1}",
                "{\"a\":1;\"b\":2}",
                "trux",
                "true1",
                "nulL",
                "fals"
            })
    void anything_else_is_read_by_neither(String text) {
        assertThat(CanonicalReader.read(utf8(text))).isSameAs(CanonicalReader.NOT_SO);
        agrees(utf8(text));
    }

    @Test
    void every_byte_put_anywhere_into_a_text_is_judged_alike() {
        byte[] json = utf8("{\"a\":[10,-2,\"é\\u0001\\n\",{}],\"b\":true,\"c\":[null,false]}");
        for (int at = 0; at < json.length; at++) {
            for (int b = 0; b < 256; b++) {
                byte[] mixed = json.clone();
                mixed[at] = (byte) b;
                agrees(mixed);
            }
        }
    }

    @Test
    void every_escape_of_two_hex_digits_is_judged_alike() {
        for (int c = 0; c < 0x100; c++) {
            agrees(utf8(String.format(java.util.Locale.ROOT, "\"\\u00%02x\"", c)));
            agrees(utf8(String.format(java.util.Locale.ROOT, "\"\\u00%02X\"", c)));
            agrees(utf8(String.format(java.util.Locale.ROOT, "\"\\u%02x01\"", c)));
        }
    }

    @Test
    void every_byte_after_a_backslash_or_in_an_escape_is_judged_alike() {
        for (int b = 0; b < 256; b++) {
            agrees(new byte[] {'"', '\\', (byte) b, '"'});
            agrees(new byte[] {'"', '\\', 'u', '0', '0', '1', (byte) b, '"'});
            agrees(new byte[] {'"', '\\', 'u', '0', '0', (byte) b, '5', '"'});
            agrees(new byte[] {'"', (byte) b, '"'});
        }
    }

    private static final int[] SECOND = {0x22, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0};
    private static final int[] MORE = {0x7F, 0x80, 0xBF, 0xC0};

    @Test
    void bytes_at_the_bounds_of_utf8_are_judged_alike() {
        for (int lead = 0x80; lead < 0x100; lead++) {
            for (int second : SECOND) {
                agrees(quoted(lead, second));
                for (int third : MORE) {
                    agrees(quoted(lead, second, third));
                    for (int fourth : MORE) {
                        agrees(quoted(lead, second, third, fourth));
                    }
                }
            }
        }
    }

    private static byte[] quoted(int... bytes) {
        byte[] text = new byte[bytes.length + 2];
        text[0] = '"';
        for (int i = 0; i < bytes.length; i++) {
            text[i + 1] = (byte) bytes[i];
        }
        text[text.length - 1] = '"';
        return text;
    }

    @Test
    void points_at_the_bounds_of_what_normal_forms_change_are_judged_alike() {
        for (int point :
                new int[] {
                    0x7F, 0x80, 0x2FF, 0x300, 0x301, 0x340, 0x7FF, 0x800, 0x4DFF, 0x4E00, 0x9FA5,
                    0x9FA6, 0xAC00, 0xD7A3, 0xF900, 0xFA30, 0xFB33, 0xFFFF, 0x10000, 0x1D15E,
                    0x2F800, 0x10FFFF
                }) {
            String c = Character.toString(point);
            for (String text : new String[] {c, "e" + c, c + "\u0301", c + "a"}) {
                agrees(utf8("\"" + text + "\""));
                agrees(utf8("{\"" + text + "\":\"" + text + "\"}"));
            }
        }
    }

    @Test
    void a_hundred_levels_are_read_at_once_and_one_more_by_neither() {
        agrees(utf8("[".repeat(100) + "]".repeat(100)));
        agrees(utf8("{\"a\":".repeat(100) + "1" + "}".repeat(100)));
        agrees(utf8("[".repeat(101) + "]".repeat(101)));
        agrees(utf8("{\"a\":".repeat(101) + "1" + "}".repeat(101)));
        assertThat(CanonicalReader.read(utf8("[".repeat(100) + "]".repeat(100))))
                .isNotSameAs(CanonicalReader.NOT_SO);
    }
}
