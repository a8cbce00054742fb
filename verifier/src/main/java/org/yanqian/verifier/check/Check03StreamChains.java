package org.yanqian.verifier.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.LedgerEvent;

/**
 * 3 Stream chains: sequence without gaps, each event names the hash of the one before it, no event
 * id twice, the stream is the one that the data belong to, the ledger is this one.
 */
public final class Check03StreamChains extends Check {
    private record Link(long seq, String hash) {}

    private final Map<String, Link> last = new HashMap<>();
    private final Set<UUID> ids = new HashSet<>();

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
        if (!ids.add(id(event.id()))) {
            fail("EVENT_ID_TWICE", index, "an id of its own", event.id());
        }
        if (!Streams.belongs(event)) {
            fail("STREAM_DIFFERS", index, Streams.expected(event), event.stream());
        }
        Link before = last.get(event.stream());
        if (before != null || evidence.isLedger() || Streams.isWhole(event, evidence)) {
            equal("SEQ_GAP", index, before == null ? 0 : before.seq + 1, event.seq());
            equal("PREV_DIFFERS", index, before == null ? "" : before.hash, event.prev());
        }
        last.put(event.stream(), new Link(event.seq(), Hex.format(item.eventHash())));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return UUID.nameUUIDFromBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    @Override
    protected void finish(Evidence evidence) {
        if (!evidence.isLedger() && evidence.bundle == null) {
            notChecked("UNREADABLE_BUNDLE");
        }
    }
}
