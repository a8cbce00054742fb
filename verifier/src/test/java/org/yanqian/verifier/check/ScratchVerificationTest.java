package org.yanqian.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

/** What lies in a file instead of the heap, and on how many cores, changes no word of a report. */
class ScratchVerificationTest {
    @TempDir Path folder;

    private final Keys keys = new Keys(Suite.INTL);

    private Export export(UnaryOperator<EventData> tamper) {
        GoodLedger.Options options = new GoodLedger.Options();
        options.voids = 2;
        options.vacancies = 1;
        options.tamper = tamper;
        Path export = folder.resolve("export");
        ExportWriter.write(GoodLedger.build(keys, options).book, export);
        return Export.open(export);
    }

    private Outcome verify(Export export, int threads, long heap) {
        return new Verification(keys.policy(), List.of(), item -> {})
                .withThreads(threads)
                .withScratch(folder, heap)
                .ledger(export);
    }

    private void theSameEverywhere(Export export, Verdict verdict) {
        Outcome onHeap = verify(export, 1, Long.MAX_VALUE);
        assertThat(onHeap.verdict()).isEqualTo(verdict);
        assertThat(onHeap.bugs()).isEmpty();
        for (int threads : new int[] {1, 2, 5}) {
            Outcome inFile = verify(export, threads, 0);
            assertThat(inFile.layers()).isEqualTo(onHeap.layers());
            assertThat(inFile.draws()).isEqualTo(onHeap.draws());
            assertThat(inFile.verdict()).isEqualTo(verdict);
            assertThat(inFile.bugs()).isEmpty();
        }
        assertThat(folder.toFile().list()).containsExactly("export");
    }

    @Test
    void an_honest_ledger_is_judged_the_same_in_a_file_and_on_many_cores() {
        theSameEverywhere(export(data -> data), Verdict.PROVEN);
    }

    @Test
    void a_tampered_ledger_is_judged_the_same_in_a_file_and_on_many_cores() {
        theSameEverywhere(
                export(
                        data ->
                                data instanceof InspectionRecorded e
                                        ? new InspectionRecorded(
                                                e.drawId(),
                                                e.label(),
                                                e.objectId(),
                                                List.of("99042199999", "99042199998"),
                                                e.inspectedOn(),
                                                e.outcome(),
                                                e.remarks())
                                        : data),
                Verdict.REFUTED);
    }
}
