package org.yanqian.verifier.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.Packed;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Proofs;

/**
 * 5 Consistency: every older checkpoint, in the export or kept by the auditor, is a prefix of the
 * latest. Two notes of the log that contradict each other are two histories: the log convicts
 * itself.
 */
public final class Check05Consistency extends Check {
    public Check05Consistency() {
        super("5");
    }

    @Override
    protected void finish(Evidence evidence) {
        if (!evidence.isLedger() && evidence.bundle == null) {
            notChecked("UNREADABLE_BUNDLE");
            return;
        }
        for (Head head : evidence.heads) {
            if (!head.isValid()) {
                fail(head.problem().code(), -1, head.name(), head.problem().getMessage());
            }
        }
        for (Head head : evidence.supplied) {
            if (!head.isValid()) {
                undecided("CHECKPOINT_UNREADABLE", -1, head.name(), head.problem().getMessage());
            }
        }
        List<Head> all = new ArrayList<>(evidence.supplied);
        all.addAll(evidence.heads);
        all.add(evidence.latest);
        List<Head> valid = all.stream().filter(Head::isValid).toList();
        sameSize(valid, evidence);
        if (!evidence.latest.isValid()) {
            return;
        }
        for (Head head : valid) {
            if (evidence.isLedger()) {
                guarded(-1, () -> prefix(head, evidence));
            } else {
                guarded(-1, () -> proven(head, evidence));
            }
        }
    }

    private void sameSize(List<Head> heads, Evidence evidence) {
        for (int i = 0; i < heads.size(); i++) {
            for (int j = i + 1; j < heads.size(); j++) {
                Head a = heads.get(i);
                Head b = heads.get(j);
                if (a.size() == b.size() && !Arrays.equals(a.root(), b.root())) {
                    histories(a, b, evidence);
                }
            }
        }
    }

    private void histories(Head a, Head b, Evidence evidence) {
        fail(
                "TWO_HISTORIES",
                Math.min(a.size(), b.size()) - 1,
                a.name() + " " + a.signed().checkpoint(),
                b.name() + " " + b.signed().checkpoint());
        evidence.histories.add(new Evidence.TwoHistories(a.bytes(), b.bytes()));
    }

    private void prefix(Head head, Evidence evidence) {
        Head latest = evidence.latest;
        if (head.size() > latest.size()) {
            fail(
                    "TAIL_CUT",
                    latest.size(),
                    head.name() + ": " + head.size() + " entries",
                    latest.size());
            return;
        }
        byte[] root = evidence.tree.root(head.size());
        if (root == null || Arrays.equals(root, head.root()) || head.size() == latest.size()) {
            return;
        }
        byte[] end = evidence.tree.root(latest.size());
        if (end != null && Arrays.equals(end, latest.root())) {
            // The entries prove what the latest note means, so the older one means something else.
            histories(head, latest, evidence);
        } else {
            fail("ROOT_DIFFERS", head.size() - 1, Hex.format(head.root()), Hex.format(root));
        }
    }

    private void proven(Head head, Evidence evidence) {
        Head latest = evidence.latest;
        if (head.size() == latest.size() || isConsistent(evidence, head)) {
            return;
        }
        if (evidence.supplied.contains(head)) {
            note("CONSISTENCY_NOT_SHOWN", -1, head.name(), "the bundle holds no proof for it");
        } else {
            fail(
                    "NOT_CONSISTENT",
                    head.size() - 1,
                    "a proof from " + head.signed().checkpoint(),
                    "to " + latest.signed().checkpoint());
        }
    }

    /** In a bundle: proved to be a prefix of the last checkpoint. */
    static boolean isConsistent(Evidence evidence, Head head) {
        Head latest = evidence.latest;
        if (!head.isValid() || !latest.isValid()) {
            return false;
        }
        if (head.size() == latest.size()) {
            return Arrays.equals(head.root(), latest.root());
        }
        for (DrawBundle.Consistency proof : evidence.bundle.consistency()) {
            if (proof.from() == head.size()
                    && proof.to() == latest.size()
                    && Proofs.checkConsistency(
                            Suite.INTL,
                            head.size(),
                            latest.size(),
                            head.root(),
                            latest.root(),
                            hashes(proof))) {
                return true;
            }
        }
        return false;
    }

    private static List<byte[]> hashes(DrawBundle.Consistency proof) {
        try {
            return Packed.parseHashes(proof.proof());
        } catch (CodedException e) {
            return List.of();
        }
    }
}
