package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.Finding;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Status;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.check.Verification;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

class GoodLedgerTest {
    @TempDir Path folder;

    private static Status status(Outcome outcome, String id) {
        return outcome.layers().stream()
                .filter(l -> l.id().equals(id))
                .map(CheckResult::status)
                .findFirst()
                .orElseThrow();
    }

    private Outcome ledger(GoodLedger good) {
        Path export = folder.resolve("export");
        ExportWriter.write(good.book, export);
        return new Verification(good.keys.policy(), List.of(), item -> {})
                .ledger(Export.open(export));
    }

    private static Outcome draw(GoodLedger good, boolean opened) {
        return new Verification(good.keys.policy(), List.of(), item -> {})
                .draw(good.bundle(opened).write(good.keys.service));
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void an_honest_ledger_and_its_bundle_are_proven_in_both_suites(Suite suite) {
        GoodLedger good = GoodLedger.build(suite);

        Outcome ledger = ledger(good);
        // The sample inspects three sites: that the others are late is no fault of the ledger.
        assertThat(ledger.layers())
                .flatExtracting(CheckResult::findings)
                .extracting(Finding::code)
                .containsExactly("INSPECTION_MISSING");
        assertThat(ledger.bugs()).isEmpty();
        assertThat(ledger.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(ledger.entries()).isEqualTo(good.book.size());

        Outcome opened = draw(good, true);
        assertThat(opened.layers()).filteredOn(l -> l.total() > 0).isEmpty();
        assertThat(opened.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(status(opened, "10")).isEqualTo(Status.OK);
    }

    @Test
    void before_the_embargo_ends_a_bundle_proves_the_selection_and_not_the_assignment() {
        Outcome sealed = draw(GoodLedger.build(Suite.INTL), false);
        assertThat(sealed.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(status(sealed, "10.selection")).isEqualTo(Status.OK);
        assertThat(status(sealed, "10")).isEqualTo(Status.NOT_CHECKED);
        assertThat(status(sealed, "8")).isEqualTo(Status.NOT_CHECKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {Beacon.DICE, Beacon.LOTTERY})
    void dice_and_lottery_draws_confirmed_by_both_parties_are_proven_at_grade_b(String beacon) {
        GoodLedger.Options options = new GoodLedger.Options();
        options.beacon = beacon;
        options.grade = "B";
        Outcome outcome = ledger(GoodLedger.build(new Keys(Suite.GM), options));
        assertThat(outcome.layers())
                .filteredOn(l -> l.total() > 0 && !l.id().equals("12"))
                .isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(outcome.draws().get(0).grade()).isEqualTo("B");
    }

    @Test
    void a_draw_without_a_beacon_is_proven_at_grade_c() {
        GoodLedger.Options options = new GoodLedger.Options();
        options.beacon = Beacon.NONE;
        Outcome outcome = ledger(GoodLedger.build(new Keys(Suite.GM), options));
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(outcome.draws().get(0).grade()).isEqualTo("C");
    }
}
