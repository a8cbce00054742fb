package org.yanqian.verifier.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.space.Space;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.Tiles;
import org.yanqian.ledger.tree.TreeHash;

/**
 * The event store beside the ledger: every leaf stands in the store byte for byte, and the store
 * holds nothing for a place of a stream that the ledger has otherwise. What the store holds beyond
 * the export's checkpoint is counted, not judged. In the space: one fingerprint for each row and
 * three for each leaf; they are keyed by a secret of the run, so that nobody can make two that meet.
 */
public final class StoreComparison extends SmallVerification {
    private final StoreDump dump;
    private final byte[] secret;
    private final Fingerprints stored;
    private final Fingerprints leaves;
    private final Fingerprints places;

    /** First leaves that the store lacks, by place. */
    private final Map<String, Leaf> lacking = new LinkedHashMap<>();

    private long lackingCount;
    private long ahead;

    private record Leaf(long index, byte[] hash) {}

    /** {@code secret}: 16 random bytes. */
    public StoreComparison(Policy policy, StoreDump dump, byte[] secret, Space space) {
        super(policy);
        this.stored = new Fingerprints(space);
        this.leaves = new Fingerprints(space);
        this.places = new Fingerprints(space);
        this.dump = dump;
        this.secret = secret.clone();
    }

    /** Throws {@code UNREADABLE_DUMP}. */
    public Outcome run(Export export, Optional<TailAge> age) {
        Head head;
        try {
            head = Head.read("checkpoint", export.read("checkpoint"), policy);
        } catch (CodedException e) {
            head = Head.missing("checkpoint", e);
        }
        if (!signed(head)) {
            layer("store").skipped("CHECKPOINT_UNREADABLE");
            return outcome("compare", head);
        }
        quorum(head, age);
        dump.forEach(row -> stored.add(fingerprint(leaf(row.entry()))));
        ledger(export, head);
        dump.forEach(this::row);
        Layer store = layer("store");
        lacking.forEach((place, l) -> store.refuted("STORE_LACKS", l.index, place, "no row"));
        if (lackingCount > Check.KEPT) {
            store.noted("STORE_LACKS", -1, "every leaf", lackingCount + " of them not there");
        }
        if (ahead > 0) {
            store.noted("STORE_AHEAD", head.size(), head.size() + " entries", "+ " + ahead);
        }
        return outcome("compare", head);
    }

    private static byte[] leaf(byte[] entry) {
        return TreeHash.leaf(Suite.INTL, entry);
    }

    private long fingerprint(byte[] bytes) {
        return ByteBuffer.wrap(Suite.INTL.hash(secret, bytes)).getLong();
    }

    private static String place(String stream, long seq) {
        return stream + " " + seq;
    }

    private long fingerprint(String place) {
        return fingerprint(place.getBytes(StandardCharsets.UTF_8));
    }

    private static String at(long index, byte[] leaf) {
        return "#" + index + " " + Hex.format(leaf);
    }

    private void ledger(Export export, Head head) {
        Frontier tree = new Frontier(Suite.INTL);
        for (Tile tile : Tiles.addedEntries(0, head.size())) {
            for (byte[] bytes : export.entries(tile)) {
                byte[] hash = leaf(bytes);
                entry(tree.size(), bytes, hash);
                tree.append(hash);
            }
        }
        entries = tree.size();
        if (!Arrays.equals(tree.root(), head.root())) {
            layer("4")
                    .refuted("ROOT_DIFFERS", -1, Hex.format(head.root()), Hex.format(tree.root()));
        }
    }

    private void entry(long index, byte[] bytes, byte[] hash) {
        long mark = fingerprint(hash);
        leaves.add(mark);
        places.add(fingerprint(at(index, hash)));
        String place;
        try {
            var event = Entry.parse(bytes).event();
            place = place(event.stream(), event.seq());
        } catch (CodedException e) {
            place = "#" + index + " " + e.code();
        }
        places.add(fingerprint(place));
        if (!stored.contains(mark)) {
            lackingCount++;
            if (lacking.size() < Check.KEPT) {
                lacking.put(place, new Leaf(index, hash));
            }
        }
    }

    private void row(StoreDump.Row row) {
        byte[] hash = leaf(row.entry());
        String place = place(row.stream(), row.seq());
        if (row.entry().length == 0) {
            gone(row);
            return;
        }
        own(row, place);
        if (row.index() >= 0) {
            layer("store").same("STORE_ROW_DIFFERS", row.index(), hex(hash), hex(row.leaf()));
            if (row.index() < entries && !places.contains(fingerprint(at(row.index(), hash)))) {
                layer("store")
                        .refuted("STORE_DIFFERS", row.index(), "the leaf of this index", hex(hash));
            }
        }
        if (leaves.contains(fingerprint(hash))) {
            return;
        }
        Leaf leaf = lacking.remove(place);
        if (leaf != null) {
            layer("store")
                    .refuted(
                            "STORE_DIFFERS",
                            leaf.index,
                            place + ": leaf " + Hex.format(leaf.hash),
                            "leaf " + Hex.format(hash));
        } else if (places.contains(fingerprint(place))) {
            layer("store").refuted("STORE_DIFFERS", -1, place + " as in the ledger", "another row");
        } else {
            ahead++;
        }
    }

    private void gone(StoreDump.Row row) {
        if (row.index() >= entries) {
            ahead++;
        }
    }

    private static String hex(byte[] bytes) {
        return Hex.format(bytes);
    }

    /** A row says of its entry what the entry says of itself. */
    private void own(StoreDump.Row row, String place) {
        Layer store = layer("store");
        try {
            Entry entry = Entry.parse(row.entry());
            String own = place(entry.event().stream(), entry.event().seq());
            store.same("STORE_ROW_DIFFERS", -1, own, place);
            store.same(
                    "STORE_ROW_DIFFERS",
                    -1,
                    place + " " + Hex.format(entry.hash(suite)),
                    place + " " + Hex.format(row.hash()));
        } catch (CodedException e) {
            store.refuted(e.code(), -1, "an entry at " + place, e.getMessage());
        }
    }
}
