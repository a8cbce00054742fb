package org.yanqian.ledger.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Vectors;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.MerkleRoot;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.SignedCheckpoint;

/** The cases beside the specification, good ones and bad ones, each named by the bug it catches. */
class SpecVectorsTest {
    @TestFactory
    Stream<DynamicTest> eventsAndEntries() {
        return cases(
                "event.json",
                c ->
                        assertThat(c.get("kind").equals("event") ? event(c) : entry(c))
                                .isEqualTo(c.get("result")));
    }

    @TestFactory
    Stream<DynamicTest> treesProofsAndNotes() {
        return cases(
                "tree.json",
                c -> {
                    switch ((String) c.get("kind")) {
                        case "root" -> root(c);
                        case "inclusion" -> inclusion(c);
                        case "consistency" -> consistency(c);
                        default -> note(c);
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> freezes() {
        return cases(
                "freeze.json",
                c -> {
                    assertThat(FreezeCase.findings(FreezeCase.fold(c)))
                            .isEqualTo(c.get("findings"));
                    assertThat((Object) FreezeCase.freeze(c)).isEqualTo(c.get("expected"));
                });
    }

    @SuppressWarnings("unchecked")
    private static Stream<DynamicTest> cases(String file, Consumer<Map<String, Object>> check) {
        List<Map<String, Object>> all = (List<Map<String, Object>>) Vectors.own(file);
        assertThat(all).hasSizeGreaterThan(30);
        return all.stream()
                .map(c -> DynamicTest.dynamicTest((String) c.get("name"), () -> check.accept(c)));
    }

    private static byte[] hex(Map<String, Object> c, String key) {
        return Hex.parse((String) c.get(key));
    }

    private static List<byte[]> hashes(Map<String, Object> c, String key) {
        return ((List<?>) c.get(key)).stream().map(h -> Hex.parse((String) h)).toList();
    }

    private static String event(Map<String, Object> c) {
        try {
            byte[] bytes = hex(c, "bytes");
            return Arrays.equals(EventCodec.format(EventCodec.parse(bytes)), bytes)
                    ? "ok"
                    : "written again it differs";
        } catch (CodedException e) {
            return e.code();
        }
    }

    private static String entry(Map<String, Object> c) {
        try {
            Entry entry = Entry.parse(hex(c, "bytes"));
            PublicKey key = PublicKey.parse((String) c.get("key"));
            return entry.verify(entry.signatures().get(0), key) ? "valid" : "invalid";
        } catch (CodedException e) {
            return e.code();
        }
    }

    private static void root(Map<String, Object> c) {
        Suite suite = Suite.of((String) c.get("suite"));
        byte[] root = MerkleRoot.of(suite, hashes(c, "leaves"));
        assertThat(Arrays.equals(root, hex(c, "root"))).isEqualTo(c.get("valid"));
    }

    private static void inclusion(Map<String, Object> c) {
        boolean valid =
                Proofs.checkInclusion(
                        Suite.of((String) c.get("suite")),
                        hex(c, "leafHash"),
                        (Long) c.get("index"),
                        (Long) c.get("size"),
                        hashes(c, "path"),
                        hex(c, "root"));
        assertThat(valid).isEqualTo(c.get("valid"));
    }

    private static void consistency(Map<String, Object> c) {
        boolean valid =
                Proofs.checkConsistency(
                        Suite.of((String) c.get("suite")),
                        (Long) c.get("oldSize"),
                        (Long) c.get("newSize"),
                        hex(c, "oldRoot"),
                        hex(c, "newRoot"),
                        hashes(c, "proof"));
        assertThat(valid).isEqualTo(c.get("valid"));
    }

    private static List<NoteKey> keys(Map<String, Object> c, String key) {
        return ((List<?>) c.get(key)).stream().map(k -> NoteKey.parse((String) k)).toList();
    }

    private static void note(Map<String, Object> c) {
        List<Object> cosigned = new ArrayList<>();
        String result = "ok";
        try {
            byte[] note = ((String) c.get("note")).getBytes(StandardCharsets.UTF_8);
            SignedCheckpoint.verify(note, keys(c, "logs"), keys(c, "witnesses"))
                    .cosignatures()
                    .forEach(s -> cosigned.add(List.of(s.keyName(), s.timestampSeconds())));
        } catch (CodedException e) {
            result = e.code();
        }
        assertThat(result).isEqualTo(c.get("result"));
        assertThat(cosigned).isEqualTo(c.get("cosigned"));
    }
}
