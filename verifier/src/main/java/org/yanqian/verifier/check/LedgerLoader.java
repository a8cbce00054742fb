package org.yanqian.verifier.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.Manifest;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.space.Keys16;
import org.yanqian.ledger.space.Space;
import org.yanqian.ledger.stamp.StoredStamp;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.Tiles;

/** Streams the entries of an export, in order, parsed and verified on all cores. */
final class LedgerLoader {
    private final Export export;
    private final Policy policy;
    private final Evidence evidence;

    LedgerLoader(Export export, Policy policy, List<Head> supplied, Space space) {
        this.export = export;
        this.policy = policy;
        this.evidence = new Evidence(policy, suite(export, policy), export, space);
        evidence.supplied.addAll(supplied);
        evidence.latest = head("checkpoint");
        if (evidence.latest.isValid()) {
            evidence.names = new Keys16(evidence.latest.root());
        }
        export.paths("checkpoints/").forEach(path -> evidence.heads.add(head(path)));
        export.paths(StoredStamp.FOLDER).forEach(this::stamp);
    }

    private void stamp(String path) {
        try {
            StoredStamp stored = StoredStamp.of(path, export.read(path));
            evidence.stamps.add(new FoundStamp(path, stored.size(), stored.token()));
        } catch (CodedException e) {
            evidence.damage.add(new Finding(e.code(), Effect.REFUTES, -1, "", e.getMessage()));
        }
    }

    Evidence evidence() {
        return evidence;
    }

    private Head head(String path) {
        try {
            return Head.read(path, export.read(path), policy);
        } catch (CodedException e) {
            return Head.missing(path, e);
        }
    }

    // The first event names the suite; a damaged one leaves that of the service's key.
    private static Suite suite(Export export, Policy policy) {
        try {
            Tile first = new Tile(Tile.ENTRIES, 0, width(size(export)));
            Entry entry = Entry.parse(export.entries(first).get(0));
            if (entry.event().data() instanceof OriginEvent.LedgerOpened opened) {
                return Suite.of(opened.suite());
            }
        } catch (CodedException | IndexOutOfBoundsException e) {
            return policy.serviceKeys().get(0).key().suite();
        }
        return policy.serviceKeys().get(0).key().suite();
    }

    private static int width(long size) {
        return (int) Math.max(1, Math.min(Tile.WIDTH, size));
    }

    /** By the checkpoint; by the manifest or the bundles where that cannot be read. */
    private static long size(Export export) {
        try {
            return export.latest().size();
        } catch (CodedException e) {
            try {
                return Manifest.parse(export.manifest().content()).size();
            } catch (CodedException again) {
                return export.paths("tile/entries/").stream()
                        .mapToLong(LedgerLoader::end)
                        .max()
                        .orElse(0);
            }
        }
    }

    private static long end(String path) {
        try {
            Tile tile = Tile.parse(path);
            return tile.index() * Tile.WIDTH + tile.width();
        } catch (CodedException e) {
            return 0;
        }
    }

    /** Hands every readable leaf on, in order; damage goes to the evidence. */
    void forEach(int threads, Consumer<Item> consumer) {
        // No export holds more entries than its files have room for, whatever a checkpoint says.
        long room =
                export.paths("tile/entries/").stream().mapToLong(LedgerLoader::end).max().orElse(0);
        long size = Math.min(size(export), room);
        evidence.tree = new TreeReplay(evidence.suite, wanted());
        evidence.registry = new RegistryReplay(evidence, threads);
        BlockReader reader = new BlockReader(export, evidence.keys.reader());
        try {
            Pipeline.run(
                    threads,
                    Tiles.addedEntries(0, size),
                    reader::read,
                    block -> consume(block, consumer));
        } finally {
            evidence.registry.close();
        }
    }

    private Set<Long> wanted() {
        Set<Long> sizes = new HashSet<>();
        List<Head> all = new ArrayList<>(evidence.heads);
        all.addAll(evidence.supplied);
        all.add(evidence.latest);
        all.stream().filter(Head::isValid).forEach(h -> sizes.add(h.size()));
        return sizes;
    }

    private void consume(BlockReader.Block block, Consumer<Item> consumer) {
        evidence.damage.addAll(block.damage());
        evidence.files.putAll(block.files());
        evidence.tree.addBlock(block);
        for (Item item : block.items()) {
            evidence.tree.add(item);
            evidence.dossiers.add(item);
            evidence.registry.add(item);
            consumer.accept(item);
        }
    }
}
