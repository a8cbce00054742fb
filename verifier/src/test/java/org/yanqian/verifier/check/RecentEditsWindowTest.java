package org.yanqian.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** The month before a draw, when much was edited in it. */
class RecentEditsWindowTest {
    private static final Keys KEYS = new Keys(Suite.INTL);
    private static final Instant NOON = Instant.parse("2026-10-09T04:00:00Z");

    private final GoodLedger good = GoodLedger.build(KEYS, new GoodLedger.Options());
    private final RecentEdits edits = new RecentEdits();
    private long index;

    private void take(String stream, String officer, Instant time, EventData data) {
        LedgerEvent event =
                new LedgerEvent(
                        new Actor(Keys.BUREAU, officer, "registrar"),
                        "",
                        data,
                        "e" + index,
                        good.book.origin(),
                        "",
                        "00".repeat(16),
                        0,
                        stream,
                        EventCodec.formatTime(time));
        Entry entry = Entry.sign(event, List.of(KEYS.service));
        edits.take(new Item(index++, entry.bytes(), entry, null, null, null, null, List.of()));
    }

    private void edit(String bureau, int site, String officer, Instant time) {
        TargetRecord record = Records.target(site, "一般");
        take(
                TargetEvent.stream(bureau, record.objectId()),
                officer,
                time,
                new TargetEvent.TargetChanged(record, record, "样本", "manual"));
    }

    private LedgerEvent announcement() {
        return good.book.events.stream()
                .filter(e -> e.data() instanceof DrawEvent.DrawAnnounced)
                .findFirst()
                .orElseThrow();
    }

    private DrawSummary.Edits announced() {
        LedgerEvent announcement = announcement();
        take(announcement.stream(), "o-2", NOON, announcement.data());
        return edits.of(((DrawEvent.DrawAnnounced) announcement.data()).drawId());
    }

    @Test
    void another_bureaus_edits_neither_hide_nor_count() {
        edit(Keys.BUREAU, 1, "o-7", NOON.minusSeconds(90));
        for (int i = 0; i < 300; i++) {
            edit("gangdong", i % 9, "o-8", NOON.minusSeconds(60));
        }
        DrawSummary.Edits before = announced();
        assertThat(before.named()).extracting(DrawSummary.Edit::officer).containsExactly("o-7");
        assertThat(before.more()).isZero();
    }

    @Test
    void the_latest_are_named_all_of_the_month_are_counted_and_none_before_it() {
        Instant month = NOON.minus(Duration.ofDays(30));
        for (int i = 0; i < 40; i++) {
            edit(Keys.BUREAU, 1, "o-1", month.minusSeconds(60).plusMillis(i));
        }
        for (int i = 0; i < 250; i++) {
            edit(Keys.BUREAU, 2, "o-" + i, month.plusSeconds(60L * i));
        }
        DrawSummary.Edits before = announced();
        assertThat(before.named()).hasSize(100);
        assertThat(before.named().get(0).officer()).isEqualTo("o-150");
        assertThat(before.named().get(99).officer()).isEqualTo("o-249");
        assertThat(before.more()).isEqualTo(150);
    }

    @Test
    void an_edit_is_named_with_its_reason_and_a_line_of_a_file_is_counted_whatever_it_does() {
        InspectorRecord person = Records.inspector(1);
        TargetRecord site = Records.target(1, "一般");
        String persons = InspectorEvent.stream(Keys.BUREAU, person.personId());
        String sites = TargetEvent.stream(Keys.BUREAU, site.objectId());
        Instant time = NOON.minusSeconds(60);
        for (String source : List.of("manual", "import/yunling/1")) {
            take(persons, "o-1", time, new InspectorEvent.InspectorRegistered(person, source));
            take(
                    persons,
                    "o-2",
                    time,
                    new InspectorEvent.InspectorChanged(person, person, "换证（样本）", source));
            take(sites, "o-3", time, new TargetEvent.TargetRegistered(site, source));
            take(sites, "o-4", time, new TargetEvent.TargetChanged(site, site, "更名（样本）", source));
        }
        take(persons, "o-5", time, new InspectorEvent.InspectorRemoved(person, "退休（样本）"));
        take(sites, "o-6", time, new TargetEvent.TargetRemoved(site, "注销（样本）"));
        DrawSummary.Edits before = announced();
        assertThat(before.named())
                .extracting(e -> e.officer() + " " + e.kind() + " " + e.reason())
                .containsExactly(
                        "o-1 registered ",
                        "o-2 changed 换证（样本）",
                        "o-3 registered ",
                        "o-4 changed 更名（样本）",
                        "o-5 removed 退休（样本）",
                        "o-6 removed 注销（样本）");
        assertThat(before.imported()).isEqualTo(4);
        assertThat(before.more()).isZero();
    }

    private String announced(int number) {
        String drawId = good.book.origin() + "/" + Keys.BUREAU + "/2026/" + number;
        LedgerEvent announcement = announcement();
        Map<String, Object> data = new HashMap<>(RecordCodec.format((Record) announcement.data()));
        data.put("drawId", drawId);
        take(
                announcement.stream(),
                "o-2",
                NOON,
                RecordCodec.parse(DrawEvent.DrawAnnounced.class, data));
        return drawId;
    }

    @Test
    void a_report_names_ten_thousand_edits_those_before_the_latest_draws() {
        for (int i = 0; i < 100; i++) {
            edit(Keys.BUREAU, 1, "o-1", NOON.minusSeconds(60));
        }
        String first = announced(1);
        String second = announced(2);
        for (int number = 3; number <= 100; number++) {
            announced(number);
        }
        assertThat(edits.of(first).named()).hasSize(100);
        announced(101);
        assertThat(edits.of(first).named()).isEmpty();
        assertThat(edits.of(first).more()).isEqualTo(100);
        assertThat(edits.of(second).named()).hasSize(100);
        announced(102);
        assertThat(edits.of(second).named()).isEmpty();
        assertThat(edits.of(good.book.origin() + "/" + Keys.BUREAU + "/2026/3").named())
                .hasSize(100);
    }

    @Test
    void a_draw_never_announced_has_no_edits_before_it() {
        assertThat(edits.of("no/such/draw/1").named()).isEmpty();
        assertThat(announced().named()).isEmpty();
    }
}
