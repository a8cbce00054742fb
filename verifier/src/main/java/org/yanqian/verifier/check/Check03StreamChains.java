package org.yanqian.verifier.check;

import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.LedgerEvent;

/**
 * 3 Stream chains: sequence without gaps, each event names the hash of the one before it, no event
 * id twice, the stream is the one that the data belong to, the ledger is this one.
 */
public final class Check03StreamChains extends Check {
    private final StreamHeads heads = new StreamHeads();
    private final EventIds ids = new EventIds();

    public Check03StreamChains() {
        super("3");
    }

    @Override
    protected void entry(Item item, Evidence evidence) {
        if (item.entry() == null) {
            return;
        }
        LedgerEvent event = item.entry().event();
        long index = item.index();
        equal("LEDGER_DIFFERS", index, evidence.policy.origin(), event.ledger());
        ids.add(event.id());
        if (!Streams.belongs(event)) {
            fail("STREAM_DIFFERS", index, Streams.expected(event), event.stream());
        }
        byte[] before = heads.hash(event.stream());
        if (before != null || evidence.isLedger() || Streams.isWhole(event, evidence)) {
            equal("SEQ_GAP", index, heads.seq(event.stream()) + 1, event.seq());
            equal("PREV_DIFFERS", index, before == null ? "" : Hex.format(before), event.prev());
        }
        heads.put(event.stream(), event.seq(), item.eventHash());
    }

    @Override
    protected void finish(Evidence evidence) {
        if (!evidence.isLedger() && evidence.bundle == null) {
            notChecked("UNREADABLE_BUNDLE");
            return;
        }
        ids.repeated(
                evidence, (index, id) -> fail("EVENT_ID_TWICE", index, "an id of its own", id));
    }
}
