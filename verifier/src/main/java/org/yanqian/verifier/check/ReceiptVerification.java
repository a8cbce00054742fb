package org.yanqian.verifier.check;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.Receipt;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.Tiles;
import org.yanqian.ledger.tree.TreeHash;

/**
 * What a caller was given: a signed entry, and perhaps the proof that it stands in the ledger. A
 * signed entry alone is a promise; with an export at hand it is seen whether it was kept.
 */
public final class ReceiptVerification extends SmallVerification {
    /** Within this time an accepted entry stands under a checkpoint. */
    public static final Duration MERGE_DELAY = Duration.ofSeconds(60);

    public ReceiptVerification(Policy policy) {
        super(policy);
    }

    /** {@code proof} a tlog-proof. */
    public Outcome proven(byte[] entry, byte[] proof, Optional<TailAge> age) {
        entries = 1;
        Item item = item(entry);
        Head head = null;
        Layer four = layer("4");
        try {
            Receipt receipt = Receipt.parse(proof);
            head = Head.read("receipt", receipt.checkpoint().formatBytes(), policy);
            if (signed(head)
                    && !Proofs.checkInclusion(
                            Suite.INTL,
                            item.leafHash(),
                            receipt.index(),
                            head.size(),
                            receipt.path(),
                            head.root())) {
                four.refuted(
                        "NOT_INCLUDED",
                        receipt.index(),
                        "a path to root " + Hex.format(head.root()),
                        "leaf " + Hex.format(item.leafHash()));
            }
            quorum(head, age);
        } catch (CodedException e) {
            four.refuted(e.code(), -1, "a receipt", e.getMessage());
        }
        return outcome("receipt", head);
    }

    /** Whether an export that must hold the entry by now does. */
    public Outcome promised(byte[] entry, Export export, Optional<TailAge> age) {
        Item item = item(entry);
        Head head;
        try {
            head = Head.read("checkpoint", export.read("checkpoint"), policy);
        } catch (CodedException e) {
            head = Head.missing("checkpoint", e);
        }
        if (signed(head)) {
            quorum(head, age);
            if (!holds(export, head, item.leafHash())) {
                missing(item, head);
            }
        }
        return outcome("receipt", head);
    }

    // The leaves are counted into the signed root: an export that is another tree proves nothing.
    private boolean holds(Export export, Head head, byte[] leaf) {
        org.yanqian.ledger.tree.Frontier tree = new org.yanqian.ledger.tree.Frontier(Suite.INTL);
        boolean found = false;
        for (Tile tile : Tiles.addedEntries(0, head.size())) {
            for (byte[] bytes : export.entries(tile)) {
                byte[] hash = TreeHash.leaf(Suite.INTL, bytes);
                found |= Arrays.equals(hash, leaf);
                tree.append(hash);
            }
        }
        entries = tree.size();
        if (!Arrays.equals(tree.root(), head.root())) {
            layer("4")
                    .refuted("ROOT_DIFFERS", -1, Hex.format(head.root()), Hex.format(tree.root()));
        }
        return found;
    }

    private void missing(Item item, Head head) {
        OptionalLong seen = head.quorumAt(policy);
        String time = item.entry() == null ? "" : item.entry().event().time();
        boolean due =
                item.entry() != null
                        && seen.isPresent()
                        && EventCodec.parseTime(time).plus(MERGE_DELAY).getEpochSecond()
                                < seen.getAsLong();
        String found = "not among " + head.size() + " entries";
        if (due) {
            layer("4").refuted("PROMISE_BROKEN", -1, "the entry signed at " + time, found);
        } else {
            layer("4").open("PROMISE_NOT_DUE", -1, "the entry signed at " + time, found);
        }
    }

    private Item item(byte[] entry) {
        Item item = new ItemReader(suite, policy).read(-1, entry);
        Layer one = layer("1");
        Layer two = layer("2");
        if (item.entry() == null) {
            one.refuted(item.problem().code(), -1, "an entry", item.problem().getMessage());
            two.skipped("UNREADABLE");
            return item;
        }
        one.same("LEDGER_DIFFERS", -1, policy.origin(), item.entry().event().ledger());
        for (int i = 0; i < item.signatures().size(); i++) {
            String key = item.entry().signatures().get(i).key();
            switch (item.signatures().get(i)) {
                case WRONG -> two.refuted("SIGNATURE_WRONG", -1, "signed by " + key, "not so");
                case UNKNOWN_KEY ->
                        two.open("SIGNATURE_KEY", -1, "a service key of the policy", key);
                default -> {}
            }
        }
        return item;
    }
}
