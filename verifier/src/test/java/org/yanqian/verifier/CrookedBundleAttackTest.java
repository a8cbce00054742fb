package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.DrawEvent.DrawCompleted;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.Finding;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Status;
import org.yanqian.verifier.check.Verification;
import org.yanqian.verifier.sample.GoodLedger;

/** A ledger crooked from the start, and a stranger who has nothing but the bundle of its draw. */
class CrookedBundleAttackTest extends Attacks {
    private static final String OTHER = "ab".repeat(32);

    private Outcome bundle(GoodLedger ledger, boolean opened) {
        return new Verification(keys.policy(), List.of(), item -> {})
                .draw(ledger.bundle(opened).write(keys.service));
    }

    private static UnaryOperator<EventData> announced(String part, String field, Object value) {
        return data -> {
            if (!(data instanceof DrawAnnounced a)) {
                return data;
            }
            Map<String, Object> bent = new HashMap<>(RecordCodec.format(part(a, part)));
            bent.put(field, value);
            return with(a, part, bent);
        };
    }

    private static Record part(DrawAnnounced announced, String name) {
        return name.equals("roots") ? announced.roots() : announced.counts();
    }

    private static UnaryOperator<EventData> completed(String field, Object value) {
        return data -> data instanceof DrawCompleted c ? with(c, field, value) : data;
    }

    static Stream<Arguments> seenBeforeTheLabelsAreOpened() {
        return Stream.of(
                Arguments.of("CANDIDATES_ROOT", announced("roots", "candidates", OTHER)),
                Arguments.of("INSPECTORS_ROOT", announced("roots", "inspectors", OTHER)),
                Arguments.of("COUNTS_DIFFER", announced("counts", "candidates", 9_999L)),
                Arguments.of("COUNTS_DIFFER", announced("counts", "excluded", 9_999L)),
                Arguments.of("COUNTS_DIFFER", announced("counts", "inspectors", 9_999L)),
                Arguments.of("SELECTION_ROOT", completed("selectionRoot", OTHER)),
                Arguments.of("DRAWN_DIFFERS", completed("drawn", Map.of("一般", 1L))));
    }

    static Stream<Arguments> seenWithTheLabels() {
        return Stream.of(
                Arguments.of("ELIGIBILITY_ROOT", announced("roots", "eligibility", OTHER)),
                Arguments.of("ASSIGNMENT_ROOT", completed("assignmentRoot", OTHER)),
                Arguments.of("UNSTAFFABLE_DIFFERS", completed("unstaffable", 3L)));
    }

    @ParameterizedTest
    @MethodSource("seenBeforeTheLabelsAreOpened")
    void what_the_lists_contradict_is_found_in_the_bundle_alone(
            String code, UnaryOperator<EventData> tamper) {
        GoodLedger ledger = crooked(tamper);
        for (boolean opened : new boolean[] {false, true}) {
            Outcome outcome = bundle(ledger, opened);
            refuted(outcome, "10", code);
            refuted(outcome, "10.selection", code);
            assertThat(of(outcome, "10")).extracting(Finding::code).contains(code);
            assertThat(of(outcome, "10.selection")).extracting(Finding::code).contains(code);
        }
    }

    @ParameterizedTest
    @MethodSource("seenWithTheLabels")
    void what_the_opened_labels_contradict_is_found_in_the_bundle_alone(
            String code, UnaryOperator<EventData> tamper) {
        GoodLedger ledger = crooked(tamper);
        Outcome outcome = bundle(ledger, true);
        refuted(outcome, "10", code);
        assertThat(of(outcome, "10")).extracting(Finding::code).contains(code);
        assertThat(failed(bundle(ledger, false))).doesNotContain("10");
    }

    @Test
    void a_stratum_without_candidates_is_found_in_the_bundle_alone() {
        Outcome outcome =
                bundle(
                        crooked(
                                data ->
                                        data instanceof DrawAnnounced a
                                                ? with(a, "quotas", lookalike(a))
                                                : data),
                        false);
        refuted(outcome, "10", "STRATA_MISMATCH");
    }

    private static List<Object> lookalike(DrawAnnounced announced) {
        Map<String, Object> other = new HashMap<>(RecordCodec.format(announced.quotas().get(0)));
        other.put("stratum", "一 般");
        return Stream.concat(
                        announced.quotas().stream()
                                .map(RecordCodec::format)
                                .map(Object.class::cast),
                        Stream.of((Object) other))
                .toList();
    }

    @Test
    void before_the_embargo_ends_the_selection_alone_is_proven() {
        Outcome outcome = bundle(good, false);
        CheckResult draw = layer(outcome, "10");
        assertThat(draw.status()).isEqualTo(Status.NOT_CHECKED);
        assertThat(draw.reason()).isEqualTo("EMBARGO");
        assertThat(layer(outcome, "10.selection").status()).isEqualTo(Status.OK);
    }

    @Test
    void a_result_whose_visits_are_still_to_be_written_is_noted_with_their_number() {
        GoodLedger ledger = crooked(data -> data instanceof VisitEvent ? null : data);
        Outcome outcome = verify(ledger.book);
        assertThat(of(outcome, "10"))
                .filteredOn(f -> f.code().equals("VISITS_MISSING"))
                .singleElement()
                .satisfies(f -> assertThat(f.expected()).matches("[1-9][0-9]* visits"));
        assertThat(layer(outcome, "10").status()).isEqualTo(Status.OK);
    }

    private static CheckResult layer(Outcome outcome, String id) {
        return outcome.layers().stream().filter(l -> l.id().equals(id)).findFirst().orElseThrow();
    }

    private static List<Finding> of(Outcome outcome, String id) {
        return layer(outcome, id).findings();
    }
}
