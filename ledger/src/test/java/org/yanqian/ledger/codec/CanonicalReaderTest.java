package org.yanqian.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.ledger.CodedException;

/** The quick reader may only ever agree with reading fully and writing again. */
class CanonicalReaderTest {
    @Provide
    Arbitrary<Object> values() {
        return nested(3);
    }

    // No edge cases of edge cases: nested they multiply beyond any memory.
    private Arbitrary<Object> nested(int depth) {
        Arbitrary<Object> leaf =
                Arbitraries.oneOf(
                                Arbitraries.longs()
                                        .between(
                                                -CanonicalJson.MAX_INTEGER,
                                                CanonicalJson.MAX_INTEGER)
                                        .map(Object.class::cast),
                                Arbitraries.of(true, false).map(Object.class::cast),
                                strings().map(Object.class::cast))
                        .withoutEdgeCases();
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Object> inner = nested(depth - 1);
        return Arbitraries.oneOf(
                        leaf,
                        inner.list().ofMaxSize(3).map(Object.class::cast),
                        Arbitraries.maps(strings(), inner)
                                .ofMaxSize(3)
                                .map(map -> (Object) new TreeMap<>(map)))
                .withoutEdgeCases();
    }

    private Arbitrary<String> strings() {
        return Arbitraries.strings()
                .withChars('a', '"', '\\', '\n', '\t', '\u0001', '\u001f', '\u007f', 'é', '重', '点')
                .withChars('\uff5e', '\u0300', '\uac00')
                .ofMaxLength(6)
                .filter(CanonicalReaderTest::isNfc);
    }

    private static boolean isNfc(String text) {
        return java.text.Normalizer.isNormalized(text, java.text.Normalizer.Form.NFC);
    }

    @Property(tries = 1_000)
    void canonicalBytesAreReadAtOnce(@ForAll("values") Object value) {
        byte[] bytes = CanonicalJson.format(value);
        assertThat(CanonicalReader.read(bytes)).isEqualTo(CanonicalJson.parseFully(bytes));
    }

    @Property(tries = 2_000)
    void manglingNeverMakesItMoreLenient(
            @ForAll("values") Object value, @ForAll int where, @ForAll byte what) {
        byte[] bytes = CanonicalJson.format(value);
        bytes[Math.floorMod(where, bytes.length)] = what;
        requireAgreement(bytes);
        requireAgreement(Arrays.copyOf(bytes, Math.floorMod(where, bytes.length)));
    }

    private static void requireAgreement(byte[] bytes) {
        Object quick = CanonicalReader.read(bytes);
        if (quick != CanonicalReader.NOT_SO) {
            assertThat(quick).isEqualTo(CanonicalJson.parseFully(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "-0",
                "1.0",
                "1e3",
                "9007199254740992",
                " 1",
                "1 ",
                "[1,]",
                "[,1]",
                "{}x",
                "{\"b\":1,\"a\":2}",
                "{\"a\":1,\"a\":2}",
                "\"\\/\"",
                "\"\\u0041\"",
                "\"\\u000A\"",
                "\"\\u001F\"",
                "\"e\u0301\"",
                "\"\t\"",
                "{\"a\" :1}",
                "nul",
                "\"",
                "[",
                "-",
                ""
            })
    void whatIsNotCanonicalIsLeftToTheFullReader(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(CanonicalReader.read(bytes)).isSameAs(CanonicalReader.NOT_SO);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> CanonicalJson.parse(bytes)))
                .isInstanceOf(CodedException.class);
    }

    @org.junit.jupiter.api.Test
    void overlongUtf8AndSurrogatesAreNotRead() {
        for (byte[] bad :
                List.of(
                        new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'},
                        new byte[] {'"', (byte) 0xE0, (byte) 0x80, (byte) 0x80, '"'},
                        new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
                        new byte[] {'"', (byte) 0xF0, (byte) 0x80, (byte) 0x80, (byte) 0x80, '"'},
                        new byte[] {'"', (byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"'},
                        new byte[] {'"', (byte) 0x80, '"'},
                        new byte[] {'"', (byte) 0xE9, '"'})) {
            assertThat(CanonicalReader.read(bad)).isSameAs(CanonicalReader.NOT_SO);
        }
        Map<String, Object> good = Map.of("𠀀", "～重点");
        assertThat(CanonicalReader.read(CanonicalJson.format(good))).isEqualTo(good);
    }
}
