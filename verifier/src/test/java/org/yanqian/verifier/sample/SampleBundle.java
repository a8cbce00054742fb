package org.yanqian.verifier.sample;

import java.util.TreeMap;
import org.yanqian.ledger.bundle.BundleInput;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.DrawBundles;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.PlanEvent;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.RuleSetEvent;

/** The public bundle of a sample's draw. */
final class SampleBundle {
    private SampleBundle() {}

    static DrawBundle of(GoodLedger good, boolean opened) {
        TreeMap<Long, byte[]> proven = new TreeMap<>();
        for (int i = 0; i < good.book.entries.size(); i++) {
            EventData data = good.book.events.get(i).data();
            if (data instanceof OriginEvent.LedgerOpened
                    || data instanceof RuleSetEvent
                    || data instanceof PlanEvent
                    || data instanceof PublicationEvent.DrawHashPublished
                    || data instanceof DrawEvent
                            && (opened || !(data instanceof DrawEvent.LabelsOpened))) {
                proven.put((long) i, good.book.entries.get(i).bytes());
            }
        }
        return DrawBundles.of(
                new BundleInput(
                        Keys.ORIGIN,
                        good.frozen.list(),
                        proven,
                        good.book.tree(),
                        good.book.noteOver(good.announcedIndex),
                        good.book.noteOver(good.closedIndex),
                        good.book.notes.lastEntry().getValue(),
                        good.book.stamps,
                        opened
                                ? new BundleInput.Opened(
                                        good.result.assignment().teams(), good.subs())
                                : null));
    }
}
