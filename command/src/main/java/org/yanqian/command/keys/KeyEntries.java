package org.yanqian.command.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.yanqian.command.seal.Witnessing;
import org.yanqian.command.seal.Witnessing.Met;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.event.KeyEvent.KeyEnrolled;
import org.yanqian.ledger.event.KeyEvent.KeyRevoked;
import org.yanqian.ledger.event.KeyEvent.KeyRotated;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;

/** Sealed key events, for whoever must judge signatures without the whole ledger. */
@Component
public class KeyEntries {
    private final SealedLedger ledger;
    private final Witnessing witnessing;

    public KeyEntries(SealedLedger ledger, Witnessing witnessing) {
        this.ledger = ledger;
        this.witnessing = witnessing;
    }

    /** By index: keys of the service and of the bureau's parties, with officers those of theirs. */
    public SortedMap<Long, byte[]> of(String bureau, boolean officers) {
        SortedMap<Long, byte[]> entries = new TreeMap<>();
        List<String> streams =
                new ArrayList<>(
                        List.of(KeyEvent.SERVICE_STREAM, KeyEvent.stream(KeyEvent.PARTY, bureau)));
        if (officers) {
            streams.add(KeyEvent.stream(KeyEvent.OFFICER, bureau));
        }
        for (String stream : streams) {
            for (SealedEntry found : ledger.stream(stream)) {
                entries.put(found.index(), found.entry());
            }
        }
        return entries;
    }

    /** For each compromise among these entries the largest checkpoint seen before it. */
    public List<Met> beforeCompromises(SortedMap<Long, byte[]> entries) {
        List<Met> all = new ArrayList<>();
        entries.forEach(
                (index, entry) -> {
                    if (Entry.parse(entry).event().data() instanceof KeyRevoked revoked
                            && revoked.reason().equals(KeyEvent.COMPROMISED)) {
                        long before =
                                revoked.since().isEmpty()
                                        ? Long.MAX_VALUE
                                        : EventCodec.parseTime(revoked.since()).getEpochSecond();
                        witnessing.before(index, before).ifPresent(all::add);
                    }
                });
        return all.stream().distinct().toList();
    }

    /** Those of every bureau. */
    public List<Met> beforeCompromises(Iterable<String> bureaus) {
        SortedMap<Long, byte[]> entries = new TreeMap<>(of("", false));
        bureaus.forEach(bureau -> entries.putAll(of(bureau, true)));
        return beforeCompromises(entries);
    }

    /**
     * Of a key of the service, between which indexes of the sealed ledger it is valid. A reader of
     * less than the whole ledger knows it only if its first event is there and its end is not.
     *
     * @param from index of the event that brought it, -1 for those of the policy
     * @param to index of the event that ended it, or {@link Long#MAX_VALUE}
     */
    public record Span(long from, long to) {
        public boolean isKnownTo(long size) {
            return from < size && to >= size;
        }
    }

    /** The caller has seen to it that the event which brought the key is sealed. */
    public Span span(PublicKey key) {
        String text = key.format();
        long from = -1;
        long to = Long.MAX_VALUE;
        for (SealedEntry found : ledger.stream(KeyEvent.SERVICE_STREAM)) {
            EventData data = Entry.parse(found.entry()).event().data();
            if (data instanceof KeyEnrolled e && e.key().equals(text)
                    || data instanceof KeyRotated r && r.key().equals(text)) {
                from = found.index();
            }
            if (data instanceof KeyRotated r && r.old().equals(text)
                    || data instanceof KeyRevoked v && v.key().equals(text)) {
                to = Math.min(to, found.index());
            }
        }
        return new Span(from, to);
    }
}
