package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.DrawCompleted;
import org.yanqian.ledger.event.DrawEvent.DrawLapsed;
import org.yanqian.ledger.event.DrawEvent.LabelsOpened;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.PublicationEvent.DrawHashPublished;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.verifier.check.Effect;
import org.yanqian.verifier.check.Finding;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.TailAge;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.check.Verification;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** Every time limit of layers 7 and 11 at its last second and at the one behind it. */
class ToTheSecondTest extends Attacks {
    private static final Duration DAY = Duration.ofDays(1);

    private Instant round(GoodLedger ledger) {
        return Instant.ofEpochSecond(keys.chain.roundTime(ledger.round));
    }

    private static Instant time(GoodLedger ledger, long index) {
        return EventCodec.parseTime(ledger.book.events.get((int) index).time());
    }

    /** The ledger up to the first such event. */
    private static Book before(GoodLedger ledger, Predicate<EventData> end) {
        return Insider.rewrite(
                ledger.book,
                events -> {
                    int last = 0;
                    while (!end.test(events.get(last).data())) {
                        last++;
                    }
                    return events.subList(0, last);
                });
    }

    /** What is said with this code when witnesses see the ledger at this time. */
    private List<Effect> seen(Book book, Instant at, String code) {
        book.checkpoint(at, keys.witnesses);
        return said(verify(book), code);
    }

    private static List<Effect> said(Outcome outcome, String code) {
        return outcome.layers().stream()
                .flatMap(layer -> layer.findings().stream())
                .filter(f -> f.code().equals(code))
                .map(Finding::effect)
                .toList();
    }

    @Test
    void a_result_is_withheld_from_the_first_second_behind_three_days() {
        Instant due = round(good).plus(DAY.multipliedBy(3));
        Predicate<EventData> result = data -> data instanceof DrawCompleted;
        String code = "RESULT_WITHHELD";
        assertThat(seen(before(good, result), due, code)).isEmpty();
        assertThat(seen(before(good, result), due.plusSeconds(1), code))
                .containsExactly(Effect.REFUTES);
    }

    @Test
    void a_lapse_excuses_dice_never_rolled_and_no_public_beacon() {
        for (String beacon : List.of(Beacon.DICE, Beacon.LOCAL)) {
            GoodLedger ledger =
                    ledger(
                            o -> {
                                o.beacon = beacon;
                                o.grade = beacon.equals(Beacon.DICE) ? "B" : "C";
                            });
            Instant late = round(ledger).plus(DAY.multipliedBy(3)).plusSeconds(1);
            Book book =
                    before(
                            ledger,
                            data ->
                                    data instanceof DrawCompleted
                                            || data instanceof DrawEvent.BeaconConfirmed);
            book.append(
                    DrawEvent.stream(ledger.drawId),
                    new DrawLapsed(ledger.drawId, "未掷骰（样本）"),
                    round(ledger));
            Outcome outcome = seen(book, late);
            boolean dice = beacon.equals(Beacon.DICE);
            assertThat(said(outcome, "RESULT_OVERDUE"))
                    .isEqualTo(dice ? List.of(Effect.NOTE) : List.of());
            assertThat(said(outcome, "RESULT_WITHHELD"))
                    .isEqualTo(dice ? List.of() : List.of(Effect.REFUTES));
        }
    }

    private Outcome seen(Book book, Instant at) {
        book.checkpoint(at, keys.witnesses);
        return verify(book);
    }

    @Test
    void a_result_is_overdue_behind_three_days_and_late_behind_a_week() {
        Instant done = time(good, good.completedIndex);
        for (int days : new int[] {3, 7}) {
            String code = days == 3 ? "RESULT_OVERDUE" : "RESULT_LATE";
            long limit = round(good).plus(DAY.multipliedBy(days)).getEpochSecond();
            long wait = limit - done.getEpochSecond();
            assertThat(said(verify(ledger(o -> o.resultDelaySeconds = wait).book), code))
                    .as(code)
                    .isEmpty();
            assertThat(said(verify(ledger(o -> o.resultDelaySeconds = wait + 1).book), code))
                    .as(code)
                    .hasSize(1);
        }
    }

    @Test
    void a_draw_hash_is_missed_from_the_first_second_behind_a_day() {
        Instant due = Instant.ofEpochSecond(time(good, good.completedIndex).getEpochSecond());
        Predicate<EventData> published = data -> data instanceof DrawHashPublished;
        String code = "DRAW_HASH_NOT_PUBLISHED";
        assertThat(seen(before(good, published), due.plus(DAY), code)).isEmpty();
        assertThat(seen(before(good, published), due.plus(DAY).plusSeconds(1), code))
                .containsExactly(Effect.REFUTES);
    }

    @Test
    void labels_are_due_behind_the_embargo_and_withheld_behind_three_days_more() {
        Predicate<EventData> opened = data -> data instanceof LabelsOpened;
        Instant end = Instant.parse("2026-04-01T00:00:00Z");
        Instant withheld = end.plus(DAY.multipliedBy(3));
        assertThat(seen(before(good, opened), end, "LABELS_NOT_OPENED")).isEmpty();
        assertThat(seen(before(good, opened), end.plusSeconds(1), "LABELS_NOT_OPENED"))
                .containsExactly(Effect.NOTE);
        assertThat(seen(before(good, opened), withheld, "LABELS_NOT_OPENED"))
                .containsExactly(Effect.NOTE);
        assertThat(seen(before(good, opened), withheld.plusSeconds(1), "LABELS_WITHHELD"))
                .containsExactly(Effect.REFUTES);
    }

