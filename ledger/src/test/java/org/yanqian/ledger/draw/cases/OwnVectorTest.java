package org.yanqian.ledger.draw.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.draw.Vectors;

/** The project's own small draw, and the same draw damaged in one place at a time. */
class OwnVectorTest {
    @Test
    void theSmallDrawGivesItsRecordedResult() {
        Map<String, Object> draw = small();
        assertThat((Object) Replay.run(draw)).isEqualTo(draw.get("expected"));
        assertThat(object(draw, "expected"))
                .containsEntry(
                        "seed", "b19126cecb46dc4960149cdbcc835d88734e766e87c1caadde053b9d57d89dcf");
    }

    @Test
    void theExpectedResultIsNotReadAndUnknownKeysAreIgnored() {
        Map<String, Object> draw = small();
        Object expected = draw.remove("expected");
        draw.put("comment", 1L);
        assertThat((Object) Replay.run(draw)).isEqualTo(expected);
    }

    @Test
    void everyMissingFieldIsMalformed() {
        for (String key : List.copyOf(small().keySet())) {
            if (!key.equals("expected")) {
                refused("MALFORMED", d -> d.remove(key));
                refused("MALFORMED", d -> d.put(key, 7L));
                refused("MALFORMED", d -> d.put(key, null));
            }
        }
        assertThat(Replay.run(List.of())).isEqualTo(Map.of("refused", "MALFORMED"));
    }

    @Test
    void wrongTypesAndLengthsAreMalformed() {
        refused("MALFORMED", d -> d.put("suite", "other"));
        refused("MALFORMED", d -> d.put("announcement", "AB".repeat(32)));
        refused("MALFORMED", d -> d.put("announcement", "ab".repeat(31)));
        refused("MALFORMED", d -> first(d, "candidates").put("weight", "1"));
        refused("MALFORMED", d -> first(d, "candidates").put("weight", true));
        refused("MALFORMED", d -> first(d, "candidates").put("excluded", "y"));
        refused("MALFORMED", d -> first(d, "candidates").remove("record"));
        refused("MALFORMED", d -> object(d, "quotas").put("重点", -1L));
        refused("MALFORMED", d -> object(d, "missing").put("局", "ab".repeat(32)));
        refused("MALFORMED", d -> object(d, "beacon").put("digits", "12"));
        refused("MALFORMED", d -> object(d, "beacon").put("type", "drand-other"));
        refused("MALFORMED", d -> item(d).put("kind", "car"));
        refused("MALFORMED", d -> item(d).put("id", "\uD800"));
        refused("MALFORMED", d -> first(d, "substitutions").put("k", 0L));
        refused("MALFORMED", d -> slot(d).put("pool", List.of("ab".repeat(32))));
    }

    @Test
    void stringsInNfdAreRefusedWhereverTheyStand() {
        String nfd = "e\u0301";
        refused("NOT_NFC", d -> d.put("drawId", nfd));
        refused("NOT_NFC", d -> object(d, "contributions").put(nfd, "ab".repeat(32)));
        refused("NOT_NFC", d -> object(d, "missing").put(nfd, "ab".repeat(32)));
        refused("NOT_NFC", d -> item(d).put("id", nfd));
        refused("NOT_NFC", d -> item(d).put("record", nfd));
        refused("NOT_NFC", d -> slot(d).put("role", nfd));
        refused("NOT_NFC", d -> d.put("beacon", lottery(nfd + "|1|2")));
        refused("NOT_NFC", d -> first(d, "substitutions").put("beacon", lottery(nfd + "|1|2")));
    }

    @Test
    void malformedWinsOverNotNfcAndMissingPartiesComeLast() {
        refused(
                "MALFORMED",
                d -> {
                    d.put("drawId", "e\u0301");
                    d.remove("substitutions");
                });
        refused("PARTY_MISSING", d -> d.put("beacon", Map.of("type", "none", "randomness", "")));
        refused(
                "WEIGHT_OUT_OF_RANGE",
                d -> {
                    d.put("beacon", Map.of("type", "none", "randomness", ""));
                    first(d, "candidates").put("weight", BigInteger.TWO.pow(70));
                });
        refused("MALFORMED", d -> d.put("beacon", Map.of("type", "none", "randomness", "00")));
    }

    private static void refused(String code, Consumer<Map<String, Object>> damage) {
        Map<String, Object> draw = small();
        damage.accept(draw);
        assertThat(Replay.run(draw)).isEqualTo(Map.of("refused", code));
    }

    private static Map<String, Object> lottery(String line) {
        return Map.of("type", "lottery-cn", "issues", List.of("甲|1|2", "乙|1|2", line));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> small() {
        return (Map<String, Object>) ((List<?>) Vectors.own("draw1-small.json")).get(0);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> map, String key) {
        return (Map<String, Object>) map.get(key);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> first(Map<String, Object> map, String key) {
        return (Map<String, Object>) new ArrayList<>((List<?>) map.get(key)).get(0);
    }

    private static Map<String, Object> item(Map<String, Object> draw) {
        return first(object(draw, "derivation"), "items");
    }

    private static Map<String, Object> slot(Map<String, Object> draw) {
        return first(first(draw, "substitutions"), "slots");
    }
}
