package org.yanqian.ledger.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every example of SPEC.md is what the code computes; none is unknown, none is missing. */
class SpecExamplesTest {
    private static final Map<String, Map<String, Object>> PAGE = SpecPage.examples();

    private static Map<String, Consumer<Worked>> known() {
        Map<String, Consumer<Worked>> all = new LinkedHashMap<>(LedgerExamples.all());
        all.putAll(DrawExamples.all());
        return all;
    }

    @Test
    void thePageHoldsExactlyTheExamplesThatAreChecked() {
        assertThat(PAGE.keySet()).containsExactlyInAnyOrderElementsOf(known().keySet());
    }

    @TestFactory
    Stream<DynamicTest> everyExampleIsWhatTheCodeComputes() {
        return PAGE.entrySet().stream()
                .map(
                        e ->
                                DynamicTest.dynamicTest(
                                        e.getKey(), () -> check(e.getKey(), e.getValue())));
    }

    private static void check(String id, Map<String, Object> block) {
        Consumer<Worked> work = known().get(id);
        assertThat(work).as("an example of unknown id").isNotNull();
        Worked worked = new Worked(block);
        work.accept(worked);
        assertThat(worked.again()).isEqualTo(block);
    }

    @Test
    void theExamplesTellOneStory() {
        same("commit.commitment", "announcement.event.data.parties.0.commitment");
        same("sealed-box.box", "announcement.event.data.keyCiphertext");
        same("sealed-box.opened", "label.key");
        same("label.keyCommitment", "announcement.event.data.keyCommitment");
        same("small-draw.expected.candidateRoot", "announcement.event.data.roots.candidates");
        same("small-draw.expected.inspectorRoot", "announcement.event.data.roots.inspectors");
        same("small-draw.expected.eligibilityRoot", "announcement.event.data.roots.eligibility");
        same("announcement.announcement", "small-draw.announcement");
        same("announcement.announcement", "seed.announcement");
        same("announcement.announcement", "close.event.data.announcement");
        same("reveal.signature", "close.event.data.reveals.1.signature");
        same("close.close", "result.event.data.close");
        same("beacon.drand.randomness", "seed.beacon.randomness");
        same("seed.seed", "small-draw.expected.seed");
        same("seed.seed", "ticket.seed");
        same("seed.seed", "result.event.data.seed");
        same("small-draw.expected.selectionRoot", "result.event.data.selectionRoot");
        same("small-draw.expected.assignmentRoot", "result.event.data.assignmentRoot");
        same("event.bytes", "chain.first");
        same("entry.entry", "tree.entries.1");
        same("tree.root", "inclusion.root");
        same("tree.root", "consistency.newRoot");
        same("packed.values.0", "small-draw.candidates.0.label");
    }

    private static void same(String one, String other) {
        assertThat(at(one)).as(one + " = " + other).isNotNull().isEqualTo(at(other));
    }

    private static Object at(String path) {
        Object value = PAGE;
        for (String step : path.split("\\.")) {
            value =
                    value instanceof List<?> list
                            ? list.get(Integer.parseInt(step))
                            : ((Map<?, ?>) value).get(step);
        }
        return value;
    }

    @Test
    void everyNumberedSectionStandsInThePage() {
        for (int section = 1; section <= 15; section++) {
            assertThat(SpecPage.sections()).contains(Integer.toString(section));
        }
        for (int part = 1; part <= 9; part++) {
            assertThat(SpecPage.sections()).contains("9." + part);
        }
        for (int check = 1; check <= 14; check++) {
            assertThat(SpecPage.sections()).contains("13." + check);
        }
    }
}
