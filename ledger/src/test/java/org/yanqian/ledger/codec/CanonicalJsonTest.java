package org.yanqian.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.SharedVectors;

class CanonicalJsonTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String canonical(String json) {
        return new String(CanonicalJson.format(Json.read(utf8(json))), StandardCharsets.UTF_8);
    }

    private static void refused(byte[] bytes, String code) {
        assertThatThrownBy(() -> CanonicalJson.parse(bytes))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "0",
                "-1",
                "9007199254740991",
                "-9007199254740991",
                "\"\"",
                "[]",
                "{}",
                "[1,[2,{}],\"a\"]",
                "{\"\":0,\"a\":{\"b\":[null,false]},\"阳\":\"光\"}",
                "\"\\b\\t\\n\\f\\r\\u0000\\u001f\\\"\\\\/\u007f\u0080€😂\""
            })
    void canonicalTextIsItsOwnForm(String json) {
        assertThat(CanonicalJson.format(CanonicalJson.parse(utf8(json)))).isEqualTo(utf8(json));
    }

    @Test
    void keysAreOrderedAsUtf16() {
        // U+20000 is D840 DC00 in UTF-16 and so before U+FF5E, after it in UTF-8.
        assertThat(canonical("{\"\uff5e\":1,\"\ud840\udc00\":2,\"b\":3,\"B\":4,\"aa\":5,\"a\":6}"))
                .isEqualTo("{\"B\":4,\"a\":6,\"aa\":5,\"b\":3,\"\ud840\udc00\":2,\"\uff5e\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1.0 | FLOAT",
                "1e3 | FLOAT",
                "1E-315 | FLOAT",
                "[1e-999999999] | FLOAT",
                "9007199254740992 | INTEGER_RANGE",
                "-9007199254740992 | INTEGER_RANGE",
                "99999999999999999999999 | INTEGER_RANGE",
                "-0 | NOT_CANONICAL",
                "01 | NOT_JSON",
                "+1 | NOT_JSON",
                "NaN | NOT_JSON",
                "{\"b\":1,\"a\":2} | NOT_CANONICAL",
                "{\"a\":1,\"a\":1} | NOT_JSON",
                "{\"a\":1,\"\\u0061\":2} | NOT_JSON",
                "{\"a\": 1} | NOT_CANONICAL",
                "[1,2,] | NOT_JSON",
                "[1 2] | NOT_JSON",
                "~ 1~ | NOT_CANONICAL",
                "~1\n~ | NOT_CANONICAL",
                "1 2 | NOT_JSON",
                "~~ | NOT_JSON",
                "[ | NOT_JSON",
                "{\"a\" | NOT_JSON",
                "'a' | NOT_JSON",
                "[/**/1] | NOT_JSON",
                "\"\\u0041\" | NOT_CANONICAL",
                "\"\\/\" | NOT_CANONICAL",
                "\"\\u000A\" | NOT_CANONICAL",
                "\"\\u001F\" | NOT_CANONICAL",
                "\"\\x\" | NOT_JSON",
                "\"\\ud800\" | LONE_SURROGATE",
                "\"\\udc00\\ud800\" | LONE_SURROGATE",
                "{\"\\udfff\":1} | LONE_SURROGATE",
                "\"A\\u030a\" | NOT_NFC",
                "{\"e\u0301\":1} | NOT_NFC",
                "\"\ufb33\" | NOT_NFC"
            })
    void everythingElseIsRefused(String json, String code) {
        refused(utf8(json == null ? "" : json), code);
    }

    @Test
    void bytesThatAreNoUtf8TextAreRefused() {
        refused(utf8("\ufeff{}"), "NOT_JSON");
        refused(utf8("\u0000"), "NOT_JSON");
        refused(utf8("\"\t\""), "NOT_JSON");
        refused("{}".getBytes(StandardCharsets.UTF_16BE), "NOT_JSON");
        refused("{}".getBytes(StandardCharsets.UTF_16LE), "NOT_JSON");
        refused("[1]".getBytes(java.nio.charset.Charset.forName("UTF-32BE")), "NOT_JSON");
        for (String hex : List.of("22ff22", "22c0af22", "22eda08022", "22f490808022", "22e282")) {
            refused(Hex.parse(hex), "NOT_JSON");
        }
    }

    @Test
    void depthHasALimitAndHundredIsWithinIt() {
        assertThat(CanonicalJson.parse(utf8("[".repeat(100) + "]".repeat(100)))).isNotNull();
        refused(utf8("[".repeat(101) + "]".repeat(101)), "NOT_JSON");
        refused(utf8("[".repeat(1_000_000)), "NOT_JSON");
        refused(utf8("{\"a\":".repeat(101) + "1" + "}".repeat(101)), "NOT_JSON");
    }

    @Test
    void valuesThatAreNoJsonAreRefused() {
        assertThatThrownBy(() -> CanonicalJson.format(1.5)).extracting("code").isEqualTo("FLOAT");
        assertThatThrownBy(() -> CanonicalJson.format(List.of(Long.MAX_VALUE)))
                .extracting("code")
                .isEqualTo("INTEGER_RANGE");
        assertThatThrownBy(() -> CanonicalJson.parseObject(utf8("[]")))
                .extracting("code")
                .isEqualTo("NOT_CANONICAL");
        assertThatThrownBy(() -> Json.readObject(utf8("[]")))
                .extracting("code")
                .isEqualTo("NOT_JSON");
    }

    @Test
    void textsOfAnyLengthAreWrittenWhole() {
        for (int length : new int[] {0, 1, 253, 254, 255, 256, 1023, 1024, 100_000}) {
            String text = "a".repeat(length);
            assertThat(CanonicalJson.format(text)).isEqualTo(utf8('"' + text + '"'));
        }
        assertThat(CanonicalJson.parseObject(utf8("{\"a\":1}"))).isEqualTo(Map.of("a", 1L));
    }

    @Test
    void charactersAtTheBoundsOfUtf8AreWrittenAsTheJdkWritesThem() {
        for (int point : new int[] {0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff}) {
            String text = Character.toString(point) + "a";
            assertThat(CanonicalJson.format(text)).isEqualTo(utf8('"' + text + '"'));
        }
        assertThatThrownBy(() -> CanonicalJson.format("\ud800a"))
                .extracting("code")
                .isEqualTo("LONE_SURROGATE");
    }

    @Test
    void theFirstDifferenceIsNamed() {
        assertThatThrownBy(() -> CanonicalJson.parse(utf8("{\"a\":1 }")))
                .hasMessageContaining("byte 6");
    }

    @Test
    void everyValueReadsBack() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            Object value = value(random, 3);
            byte[] bytes = CanonicalJson.format(value);
            assertThat(CanonicalJson.parse(bytes)).isEqualTo(value);
            assertThat(CanonicalJson.format(CanonicalJson.parse(bytes))).isEqualTo(bytes);
        }
    }

    private static Object value(Random random, int depth) {
        switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0:
                return random.nextLong() % (CanonicalJson.MAX_INTEGER + 1);
            case 1:
                return random.nextBoolean();
            case 2:
                return List.of("双随机", "😂", "\u0000", "/", "é").get(random.nextInt(5));
            case 3:
                return random.ints(random.nextInt(9), 0, 128)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
            case 4:
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                return list;
            default:
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(Character.toString(random.nextInt(128)), value(random, depth - 1));
                }
                return map;
        }
    }

    @Test
    void whateverIsReadIsCanonical() {
        byte[] json = utf8("{\"a\":[1,\"é\",{\"b\":null}]}");
        for (int at = 0; at < json.length; at++) {
            for (int b = 0; b < 256; b++) {
                byte[] mixed = json.clone();
                mixed[at] = (byte) b;
                try {
                    assertThat(CanonicalJson.format(CanonicalJson.parse(mixed))).isEqualTo(mixed);
                } catch (CodedException e) {
                    assertThat(e.code()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void thePublicVectorsAgreeOrAreOutsideTheProfile() {
        Map<String, String> outside =
                Map.of(
                        "structures", "FLOAT",
                        "values", "FLOAT",
                        "unicode", "NOT_NFC",
                        "weird", "NOT_NFC");
        List<String> seen = new ArrayList<>();
        for (Map<String, Object> c :
                SharedVectors.list(SharedVectors.object("jcs.json").get("cases"))) {
            String name = (String) c.get("name");
            seen.add(name);
            Object value = Json.read(utf8((String) c.get("input")));
            if (outside.containsKey(name)) {
                assertThatThrownBy(() -> CanonicalJson.format(value))
                        .as(name)
                        .extracting("code")
                        .isEqualTo(outside.get(name));
            } else {
                assertThat(Hex.format(CanonicalJson.format(value)))
                        .as(name)
                        .isEqualTo(c.get("outhex"));
            }
        }
        assertThat(seen).containsAll(outside.keySet()).contains("arrays", "french");
    }

    @Test
    void hexHasOneForm() {
        assertThat(Hex.parse("00ff")).containsExactly(0, 0xff);
        assertThat(Hex.format(Hex.parse(""))).isEmpty();
        for (String text : Arrays.asList("0", "0g", "FF", "fF", "0x00", " 00", "００")) {
            assertThatThrownBy(() -> Hex.parse(text)).extracting("code").isEqualTo("NOT_HEX");
        }
        assertThatThrownBy(() -> Hex.parse("00", 2)).extracting("code").isEqualTo("NOT_HEX");
    }

    @Test
    void encodedFieldsCannotRunIntoEachOther() {
        assertThat(Hex.format(Enc.of("T").string("é").number(258).bytes(new byte[] {9}).toBytes()))
                .isEqualTo("0154" + "00000002c3a9" + "000000080000000000000102" + "0000000109");
        assertThat(Enc.of("T").string("ab").string("c").toBytes())
                .isNotEqualTo(Enc.of("T").string("a").string("bc").toBytes());
        assertThat(Hex.format(Enc.of("T").number(-1).toBytes()))
                .isEqualTo("015400000008ffffffffffffffff");
        assertThatThrownBy(() -> Enc.of("T").string("e\u0301"))
                .extracting("code")
                .isEqualTo("NOT_NFC");
        assertThatThrownBy(() -> Enc.of("T").string("\ud800"))
                .extracting("code")
                .isEqualTo("LONE_SURROGATE");
        assertThatThrownBy(() -> Enc.of("é")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> Enc.of("a".repeat(256))).isInstanceOf(AssertionError.class);
    }
}
