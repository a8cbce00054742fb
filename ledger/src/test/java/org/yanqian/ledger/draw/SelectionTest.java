package org.yanqian.ledger.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.sign.Suite;

class SelectionTest {
    @Property(tries = 200)
    void equalsSortingEverybodyByTheDefinition(
            @ForAll long randomSeed,
            @ForAll @IntRange(max = 60) int size,
            @ForAll @IntRange(max = 70) int n) {
        Random random = new Random(randomSeed);
        Suite suite = random.nextBoolean() ? Suite.GM : Suite.INTL;
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Candidate c = Samples.candidate("o" + i, "重点", 1 + random.nextInt(16));
            String excluded = random.nextInt(5) == 0 ? "x" : "";
            candidates.add(new Candidate(c.label(), c.stratum(), c.weight(), excluded, c.record()));
        }
        List<Bytes> order =
                candidates.stream()
                        .filter(c -> !c.isExcluded())
                        .sorted(
                                Comparator.comparing((Candidate c) -> ticket(suite, c))
                                        .thenComparing(Candidate::label))
                        .map(Candidate::label)
                        .toList();
        Selection selection =
                Selection.compute(suite, Samples.SEED, candidates, Map.of("重点", (long) n), 3);
        int drawn = Math.min(n, order.size());
        assertThat(selection.selected().get("重点")).isEqualTo(order.subList(0, drawn));
        assertThat(selection.reserves().get("重点"))
                .isEqualTo(order.subList(drawn, Math.min(drawn + 3, order.size())));
    }

    // The formula of the SPEC, written down once more without any reuse.
    private static Bytes ticket(Suite suite, Candidate c) {
        Bytes smallest = null;
        for (long j = 1; j <= c.weight(); j++) {
            byte[] info =
                    Enc.of("DRAW1/target")
                            .string(c.stratum())
                            .bytes(c.label().toArray())
                            .number(j)
                            .toBytes();
            byte[] terminated = Arrays.copyOf(info, info.length + 1);
            terminated[info.length] = 1;
            Bytes ticket = Bytes.of(suite.mac(Samples.SEED.toArray(), terminated));
            smallest = smallest == null || ticket.compareTo(smallest) < 0 ? ticket : smallest;
        }
        return smallest;
    }

    @Test
    void ticketsCutShortGiveAnotherOrderSomewhere() {
        // With one byte of ticket, ties fall back to the label; the draw must use all 32 bytes.
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            candidates.add(Samples.candidate("o" + i, "重点", 1));
        }
        Tickets tickets = new Tickets(Suite.INTL, Samples.SEED);
        List<Bytes> cut =
                candidates.stream()
                        .sorted(
                                Comparator.comparing((Candidate c) -> tickets.target(c)[0] & 0xff)
                                        .thenComparing(Candidate::label))
                        .map(Candidate::label)
                        .toList();
        List<Bytes> drawn =
                Selection.compute(Suite.INTL, Samples.SEED, candidates, Map.of("重点", 600L), 0)
                        .drawn();
        assertThat(drawn).hasSameElementsAs(cut).isNotEqualTo(cut);
    }

    @Test
    void anExcludedSiteIsNeverDrawnNorAReserve() {
        Candidate c = Samples.candidate("o", "重点", 1);
        Candidate excluded = new Candidate(c.label(), "重点", 1, "x", c.record());
        Selection selection =
                Selection.compute(Suite.GM, Samples.SEED, List.of(excluded), Map.of("重点", 1L), 3);
        assertThat(selection.selected()).containsEntry("重点", List.of());
        assertThat(selection.reserves()).containsEntry("重点", List.of());
    }

    @Test
    void aHeavierSiteIsDrawnInProportionToItsWeight() {
        Candidate light = Samples.candidate("light", "重点", 1);
        Candidate heavy = Samples.candidate("heavy", "重点", 3);
        int heavyFirst = 0;
        for (int i = 0; i < 2000; i++) {
            Selection selection =
                    Selection.compute(
                            Suite.INTL,
                            Samples.bytes("seed " + i),
                            List.of(light, heavy),
                            Map.of("重点", 1L),
                            0);
            heavyFirst += selection.drawn().get(0).equals(heavy.label()) ? 1 : 0;
        }
        // 3 of 4, standard deviation 19
        assertThat(heavyFirst).isBetween(1400, 1600);
    }

    @Test
    void theSelectionRootDependsOnRank() {
        List<Bytes> labels = List.of(Samples.bytes("a"), Samples.bytes("b"));
        assertThat(DrawResult.selectedLeaf("重点", 1, labels.get(0)))
                .isNotEqualTo(DrawResult.selectedLeaf("重点", 2, labels.get(0)));
    }
}
