package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.verifier.check.DrawSummary;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.report.Lang;
import org.yanqian.verifier.report.Reports;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

class RecentEditsTest extends Attacks {
    @Test
    void an_edit_just_before_the_draw_is_named_with_its_author() {
        TargetEvent.TargetRecord before = Records.target(4, "简化");
        EventData edit =
                new TargetEvent.TargetChanged(
                        before, with(before, "supervisionClass", "一般"), "样本更正", "manual");
        GoodLedger.Options options = new GoodLedger.Options();
        options.betweenFreezeAndAnnouncement =
                ledger -> ledger.append(TargetEvent.stream(Keys.BUREAU, before.objectId()), edit);
        Outcome outcome = verify(GoodLedger.build(keys, options).book);

        DrawSummary.Edits edits = outcome.draws().get(0).edits();
        DrawSummary.Edit last = edits.named().get(edits.named().size() - 1);
        assertThat(last.officer()).isEqualTo("o-1");
        assertThat(last.kind()).isEqualTo("changed");
        assertThat(last.id()).isEqualTo("QY000004");
        String html = Reports.format(outcome, "html", Lang.ZH, "");
        assertThat(html)
                .contains("公告前三十天内名录的改动", "样本更正", "#" + last.index(), "yunling / o-1", "核验人（签字）");
        assertThat(Reports.format(outcome, "json", Lang.EN, "")).contains("\"reason\" : \"样本更正\"");
    }

    @Test
    void what_came_by_file_is_counted() {
        GoodLedger.Options options = new GoodLedger.Options();
        options.tamper =
                data ->
                        data instanceof TargetEvent.TargetRegistered r
                                ? with(r, "source", "import/yunling/1")
                                : data;
        Outcome outcome = verify(GoodLedger.build(keys, options).book);
        DrawSummary.Edits edits = outcome.draws().get(0).edits();
        assertThat(edits.imported()).isEqualTo(options.targets);
        assertThat(edits.named()).hasSize(options.inspectors);
        assertThat(edits.more()).isZero();
    }
}
