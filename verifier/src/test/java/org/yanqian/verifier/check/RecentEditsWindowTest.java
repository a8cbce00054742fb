package org.yanqian.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
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

    private DrawSummary.Edits announced() {
        LedgerEvent announcement =
                good.book.events.stream()
                        .filter(e -> e.data() instanceof DrawEvent.DrawAnnounced)
                        .findFirst()
                        .orElseThrow();
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
}
