package org.yanqian.verifier.check;

import java.util.Arrays;
import java.util.List;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.Packed;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.Tiles;
import org.yanqian.ledger.tree.TreeHash;

/**
 * 4 Tree and checkpoint: the leaves give the tiles, the tiles' tree has the root that the log signed;
 * in suite gm every SM3 root is right and one closes the ledger under every checkpoint. In a bundle:
 * every entry's audit path leads to the last checkpoint.
 */
public final class Check04Tree extends Check {
    public Check04Tree() {
        super("4");
    }

    @Override
    protected void finish(Evidence evidence) {
        if (!evidence.isLedger() && evidence.bundle == null) {
            notChecked("UNREADABLE_BUNDLE");
            return;
        }
        Head latest = evidence.latest;
        if (!latest.isValid()) {
            fail(latest.problem().code(), -1, latest.name(), latest.problem().getMessage());
        }
        if (!evidence.isLedger()) {
            if (latest.isValid()) {
                evidence.bundle
                        .entries()
                        .forEach(e -> guarded(e.index(), () -> included(e, evidence)));
            }
            return;
        }
        if (latest.isValid()) {
            root(evidence);
        }
        evidence.tree.tileFindings().forEach(this::failed);
        tilesAbove(evidence);
        evidence.tree
                .sm3Mismatches()
                .forEach(m -> fail("SM3_ROOT", m.index(), m.expected(), m.found()));
        if (evidence.suite == Suite.GM) {
            closed(latest, evidence);
            evidence.heads.forEach(head -> closed(head, evidence));
        }
    }

    private void root(Evidence evidence) {
        Head latest = evidence.latest;
        byte[] found = evidence.tree.root(latest.size());
        if (found == null) {
            fail(
                    "ENTRIES_MISSING",
                    evidence.tree.size(),
                    latest.size() + " entries",
                    evidence.tree.size());
        } else if (!Arrays.equals(found, latest.root())) {
            fail("ROOT_DIFFERS", -1, Hex.format(latest.root()), Hex.format(found));
        }
    }

    private void closed(Head head, Evidence evidence) {
        if (head.isValid() && head.size() > 0 && head.size() <= evidence.tree.size()) {
            if (!evidence.tree.isSm3Root(head.size() - 1)) {
                fail("SM3_ROOT_MISSING", head.size() - 1, "ledger.sm3-root", "another event");
            }
        }
    }

    // Those over the leaves were compared as the entries came in.
    private void tilesAbove(Evidence evidence) {
        for (Tile tile : Tiles.added(0, evidence.tree.size())) {
            if (tile.level() > 0) {
                byte[] all = evidence.tree.level(tile.level());
                int from = (int) (tile.index() * Tile.WIDTH * TreeHash.LENGTH);
                byte[] expected =
                        Arrays.copyOfRange(all, from, from + tile.width() * TreeHash.LENGTH);
                tile(tile, expected, evidence);
            }
        }
    }

    private void tile(Tile tile, byte[] expected, Evidence evidence) {
        byte[] found;
        try {
            found = evidence.export.read(tile.path());
        } catch (CodedException e) {
            fail(e.code(), -1, tile.path(), e.getMessage());
            return;
        }
        TileFindings.compare(tile, expected, found).ifPresent(this::failed);
    }

    private void failed(Finding f) {
        fail(f.code(), f.index(), f.expected(), f.found());
    }

    private void included(DrawBundle.ProvenEntry entry, Evidence evidence) {
        byte[] leaf = TreeHash.leaf(Suite.INTL, CanonicalJson.format(entry.entry()));
        List<byte[]> path = Packed.parseHashes(entry.path());
        Head latest = evidence.latest;
        if (!Proofs.checkInclusion(
                Suite.INTL, leaf, entry.index(), latest.size(), path, latest.root())) {
            fail(
                    "NOT_INCLUDED",
                    entry.index(),
                    "a path to root " + Hex.format(latest.root()),
                    "leaf " + Hex.format(leaf));
        }
    }
}
