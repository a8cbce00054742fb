package org.yanqian.ledger.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.Suite;

class SeedTest {
    private static final Bytes ANNOUNCEMENT = Samples.bytes("announcement");
    private static final Bytes NONCE = Samples.bytes("nonce");
    private static final Beacon ROUND = new Beacon.Drand(Beacon.QUICKNET, 7, NONCE);
    private static final List<String> ISSUES = List.of("甲|1|01", "乙|2|02", "丙|3|03");

    @Test
    void everyInputChangesTheSeed() {
        Map<String, Bytes> two = Map.of("bureau", NONCE, "auditor", NONCE);
        Set<Bytes> seeds = new HashSet<>();
        seeds.add(Seed.compute(Suite.INTL, ANNOUNCEMENT, two, Map.of(), ROUND));
        seeds.add(Seed.compute(Suite.GM, ANNOUNCEMENT, two, Map.of(), ROUND));
        seeds.add(Seed.compute(Suite.INTL, NONCE, two, Map.of(), ROUND));
        Map<String, Bytes> one = Map.of("bureau", NONCE);
        seeds.add(Seed.compute(Suite.INTL, ANNOUNCEMENT, one, Map.of("auditor", NONCE), ROUND));
        seeds.add(Seed.compute(Suite.INTL, ANNOUNCEMENT, one, Map.of(), ROUND));
        for (Beacon beacon :
                List.of(
                        new Beacon.Drand(Beacon.QUICKNET, 8, NONCE),
                        new Beacon.Drand(Beacon.DEFAULT, 7, NONCE),
                        new Beacon.Drand(Beacon.LOCAL, 7, NONCE),
                        new Beacon.Drand(Beacon.QUICKNET, 7, ANNOUNCEMENT),
                        new Beacon.None(),
                        new Beacon.Dice("0".repeat(20)),
                        new Beacon.Lottery(ISSUES))) {
            seeds.add(Seed.compute(Suite.INTL, ANNOUNCEMENT, two, Map.of(), beacon));
        }
        assertThat(seeds).hasSize(12);
    }

    @Test
    void partiesAscendByTheirUtf8Bytes() {
        // U+FF5E comes before U+20000 in UTF-8 and after it in UTF-16.
        Map<String, Bytes> parties = new LinkedHashMap<>();
        parties.put("\uD840\uDC00", NONCE);
        parties.put("\uFF5E", ANNOUNCEMENT);
        byte[] message =
                Hex.parse(
                        hex("DRAW1/contribution", "efbd9e", ANNOUNCEMENT.hex())
                                + hex("DRAW1/contribution", "f0a08080", NONCE.hex())
                                + hex("DRAW1/beacon", "6e6f6e65", "0000000000000000", ""));
        assertThat(Seed.compute(Suite.GM, ANNOUNCEMENT, parties, Map.of(), new Beacon.None()))
                .isEqualTo(Bytes.of(Suite.GM.mac(ANNOUNCEMENT.toArray(), message)));
    }

    // enc() once more, on hex text
    private static String hex(String tag, String... fields) {
        StringBuilder out = new StringBuilder("%02x".formatted(tag.length()));
        tag.chars().forEach(c -> out.append("%02x".formatted(c)));
        for (String field : fields) {
            out.append("%08x".formatted(field.length() / 2)).append(field);
        }
        return out.toString();
    }

    @Test
    void aPartyBothRevealedAndMissing() {
        Map<String, Bytes> same = Map.of("bureau", NONCE);
        refused("MALFORMED", () -> Seed.compute(Suite.GM, ANNOUNCEMENT, same, same, ROUND));
    }

    @Test
    void aNonceCutShortOrAPartyInNfd() {
        Map<String, Bytes> cut = Map.of("bureau", Bytes.ofHex("00"));
        refused("MALFORMED", () -> Seed.compute(Suite.GM, ANNOUNCEMENT, cut, Map.of(), ROUND));
        refused("MALFORMED", () -> Seed.compute(Suite.GM, ANNOUNCEMENT, Map.of(), cut, ROUND));
        Map<String, Bytes> nfd = Map.of("e\u0301", NONCE);
        refused("NOT_NFC", () -> Seed.compute(Suite.GM, ANNOUNCEMENT, nfd, Map.of(), ROUND));
        refused("NOT_NFC", () -> Seed.compute(Suite.GM, ANNOUNCEMENT, Map.of(), nfd, ROUND));
        Bytes shortHash = Bytes.ofHex("00");
        Map<String, Bytes> one = Map.of("bureau", NONCE);
        refused("MALFORMED", () -> Seed.compute(Suite.GM, shortHash, one, Map.of(), ROUND));
    }

    @Test
    void withoutABeaconEveryPartyMustReveal() {
        Map<String, Bytes> missing = Map.of("auditor", NONCE);
        Map<String, Bytes> one = Map.of("bureau", NONCE);
        Beacon none = new Beacon.None();
        refused("PARTY_MISSING", () -> Seed.compute(Suite.GM, ANNOUNCEMENT, one, missing, none));
    }

