package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.Finding;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Status;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.check.Verification;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

/** Ledgers honest and crooked, and what a crime's test asks of the verifier. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Attacks {
    @TempDir Path folder;

    final Keys keys = new Keys(Suite.GM);
    GoodLedger good;
    int exports;

    @BeforeAll
    void honest() {
        good = GoodLedger.build(keys, new GoodLedger.Options());
    }

    final Outcome verify(Book book, byte[]... kept) {
        Path export = folder.resolve("export" + exports++);
        ExportWriter.write(book, export);
        return verify(export, kept);
    }

    final Outcome verify(Path export, byte[]... kept) {
        return new Verification(keys.policy(), List.of(kept), item -> {})
                .ledger(Export.open(export));
    }

    static List<String> failed(Outcome outcome) {
        return outcome.layers().stream()
                .filter(l -> l.status() == Status.FAIL)
                .map(CheckResult::id)
                .toList();
    }

    /** Without the visits that every sample leaves undone, which are the matter of layer 12. */
    static List<String> codes(Outcome outcome) {
        return outcome.layers().stream()
                .flatMap(l -> l.findings().stream())
                .map(f -> f.code())
                .filter(code -> !code.equals("INSPECTION_MISSING"))
                .distinct()
                .toList();
    }

    static List<Finding> findings(Outcome outcome, String layer) {
        return outcome.layers().stream()
                .filter(l -> l.id().equals(layer))
                .flatMap(l -> l.findings().stream())
                .toList();
    }

    static int indexOf(List<LedgerEvent> events, Class<? extends EventData> type) {
        for (int i = 0; i < events.size(); i++) {
            if (type.isInstance(events.get(i).data())) {
                return i;
            }
        }
        throw new AssertionError("no " + type);
    }

    static void refuted(Outcome outcome, String layer, String code) {
        assertThat(codes(outcome)).contains(code);
        assertThat(failed(outcome)).contains(layer);
        assertThat(outcome.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(outcome.verdict().exitCode()).isEqualTo(1);
    }

    final GoodLedger ledger(Consumer<GoodLedger.Options> set) {
        GoodLedger.Options options = new GoodLedger.Options();
        set.accept(options);
        return GoodLedger.build(keys, options);
    }

    /** A ledger that was crooked from the start and cosigned all the same. */
    final GoodLedger crooked(UnaryOperator<EventData> tamper) {
        return ledger(o -> o.tamper = tamper);
    }

    static <T> T first(GoodLedger ledger, Class<T> type) {
        return ledger.book.events.stream()
                .map(e -> (Object) e.data())
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    static <T extends Record> T with(T record, String field, Object value) {
        var map = new java.util.HashMap<>(RecordCodec.format(record));
        map.put(field, value);
        return (T) RecordCodec.parse(record.getClass(), map);
    }
}
