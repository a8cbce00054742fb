package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;

/** Each test is a crime and the layers that must find it. */
class AttackTest extends Attacks {
    private static List<LedgerEvent> classEdited(List<LedgerEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).data() instanceof TargetEvent.TargetRegistered e
                    && e.record().supervisionClass().equals("重点")) {
                TargetEvent.TargetRecord edited = with(e.record(), "supervisionClass", "一般");
                events.set(
                        i,
                        Insider.with(
                                events.get(i),
                                new TargetEvent.TargetRegistered(edited, e.source())));
                return events;
            }
        }
        throw new AssertionError("no such target");
    }

    @Test
    void old_cosigned_notes_do_not_lend_their_witnesses_to_other_entries() {
        Book forged = Insider.rewrite(good.book, AttackTest::classEdited);
        forged.notes.putAll(good.book.notes);
        Path export = folder.resolve("export" + exports++);
        // The writer refuses to export entries under a root that is not theirs.
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () -> ExportWriter.write(forged, export)))
                .hasMessageContaining("checkpoint");
    }

    @Test
    void a_close_witnessed_inside_the_margin_lapses_the_draw_and_is_neither() {
        GoodLedger.Options options = new GoodLedger.Options();
        options.closeCosignedDelaySeconds = 6800;
        Outcome outcome = verify(GoodLedger.build(keys, options).book);
        assertThat(failed(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(outcome.draws().get(0).lapsed()).isEqualTo("CLOSE_LATE");
    }
}
