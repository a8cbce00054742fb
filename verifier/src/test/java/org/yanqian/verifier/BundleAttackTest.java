package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.BundleLists;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.Packed;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Note;
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
    void one_bit_of_any_byte_flipped_is_refuted_at_200_random_places() {
        byte[] file = good.write(keys.service);
        Random random = new Random(20261122);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = file.clone();
            damaged[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            Outcome outcome = verify(damaged);
            assertThat(outcome.verdict().exitCode()).isEqualTo(1);
            assertThat(outcome.layers().get(0).status()).isEqualTo(Status.FAIL);
            assertThat(outcome.bugs()).isEmpty();
        }
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
    void a_candidate_removed_leaves_another_root() {
        List<Object> strata = formatted(good.candidates());
        DrawBundle.Stratum first = good.candidates().get(0);
        List<Bytes> labels = Packed.parse(first.labels());
        List<Bytes> records = Packed.parse(first.records());
        strata.set(
                0,
                RecordCodec.format(
                        new DrawBundle.Stratum(
                                first.excluded(),
                                Packed.format(labels.subList(1, labels.size())),
                                Packed.format(records.subList(1, records.size())),
                                first.stratum(),
                                first.weights().subList(1, labels.size()))));
        refuted(sealed("candidates", strata), "10.selection", "CANDIDATES_ROOT");
    }

    @Test
    void a_drawn_label_exchanged_for_one_that_was_not_drawn_is_found() {
        List<DrawBundle.Visit> visits = new ArrayList<>(good.opening().get(0).visits());
        List<Long> drawn = visits.stream().map(DrawBundle.Visit::candidate).toList();
        long other = 0;
        while (drawn.contains(other)) {
            other++;
        }
        List<Object> changed = formatted(visits);
        changed.set(0, RecordCodec.format(with(visits.get(0), "candidate", other)));
        refuted(opening("visits", changed), "10", "SET_DIFFERS");
    }

    @Test
    void an_inspector_exchanged_in_a_team_is_not_the_replay() {
        List<DrawBundle.Visit> visits = good.opening().get(0).visits();
        DrawBundle.Visit visit = visits.get(0);
        long other =
                good.opening().get(0).sets().get((int) visit.set()).stream()
                        .filter(i -> !visit.team().contains(i))
                        .findFirst()
                        .get();
        List<Object> changed = formatted(visits);
        changed.set(
                0, RecordCodec.format(with(visit, "team", List.of(visit.team().get(0), other))));
        refuted(opening("visits", changed), "10", "TEAM_DIFFERS");
    }

    @Test
    void an_eligible_set_changed_does_not_fit_its_frozen_mac() {
        List<List<Long>> sets = new ArrayList<>(good.opening().get(0).sets());
        sets.set(0, sets.get(0).subList(1, sets.get(0).size()));
        refuted(opening("sets", sets), "10", "SET_DIFFERS");
    }

    @Test
    void a_mac_changed_with_its_set_does_not_give_the_frozen_root() {
        DrawBundle.RoleMacs group = good.opening().get(0).eligibility().get(0);
        List<Bytes> macs = Packed.parse(group.macs());
        macs.set(0, Bytes.of(new byte[32]));
        refuted(
                opening(
                        "eligibility",
                        List.of(RecordCodec.format(with(group, "macs", Packed.format(macs))))),
                "10",
                "ELIGIBILITY_ROOT");
    }

    @Test
    void a_label_opened_for_another_site_is_found() {
        DrawBundle.Opening opening = good.opening().get(0);
        List<Bytes> subs = new ArrayList<>(new BundleLists(good).subs(opening).values());
        subs.set(0, Bytes.of(new byte[32]));
        refuted(opening("subs", Packed.format(subs)), "10", "LABEL_DIFFERS");
    }

    @Test
    void cosignatures_removed_from_any_checkpoint_leave_no_quorum() {
        for (int i = 0; i < 3; i++) {
            DrawBundle.CheckpointNote note = good.checkpoints().get(i);
            Note parsed = Note.parse(note.note().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            Note bare = new Note(parsed.text(), parsed.signatures().subList(0, 1));
            List<Object> notes = formatted(good.checkpoints());
            notes.set(i, RecordCodec.format(with(note, "note", bare.format())));
            refuted(
                    sealed("checkpoints", notes),
                    "6",
                    note.use().equals("last") ? "NO_QUORUM" : "COSIGNATURES_MISSING");
        }
    }

    @Test
    void an_entry_of_another_ledger_is_not_in_this_tree() {
        DrawBundle other =
                GoodLedger.build(new Keys(Suite.INTL, 2), new GoodLedger.Options()).bundle(true);
        Outcome outcome = sealed("entries", formatted(other.entries()));
        refuted(outcome, "2", "SIGNATURE_KEY");
        refuted(outcome, "4", "NOT_INCLUDED");
    }

    @Test
    void an_entry_left_out_of_the_draws_stream_breaks_its_chain() {
        List<Object> entries = formatted(good.entries());
        entries.remove(entries.size() - 4);
        refuted(sealed("entries", entries), "3", "SEQ_GAP");
    }

    @Test
    void a_bundle_without_a_consistency_proof_is_refuted() {
        refuted(sealed("consistency", List.of()), "5", "NOT_CONSISTENT");
    }

    @Test
    void a_bundle_sealed_by_another_key_is_refuted() {
        PrivateKey other = PrivateKey.generate(Suite.INTL, new java.security.SecureRandom());
        refuted(verify(good.write(other)), "1", "SEAL_UNKNOWN_KEY");
    }

    @Test
    void a_bundle_says_that_uniqueness_was_not_checked() {
        Outcome outcome = verify(good.write(keys.service));
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(outcome.draws().get(0).uniqueness()).isEqualTo("not checked");
    }
}
