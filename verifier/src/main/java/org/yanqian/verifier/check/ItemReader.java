package org.yanqian.verifier.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.ServiceKey;
import org.yanqian.ledger.sign.KnownKey;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.TreeHash;

/** Bytes of leaves to items: parses, hashes, verifies signatures. Thread safe. */
public final class ItemReader {
    private static final byte[] NOTHING = new byte[0];

    private final Suite suite;
    // Grows while other threads read: what is not known yet is verified when its turn comes.
    private final Map<String, KnownKey> keys = new ConcurrentHashMap<>();
    private final AtomicInteger tables = new AtomicInteger(KnownKey.TABLES);

    private volatile long verifiedBelow;

    public ItemReader(Suite suite, Policy policy) {
        this.suite = suite;
        for (ServiceKey key : policy.serviceKeys()) {
            keys.put(key.key().id(), new KnownKey(key.key(), tables));
        }
    }

    public Suite suite() {
        return suite;
    }

    public Item read(long index, byte[] bytes) {
        return readAll(index, List.of(bytes)).get(0);
    }

    /** Leaves that follow one another: their SM3 hashes are worked out side by side. */
    List<Item> readAll(long first, List<byte[]> leaves) {
        Entry[] entries = new Entry[leaves.size()];
        CodedException[] problems = new CodedException[entries.length];
        byte[][] events = new byte[entries.length][];
        for (int i = 0; i < entries.length; i++) {
            try {
                entries[i] = Entry.parse(leaves.get(i));
                events[i] = entries[i].eventBytes();
            } catch (CodedException e) {
                problems[i] = e;
                events[i] = NOTHING;
            }
        }
        byte[][] hashes = suite.hashAll(events);
        byte[][] sm3 = suite == Suite.GM ? TreeHash.leaves(Suite.GM, leaves) : null;
        List<List<Item.SignatureState>> signatures = signatures(first, entries);
        List<Item> items = new ArrayList<>(entries.length);
        for (int i = 0; i < entries.length; i++) {
            Entry entry = entries[i];
            items.add(
                    new Item(
                            first + i,
                            leaves.get(i),
                            entry,
                            problems[i],
                            TreeHash.leaf(Suite.INTL, leaves.get(i)),
                            sm3 == null ? null : sm3[i],
                            entry == null ? null : hashes[i],
                            signatures.get(i)));
        }
        return items;
    }

    /** Signatures by one key: verified together, each outcome put where it belongs. */
    private static final class Batch {
        private final List<byte[]> messages = new ArrayList<>();
        private final List<byte[]> signatures = new ArrayList<>();
        private final List<List<Item.SignatureState>> lists = new ArrayList<>();
        private final List<Integer> places = new ArrayList<>();

        void add(Entry entry, Entry.Signature signature, List<Item.SignatureState> list) {
            messages.add(entry.signedMessage());
            signatures.add(Entry.raw(signature));
            lists.add(list);
            places.add(list.size());
            list.add(Item.SignatureState.WRONG);
        }

        void verify(KnownKey key) {
            boolean[] valid =
                    key.verifyAll(
                            messages.toArray(new byte[0][]), signatures.toArray(new byte[0][]));
            for (int i = 0; i < valid.length; i++) {
                if (valid[i]) {
                    lists.get(i).set(places.get(i), Item.SignatureState.VALID);
                }
            }
        }
    }

    private List<List<Item.SignatureState>> signatures(long first, Entry[] entries) {
        Map<KnownKey, Batch> batches = new LinkedHashMap<>();
        List<List<Item.SignatureState>> all = new ArrayList<>(entries.length);
        for (int i = 0; i < entries.length; i++) {
            List<Item.SignatureState> states = new ArrayList<>(1);
            all.add(states);
            if (entries[i] == null) {
                continue;
            }
            for (Entry.Signature signature : entries[i].signatures()) {
                KnownKey key = keys.get(signature.key());
                if (first + i < verifiedBelow && first + i >= 0) {
                    states.add(Item.SignatureState.VALID);
                } else if (key == null) {
                    states.add(Item.SignatureState.UNKNOWN_KEY);
                } else {
                    batches.computeIfAbsent(key, k -> new Batch())
                            .add(entries[i], signature, states);
                }
            }
        }
        batches.forEach((key, batch) -> batch.verify(key));
        return all;
    }

    /**
     * Entries before this index were verified by an earlier run. Sound only together with a check
     * that they are the same bytes, by the root over them.
     */
    void verifiedBefore(long size) {
        verifiedBelow = size;
    }

    /** From here on signatures by this key too are verified while reading. */
    void learn(PublicKey key) {
        keys.put(key.id(), new KnownKey(key, tables));
    }

    /** The key of a signature, null if neither policy nor ledger has named it so far. */
    public PublicKey key(String id) {
        KnownKey known = keys.get(id);
        return known == null ? null : known.key();
    }
}
