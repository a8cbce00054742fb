package org.yanqian.verifier.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.BundleLists;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.Openings;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.draw.drand.DrandChain;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.space.Keys16;
import org.yanqian.ledger.space.Space;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.Tiles;

/** All that the checks look at: an auditor's export, or one public bundle, and the policy. */
public final class Evidence {
    final Policy policy;
    final Suite suite;

    /** Beacons' chains by type, pinned by code and policy. */
    final Map<String, DrandChain> chains;

    /** Null for a bundle. */
    final Export export;

    /** Null for an export, and for a bundle too damaged to be read. */
    DrawBundle bundle;

    /** Null unless its lists could be unpacked. */
    BundleLists lists;

    /** Damage met while reading, for layer 1. */
    final List<Finding> damage = new ArrayList<>();

    /** Files of the export read on the way, by path. */
    final Map<String, FileSeen> files = new HashMap<>();

    /** The latest checkpoint. */
    Head latest;

    /** In the export or the bundle, ascending by name. */
    final List<Head> heads = new ArrayList<>();

    /** Brought by whoever runs the verifier. */
    final List<Head> supplied = new ArrayList<>();

    /** Time-stamp tokens as found, not yet believed. */
    final List<FoundStamp> stamps = new ArrayList<>();

    /** Where everything lies that grows with the ledger. */
    final Space space;

    /** Names of streams as keys, under the latest checkpoint. */
    Keys16 names = new Keys16(new byte[0]);

    final Dossiers dossiers;

    /** Every key of the ledger, as far as it was read. */
    final Keys keys;

    /** Null for a bundle. */
    TreeReplay tree;

    /** Null for a bundle. */
    RegistryReplay registry;

    /** Key file that opens the draws' ciphertexts; null unless the auditor brings it. */
    byte[] auditorKey;

    /** How old the latest checkpoint may be, if the auditor says so. */
    Optional<TailAge> tailAge = Optional.empty();

    /** Personal values that the auditor brings; null without them. */
    Openings openings;

    final List<TwoHistories> histories = new ArrayList<>();

    /** What the public was shown, as the auditor saved it; null without it. */
    PublishedFiles published;

    private List<Sighting> sightings;

    /** Both notes, each signed by the log, of which one cannot follow from the other. */
    public record TwoHistories(byte[] first, byte[] second) {}

    Evidence(Policy policy, Suite suite, Export export, Space space) {
        this.space = space;
        this.dossiers = new Dossiers(space);
        this.policy = policy;
        this.suite = suite;
        this.export = export;
        this.chains = Beacons.pinned(policy);
        this.keys = new Keys(policy, suite);
    }

    boolean isLedger() {
        return export != null;
    }

    /**
     * Checkpoints that verify and that the entries at hand agree with: only these say anything about
     * the time of an event. An old cosigned note of other entries must not lend its time.
     */
    List<Head> matching() {
        return sightings().stream().map(Sighting::head).toList();
    }

    /** A checkpoint of the entries at hand, by whom and when it was seen. */
    private record Sighting(Head head, Map<String, Long> cosignedAt, OptionalLong quorumAt) {}

    // Once, after the last entry: there is a checkpoint a day, and every draw asks for them all.
    private synchronized List<Sighting> sightings() {
        if (sightings == null) {
            sightings =
                    heads().stream()
                            .filter(this::agrees)
                            .map(h -> new Sighting(h, h.cosignedAt(policy), h.quorumAt(policy)))
                            .toList();
        }
        return sightings;
    }

    /** Every checkpoint of export or bundle that verifies, the latest too. */
    List<Head> heads() {
        List<Head> all = new ArrayList<>(heads);
        all.add(latest);
        return all.stream().filter(Head::isValid).toList();
    }

    private boolean agrees(Head head) {
        if (isLedger()) {
            byte[] root = tree.root(head.size());
            return root != null && Arrays.equals(root, head.root());
        }
        return bundle != null && Check05Consistency.isConsistent(this, head);
    }

    /** Every entry that can be read, a second time; for what only a suspicion makes necessary. */
    void reread(BiConsumer<Long, Entry> consumer) {
        if (!isLedger()) {
            bundle.entries()
                    .forEach(e -> reread(e.index(), CanonicalJson.format(e.entry()), consumer));
            return;
        }
        for (Tile tile : Tiles.addedEntries(0, tree.size())) {
            long index = tile.index() * Tile.WIDTH;
            for (byte[] bytes : export.entries(tile)) {
                reread(index++, bytes, consumer);
            }
        }
    }

    private static void reread(long index, byte[] bytes, BiConsumer<Long, Entry> consumer) {
        Entry entry;
        try {
            entry = Entry.parse(bytes);
        } catch (CodedException e) {
            // Layer 1 has said so.
            return;
        }
        consumer.accept(index, entry);
    }

    /** First second at which a quorum had seen the event; empty if none had. */
    OptionalLong witnessedAt(long index) {
        return sightings().stream()
                .filter(s -> s.head.size() > index && s.quorumAt.isPresent())
                .mapToLong(s -> s.quorumAt.getAsLong())
                .min();
    }

    /**
     * How many entries a quorum had seen before this second, under checkpoints that end before an
     * index: what a thief of keys cannot have changed afterwards.
     */
    long witnessedBefore(long index, long second) {
        return sightings().stream()
                .filter(s -> s.head.size() <= index && s.quorumAt.isPresent())
                .filter(s -> s.quorumAt.getAsLong() < second)
                .mapToLong(s -> s.head.size())
                .max()
                .orElse(0);
    }

    /** First second at which one of these witnesses, by the policy's names, had seen the event. */
    OptionalLong seenAt(long index, Collection<String> witnesses) {
        return sightings().stream()
                .filter(s -> s.head.size() > index)
                .flatMap(s -> s.cosignedAt.entrySet().stream())
                .filter(e -> witnesses.contains(e.getKey()))
                .mapToLong(Map.Entry::getValue)
                .min();
    }
}