    @Test
    void beaconValuesOfTheWrongShape() {
        refused("MALFORMED", () -> new Beacon.Drand("drand-other", 1, NONCE));
        refused("MALFORMED", () -> new Beacon.Drand(Beacon.QUICKNET, 0, NONCE));
        refused("MALFORMED", () -> new Beacon.Drand(Beacon.QUICKNET, 1, Bytes.ofHex("00")));
        refused("MALFORMED", () -> new Beacon.Dice("1".repeat(19)));
        refused("MALFORMED", () -> new Beacon.Dice("1".repeat(41)));
        refused("MALFORMED", () -> new Beacon.Dice("\u0661".repeat(20)));
        refused("MALFORMED", () -> new Beacon.Lottery(ISSUES.subList(0, 2)));
        refused("MALFORMED", () -> new Beacon.Lottery(Collections.nCopies(3, "甲|1")));
        refused("NOT_NFC", () -> new Beacon.Lottery(Collections.nCopies(3, "e\u0301|1|2")));
    }

    @Test
    void aRevealMovedBetweenDrawsOrPartiesHasOtherBytes() {
        Set<Bytes> bytes = new HashSet<>();
        bytes.add(Bytes.of(Labels.reveal("d1", ANNOUNCEMENT, "bureau", NONCE)));
        bytes.add(Bytes.of(Labels.reveal("d2", ANNOUNCEMENT, "bureau", NONCE)));
        bytes.add(Bytes.of(Labels.reveal("d1", NONCE, "bureau", NONCE)));
        bytes.add(Bytes.of(Labels.reveal("d1", ANNOUNCEMENT, "auditor", NONCE)));
        bytes.add(Bytes.of(Labels.reveal("d1", ANNOUNCEMENT, "bureau", ANNOUNCEMENT)));
        // no boundary between two fields can be moved
        bytes.add(Bytes.of(Labels.reveal("d", ANNOUNCEMENT, "1bureau", NONCE)));
        assertThat(bytes).hasSize(6);
        assertThat(Labels.commitment(Suite.GM, "d1", "bureau", NONCE))
                .isNotEqualTo(Labels.commitment(Suite.GM, "d2", "bureau", NONCE))
                .isNotEqualTo(Labels.commitment(Suite.GM, "d1", "auditor", NONCE));
    }

    @Test
    void aConfirmationNamesDrawCloseAndValue() {
        Beacon dice = new Beacon.Dice("1".repeat(20));
        Set<Bytes> bytes = new HashSet<>();
        bytes.add(Bytes.of(Labels.confirmation("d1", NONCE, dice)));
        bytes.add(Bytes.of(Labels.confirmation("d2", NONCE, dice)));
        bytes.add(Bytes.of(Labels.confirmation("d1", ANNOUNCEMENT, dice)));
        bytes.add(Bytes.of(Labels.confirmation("d1", NONCE, new Beacon.Dice("2".repeat(20)))));
        bytes.add(Bytes.of(Labels.confirmation("d1", NONCE, new Beacon.Lottery(ISSUES))));
        assertThat(bytes).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "drand-quicknet, 2, 2, true, false, false, A",
        "drand-default, 3, 2, true, false, false, A",
        "drand-quicknet, 2, 1, true, false, true, C",
        "drand-quicknet, 1, 1, true, false, true, C",
        "drand-quicknet, 2, 2, false, false, true, C",
        "drand-quicknet, 2, 2, true, true, true, C",
        "drand-local, 3, 3, true, false, true, C",
        "lottery-cn, 2, 2, true, false, true, B",
        "lottery-cn, 2, 2, true, false, false, C",
        "lottery-cn, 2, 2, true, true, true, C",
        "dice, 3, 2, true, false, true, B",
        "dice, 3, 1, true, false, true, C",
        "none, 3, 3, true, false, true, C",
    })
    void gradesFailClosed(
            String type,
            int parties,
            int revealed,
            boolean outsider,
            boolean possibleWithout,
            boolean confirmed,
            Grade expected) {
        assertThat(
                        Grade.of(
                                new Grade.Basis(
                                        type,
                                        parties,
                                        revealed,
                                        outsider,
                                        possibleWithout,
                                        confirmed)))
                .isEqualTo(expected);
    }

    @Test
    void aSubstituteNeedsCapacityAndIsPlacedOncePerVisit() {
        Bytes i1 = Samples.bytes("i1");
        Bytes i2 = Samples.bytes("i2");
        Bytes o1 = Samples.bytes("o1");
        List<Vacancy.Slot> slots =
                List.of(
                        new Vacancy.Slot(o1, "enforcement", List.of(i1)),
                        new Vacancy.Slot(o1, "market", List.of(i1, i2)),
                        new Vacancy.Slot(Samples.bytes("o2"), "enforcement", List.of(i1, i2)),
                        new Vacancy.Slot(Samples.bytes("o3"), "enforcement", List.of(i1, i2)));
        Vacancy vacancy = new Vacancy(1, ROUND, slots, Map.of(i1, 2L, i2, 1L));
        assertThat(Substitution.compute(Suite.INTL, Samples.SEED, "d", vacancy))
                .containsExactly(
                        Optional.of(i1), Optional.of(i2), Optional.of(i1), Optional.empty());
        Vacancy unknownFree = new Vacancy(1, ROUND, slots, Map.of());
        assertThat(Substitution.compute(Suite.INTL, Samples.SEED, "d", unknownFree))
                .containsOnly(Optional.empty());
    }

    private static void refused(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        DrawRefusedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