    @Test
    void a_close_is_late_from_the_deadline_on_and_worthless_from_the_beacon_on() {
        // Cosigned at once a second behind the event.
        Instant atOnce = time(good, good.closedIndex).plusSeconds(1);
        Instant deadline = round(good).minusSeconds(600);
        assertThat(closeSeen(deadline.minusSeconds(1), atOnce).verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(said(closeSeen(deadline, atOnce), "CLOSE_LATE"))
                .containsExactly(Effect.UNDECIDED);
        Instant last = round(good).minusSeconds(1);
        assertThat(said(closeSeen(last, atOnce), "CLOSE_AFTER_BEACON")).isEmpty();
        assertThat(said(closeSeen(round(good), atOnce), "CLOSE_AFTER_BEACON"))
                .containsExactly(Effect.REFUTES);
    }

    private Outcome closeSeen(Instant at, Instant atOnce) {
        long delay = at.getEpochSecond() - atOnce.getEpochSecond();
        return verify(ledger(o -> o.closeCosignedDelaySeconds = delay).book);
    }

    @Test
    void a_close_seen_late_is_no_blame_where_the_draw_itself_says_that_it_lapsed() {
        Instant atOnce = time(good, good.closedIndex).plusSeconds(1);
        long delay = round(good).minusSeconds(600).getEpochSecond() - atOnce.getEpochSecond();
        Outcome outcome =
                verify(
                        ledger(
                                        o -> {
                                            o.closeCosignedDelaySeconds = delay;
                                            o.tamper =
                                                    d ->
                                                            d instanceof DrawCompleted c
                                                                    ? with(c, "lapsed", true)
                                                                    : d;
                                        })
                                .book);
        assertThat(said(outcome, "CLOSE_LATE")).containsExactly(Effect.NOTE);
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void dice_without_a_time_are_witnessed_all_the_same_or_not() {
        GoodLedger ledger = ledger(o -> withoutTime(o));
        assertThat(said(verify(ledger.book), "ANNOUNCEMENT_NOT_WITNESSED")).isEmpty();
        Book unseen = Insider.rewrite(ledger.book, events -> events);
        assertThat(said(verify(unseen), "ANNOUNCEMENT_NOT_WITNESSED"))
                .containsExactly(Effect.UNDECIDED);
    }

    private static void withoutTime(GoodLedger.Options options) {
        options.beacon = Beacon.DICE;
        options.grade = "B";
        options.tamper =
                data -> {
                    if (!(data instanceof DrawEvent.DrawAnnounced a)) {
                        return data;
                    }
                    Map<String, Object> terms = new HashMap<>(RecordCodec.format(a.beacon()));
                    terms.put("notBefore", "");
                    return with(a, "beacon", terms);
                };
    }

    /** One more site registered, dated so, under a checkpoint cosigned at this second. */
    private Outcome dated(Instant claimed, Instant seen) {
        Book book = ledger(o -> {}).book;
        TargetRecord site = Records.target(61, "一般");
        book.append(
                TargetEvent.stream(Keys.BUREAU, site.objectId()),
                new TargetEvent.TargetRegistered(site, "manual"),
                claimed);
        book.checkpoint(seen, keys.witnesses);
        return verify(book);
    }

    @Test
    void an_event_may_differ_from_what_outsiders_saw_by_the_slack_and_no_second_more() {
        long slack = keys.policy().slackSeconds();
        Instant last =
                Instant.ofEpochSecond(
                        EventCodec.parseTime(
                                        good.book.events.get((int) good.book.size() - 1).time())
                                .getEpochSecond());
        Instant seen = last.plusSeconds(7200);
        assertThat(said(dated(seen.plusSeconds(slack), seen), "EVENT_POSTDATED")).isEmpty();
        assertThat(said(dated(seen.plusSeconds(slack + 1), seen), "EVENT_POSTDATED"))
                .containsExactly(Effect.REFUTES);
        assertThat(said(dated(last.minusSeconds(slack), seen), "EVENT_BACKDATED")).isEmpty();
        assertThat(said(dated(last.minusSeconds(slack + 1), seen), "EVENT_BACKDATED"))
                .containsExactly(Effect.REFUTES);
        Instant aDay = last.plus(DAY).plusSeconds(slack);
        assertThat(said(dated(last, aDay), "EVENT_SEEN_LATE")).isEmpty();
        assertThat(said(dated(last, aDay.plusSeconds(1)), "EVENT_SEEN_LATE"))
                .containsExactly(Effect.UNDECIDED);
    }

    @Test
    void a_tail_may_be_as_old_as_the_auditor_allows_and_no_second_older() {
        Path export = folder.resolve("tail");
        ExportWriter.write(good.book, export);
        Instant seen =
                Instant.ofEpochSecond(
                        keys.policy()
                                .quorumMetAt(keys.policy().verifyCheckpoint(good.book.checkpoint()))
                                .orElseThrow());
        for (int more : new int[] {0, 1}) {
            Verification verification =
                    new Verification(keys.policy(), List.of(), item -> {})
                            .withTailAge(new TailAge(DAY, seen.plus(DAY).plusSeconds(more)));
            assertThat(said(verification.ledger(Export.open(export)), "TAIL_TOO_OLD"))
                    .hasSize(more);
        }
    }
}
