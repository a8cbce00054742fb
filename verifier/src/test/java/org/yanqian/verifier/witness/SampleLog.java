package org.yanqian.verifier.witness;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.TreeHash;
import org.yanqian.ledger.witness.AddCheckpoint;

/** A log of numbered entries, at every size at once. */
final class SampleLog {
    final NoteSigner signer;
    private final String origin;
    private final Map<String, byte[]> stored = new HashMap<>();
    private final List<byte[]> roots = new ArrayList<>();

    SampleLog(String origin, int entries) {
        this.origin = origin;
        signer = new NoteSigner(origin, PrivateKey.generate(Suite.INTL, new SecureRandom()));
        Frontier frontier = new Frontier(Suite.INTL);
        roots.add(frontier.root());
        for (int i = 0; i < entries; i++) {
            byte[] leaf = TreeHash.leaf(Suite.INTL, new byte[] {(byte) i, (byte) (i >> 8)});
            frontier.append(leaf, (level, n, hash) -> stored.put(level + "/" + n, hash));
            roots.add(frontier.root());
        }
    }

    NoteKey key() {
        return signer.key(NoteKey.Type.ED25519);
    }

    Note note(int size) {
        return signer.sign(new Checkpoint(origin, size, roots.get(size)));
    }

    /** Another history of the same size. */
    Note fork(int size) {
        return signer.sign(new Checkpoint(origin, size, roots.get(size + 1)));
    }

    List<byte[]> proof(int from, int to) {
        return Proofs.consistency(from, to, (level, n) -> stored.get(level + "/" + n));
    }

    AddCheckpoint request(int from, int to) {
        return new AddCheckpoint(from, proof(from, to), note(to));
    }
}
