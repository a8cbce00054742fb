package org.yanqian.verifier.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.TileHashReader;

/**
 * Two checkpoints of one log, in any order: the smaller is a prefix of the larger, by the hash tiles
 * of an export or of the public folder. Tiles that give the larger root but not the smaller convict
 * the log: it signed both.
 */
public final class ConsistencyVerification extends SmallVerification {
    private final Function<String, byte[]> tiles;

    /** {@code tiles}: bytes of a hash tile by its path, null if there is none. */
    public ConsistencyVerification(Policy policy, Function<String, byte[]> tiles) {
        super(policy);
        this.tiles = tiles;
    }

    public Outcome run(byte[] oldNote, byte[] newNote, Optional<TailAge> age) {
        Head first = Head.read("OLD", oldNote, policy);
        Head second = Head.read("NEW", newNote, policy);
        boolean valid = signed(first) & signed(second);
        Layer five = layer("5");
        if (!valid) {
            five.skipped("CHECKPOINT_UNREADABLE");
            return outcome("consistency", second);
        }
        boolean ascending = first.size() <= second.size();
        Head small = ascending ? first : second;
        Head large = ascending ? second : first;
        if (!ascending) {
            five.noted("CHECKPOINTS_SWAPPED", -1, first.size() + " or more", second.size());
        }
        compare(small, large, five);
        quorum(large, age);
        return outcome("consistency", large);
    }

    private void compare(Head small, Head large, Layer five) {
        if (small.size() == large.size()) {
            if (!Arrays.equals(small.root(), large.root())) {
                contradict(small, large, five);
            }
            return;
        }
        try {
            TileHashReader hashes = new TileHashReader(large.size(), tiles);
            byte[] root = Proofs.root(Suite.INTL, large.size(), hashes);
            if (!Arrays.equals(root, large.root())) {
                five.open(
                        "TILES_OF_OTHER_TREE",
                        large.size() - 1,
                        Hex.format(large.root()),
                        Hex.format(root));
                return;
            }
            List<byte[]> proof = Proofs.consistency(small.size(), large.size(), hashes);
            // Every ledger continues the empty one.
            if (small.size() > 0
                    && !Proofs.checkConsistency(
                            Suite.INTL,
                            small.size(),
                            large.size(),
                            small.root(),
                            large.root(),
                            proof)) {
                contradict(small, large, five);
            }
        } catch (CodedException e) {
            five.open("CONSISTENCY_NOT_SHOWN", -1, "hash tiles of both sizes", e.getMessage());
        }
    }

    private void contradict(Head a, Head b, Layer five) {
        five.refuted(
                "TWO_HISTORIES",
                a.size() - 1,
                a.name() + " " + a.signed().checkpoint(),
                b.name() + " " + b.signed().checkpoint());
        histories.add(new Evidence.TwoHistories(a.bytes(), b.bytes()));
    }
}
