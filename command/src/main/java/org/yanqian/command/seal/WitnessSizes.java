package org.yanqian.command.seal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.TreeHash;
import org.yanqian.ledger.witness.WitnessAnswer;
import org.yanqian.ledger.witness.WitnessClient;

/** Asks witnesses how many entries they have seen. */
public final class WitnessSizes {
    private WitnessSizes() {}

    /**
     * By name, those that answered. They are asked with a checkpoint of size 0: it is a prefix of
     * every history, so that asking commits nobody, and a witness that has seen more answers 409 with
     * its size.
     */
    public static Map<String, Long> ask(Policy policy, NoteSigner log, WitnessClient client) {
        Checkpoint nothing = new Checkpoint(log.name(), 0, TreeHash.empty(Suite.INTL));
        Note note = log.sign(nothing);
        Map<String, Long> sizes = new TreeMap<>();
        policy.tlog()
                .witnesses()
                .forEach(
                        (name, peer) -> {
                            if (peer.url().isEmpty()) {
                                return;
                            }
                            WitnessAnswer answer =
                                    client.addCheckpoint(peer.url(), 0, List.of(), note);
                            if (answer instanceof WitnessAnswer.Conflict conflict) {
                                sizes.put(name, conflict.size());
                            } else if (answer instanceof WitnessAnswer.Cosigned) {
                                sizes.put(name, 0L);
                            }
                        });
        return sizes;
    }
}
