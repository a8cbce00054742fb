package org.yanqian.verifier.check;

import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.LedgerEvent;

/**
 * 3 Stream chains: sequence without gaps, each event names the hash of the one before it, no event
 * id twice, the stream is the one that the data belong to, the ledger is this one.
 */
public final class Check03StreamChains extends Check {
    private StreamHeads heads;
    private EventIds ids;

    public Check03StreamChains() {
        super("3");
    }

    @Override
    protected void entry(Item item, Evidence evidence) {
        if (item.entry() == null) {
            return;
        }
        if (heads == null) {
            heads = new StreamHeads(evidence.space, evidence.names);
            ids = new EventIds(evidence.space);
        }
        LedgerEvent event = item.entry().event();
        long index = item.index();
        equal("LEDGER_DIFFERS", index, evidence.policy.origin(), event.ledger());
        ids.add(event.id());
        if (!Streams.belongs(event)) {
            fail("STREAM_DIFFERS", index, Streams.expected(event), event.stream());
        }
        StreamHeads.Link link = heads.replace(event.stream(), event.seq(), item.eventHash());
        byte[] before = link.hash();
        if (before != null || evidence.isLedger() || Streams.isWhole(event, evidence)) {
            equal("SEQ_GAP", index, link.seq() + 1, event.seq());
            equal("PREV_DIFFERS", index, before == null ? "" : Hex.format(before), event.prev());
        }
    }

    @Override
    protected void finish(Evidence evidence) {
        if (!evidence.isLedger() && evidence.bundle == null) {
            notChecked("UNREADABLE_BUNDLE");
            return;
        }
        if (ids == null) {
            return;
        }
        ids.repeated(
                evidence, (index, id) -> fail("EVENT_ID_TWICE", index, "an id of its own", id));
    }
}
