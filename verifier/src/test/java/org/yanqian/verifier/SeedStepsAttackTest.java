package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.DrawEvent.DrawClosed;
import org.yanqian.ledger.event.DrawEvent.DrawCompleted;
import org.yanqian.ledger.event.DrawEvent.DrawOpened;
import org.yanqian.ledger.event.DrawEvent.MissingParty;
import org.yanqian.ledger.event.DrawEvent.PartyCommitment;
import org.yanqian.ledger.event.DrawEvent.SeedCommitted;
import org.yanqian.ledger.event.DrawEvent.SeedRevealed;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.verifier.check.Effect;
import org.yanqian.verifier.check.Finding;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Verification;
import org.yanqian.verifier.sample.Insider;

/** The steps from commitment to result, each out of its place or at odds with another. */
class SeedStepsAttackTest extends Attacks {
    private Outcome ahead(Class<? extends EventData> what, Class<? extends EventData> of) {
        return verify(
                Insider.rewrite(
                        good.book,
                        events -> {
                            LedgerEvent moved = events.remove(indexOf(events, what));
                            events.add(indexOf(events, of), moved);
                            return events;
                        }));
    }

    private Outcome behind(Class<? extends EventData> what, Class<? extends EventData> of) {
        return verify(
                Insider.rewrite(
                        good.book,
                        events -> {
                            LedgerEvent moved = events.remove(indexOf(events, what));
                            events.add(indexOf(events, of) + 1, moved);
                            return events;
                        }));
    }

    private <T extends EventData> Outcome each(Class<T> type, Function<T, EventData> bend) {
        return verify(
                crooked(data -> type.isInstance(data) ? bend.apply(type.cast(data)) : data).book);
    }

    private static List<Finding> seed(Outcome outcome) {
        return outcome.layers().get(8).findings();
    }

    private static void said(Outcome outcome, String code, String expected) {
        refuted(outcome, "9", code);
        assertThat(seed(outcome))
                .filteredOn(f -> f.code().equals(code) && f.effect() == Effect.REFUTES)
                .extracting(Finding::expected)
                .anySatisfy(text -> assertThat(text).contains(expected));
    }

    @Test
    void a_close_ahead_of_the_announcement_is_found() {
        said(ahead(DrawClosed.class, DrawAnnounced.class), "ORDER", "the close after");
    }

    @Test
    void a_result_ahead_of_the_close_is_found() {
        said(ahead(DrawCompleted.class, DrawClosed.class), "ORDER", "the result after");
    }

    @Test
    void a_reveal_ahead_of_the_announcement_is_found() {
        said(ahead(SeedRevealed.class, DrawAnnounced.class), "ORDER", "reveals after");
    }

    @Test
    void a_commitment_behind_the_announcement_is_found() {
        said(behind(SeedCommitted.class, DrawAnnounced.class), "ORDER", "commitments before");
    }

    @Test
    void a_reveal_that_came_behind_the_close_is_no_basis_of_it() {
        Outcome outcome = behind(SeedRevealed.class, DrawClosed.class);
        said(outcome, "REVEAL_NOT_IN_LEDGER", "draw.seed-revealed before");
        assertThat(seed(outcome))
                .filteredOn(f -> f.code().equals("REVEAL_LATE"))
                .extracting(Finding::effect)
                .containsExactly(Effect.NOTE);
    }

    @Test
    void an_announcement_in_another_suite_is_found() {
        said(each(DrawAnnounced.class, a -> with(a, "suite", "intl")), "SUITE_DIFFERS", "gm");
    }

    private static List<Object> formatted(List<? extends Record> records) {
        return new ArrayList<>(records.stream().map(RecordCodec::format).toList());
    }

    @Test
    void a_party_named_twice_in_the_announcement_is_found() {
        said(
                each(
                        DrawAnnounced.class,
                        a -> {
                            List<Object> parties = formatted(a.parties());
                            parties.add(parties.get(0));
                            return with(a, "parties", parties);
                        }),
                "PARTY_TWICE",
                "3 parties");
    }

    @Test
    void a_party_that_announces_under_another_key_is_found() {
        String stranger = keys.stranger.publicKey().id();
        said(
                each(
                        DrawAnnounced.class,
                        a -> {
                            List<Object> parties = formatted(a.parties());
                            PartyCommitment one = with(a.parties().get(0), "key", stranger);
                            parties.set(0, RecordCodec.format(one));
                            return with(a, "parties", parties);
                        }),
                "PARTIES_DIFFER",
                "");
    }

    @Test
    void a_party_both_revealed_and_missing_is_found() {
        said(
                each(
                        DrawClosed.class,
                        c -> {
                            Map<String, Object> missing = new HashMap<>();
                            missing.put("party", c.reveals().get(0).party());
                            missing.put("commitment", "ab".repeat(32));
                            MissingParty one = RecordCodec.parse(MissingParty.class, missing);
                            return with(c, "missing", formatted(List.of(one)));
                        }),
                "PARTY_TWICE",
                "revealed or missing");
    }

    @Test
    void a_result_for_another_announcement_is_found() {
        Outcome outcome = each(DrawCompleted.class, c -> with(c, "announcement", "ab".repeat(32)));
        refuted(outcome, "9", "ANNOUNCEMENT_HASH");
        assertThat(seed(outcome))
                .filteredOn(f -> f.code().equals("ANNOUNCEMENT_HASH"))
                .extracting(Finding::found)
                .contains("ab".repeat(32));
    }

    @Test
    void a_draw_opened_under_another_number_is_found_in_the_bundle_alone() {
        byte[] bundle =
                crooked(data -> data instanceof DrawOpened o ? with(o, "number", 7L) : data)
                        .bundle(false)
                        .write(keys.service);
        Outcome outcome = new Verification(keys.policy(), List.of(), item -> {}).draw(bundle);
        refuted(outcome, "9", "DRAW_ID_DIFFERS");
    }
}
