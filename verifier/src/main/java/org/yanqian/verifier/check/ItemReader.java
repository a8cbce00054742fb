package org.yanqian.verifier.check;

import java.util.ArrayList;
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
        byte[] leaf = TreeHash.leaf(Suite.INTL, bytes);
        byte[] sm3 = suite == Suite.GM ? TreeHash.leaf(Suite.GM, bytes) : null;
        try {
            Entry entry = Entry.parse(bytes);
            return new Item(
                    index,
                    bytes,
                    entry,
                    null,
                    leaf,
                    sm3,
                    entry.hash(suite),
                    signatures(index, entry));
        } catch (CodedException e) {
            return new Item(index, bytes, null, e, leaf, sm3, null, List.of());
        }
    }

    private List<Item.SignatureState> signatures(long index, Entry entry) {
        List<Item.SignatureState> states = new ArrayList<>(1);
        for (Entry.Signature signature : entry.signatures()) {
            if (index < verifiedBelow && index >= 0) {
                states.add(Item.SignatureState.VALID);
                continue;
            }
            KnownKey key = keys.get(signature.key());
            states.add(
                    key == null
                            ? Item.SignatureState.UNKNOWN_KEY
                            : entry.verify(signature, key)
                                    ? Item.SignatureState.VALID
                                    : Item.SignatureState.WRONG);
        }
        return states;
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
