package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Status;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.check.Verification;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

/** Crimes on a public bundle, sealed anew by the service where that makes them stronger. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BundleAttackTest {
    private final Keys keys = new Keys(Suite.INTL);
    private DrawBundle good;
    private GoodLedger ledger;

    @BeforeAll
    void honest() {
        ledger = GoodLedger.build(keys, new GoodLedger.Options());
        good = ledger.bundle(true);
    }

    private Outcome verify(byte[] file) {
        return new Verification(keys.policy(), List.of(), item -> {}).draw(file);
    }

    private Outcome sealed(String field, Object value) {
        return verify(with(good, field, value).write(keys.service));
    }

    private Outcome opening(String field, Object value) {
        DrawBundle.Opening opening = with(good.opening().get(0), field, value);
        return sealed("opening", List.of(RecordCodec.format(opening)));
    }

    private static void refuted(Outcome outcome, String layer, String code) {
        assertThat(outcome.layers().stream().flatMap(l -> l.findings().stream()).map(f -> f.code()))
                .contains(code);
        assertThat(
                        outcome.layers().stream()
                                .filter(l -> l.status() == Status.FAIL)
                                .map(CheckResult::id))
                .contains(layer);
        assertThat(outcome.verdict()).isEqualTo(Verdict.REFUTED);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Record> T with(T record, String field, Object value) {
        var map = new java.util.HashMap<>(RecordCodec.format(record));
        map.put(field, value);
        return (T) RecordCodec.parse(record.getClass(), map);
    }

    private static List<Object> formatted(List<? extends Record> records) {
        return new ArrayList<>(records.stream().map(RecordCodec::format).toList());
    }

    @Test
    void a_public_bundle_shows_times_out_of_bounds_as_well() {
        GoodLedger.Options options = new GoodLedger.Options();
        options.tamper =
                data ->
                        data instanceof DrawEvent.DrawAnnounced a
                                ? with(a, "asOf", "2026-04-01")
                                : data;
        DrawBundle bent = GoodLedger.build(keys, options).bundle(true);
        refuted(verify(bent.write(keys.service)), "7", "TIMES_OUT_OF_BOUNDS");
    }

    @Test
    void a_bundle_cut_short_anywhere_is_refuted_and_another_file_unreadable() {
        byte[] file = good.write(keys.service);
        for (int length = 60; length < file.length; length += 997) {
            Outcome outcome = verify(Arrays.copyOf(file, length));
            assertThat(outcome.verdict()).isEqualTo(Verdict.REFUTED);
        }
        assertThatThrownBy(() -> verify("样本".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(CodedException.class)
                .extracting(e -> ((CodedException) e).code())
                .isEqualTo("UNREADABLE_BUNDLE");
    }

    @Test
    void a_bundle_says_that_uniqueness_was_not_checked() {
        Outcome outcome = verify(good.write(keys.service));
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(outcome.draws().get(0).uniqueness()).isEqualTo("not checked");
    }
}
