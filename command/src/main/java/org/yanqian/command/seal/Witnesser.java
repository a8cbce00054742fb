package org.yanqian.command.seal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.TlogPolicy;
import org.yanqian.ledger.store.SealTable;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.StoredCheckpoint;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.SignedCheckpoint;
import org.yanqian.ledger.witness.WitnessAnswer;
import org.yanqian.ledger.witness.WitnessClient;

/**
 * Asks every witness of the policy to cosign the latest checkpoint and keeps what comes back. A witness
 * that is away is asked again; what it missed is covered by the next checkpoint. Each is asked on a
 * thread of its own: one that never answers must not keep a draw from its quorum.
 */
public final class Witnesser implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Witnesser.class);
    static final int PHASE = 50;
    private static final long PAUSE_MILLIS = 200;
    private static final long LULL_MILLIS = 20;
    private static final long RETRY_MILLIS = 2_000;

    /** Is told what the witnesses have seen. */
    public interface Memory {
        /** @param note the checkpoint with this witness's verified cosignature */
        void cosigned(String witness, Note note);

        /** The witness has cosigned {@code size} entries, the store's checkpoint has fewer. */
        void hasSeenMore(String witness, long size, long ours);
    }

    private final Optional<Policy> policies;
    private final SealedLedger ledger;
    private final DataSource dataSource;
    private final SealSignal signal;
    private final WitnessClient client;
    private final Memory memory;
    private final Standing standing = new Standing(LOG, "witness", "cosigns");
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    public Witnesser(
            Optional<Policy> policies,
            SealedLedger ledger,
            DataSource dataSource,
            SealSignal signal,
            WitnessClient client,
            Memory memory) {
        this.client = client;
        this.policies = policies;
        this.ledger = ledger;
        this.dataSource = dataSource;
        this.signal = signal;
        this.memory = memory;
    }

    @Override
    public void start() {
        running = true;
        policies.ifPresent(
                policy -> policy.tlog().witnesses().forEach((n, p) -> start(policy, n, p)));
    }

    private void start(Policy policy, String name, TlogPolicy.Peer peer) {
        if (peer.url().isEmpty()) {
            return;
        }
        Thread thread = new Thread(new Asker(policy, name, peer)::run, "witness-" + name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private final class Asker {
        private final Policy policy;
        private final String name;
        private final TlogPolicy.Peer peer;
        private long lastSize;

        private Asker(Policy policy, String name, TlogPolicy.Peer peer) {
            this.policy = policy;
            this.name = name;
            this.peer = peer;
        }

        private void run() {
            while (running) {
                boolean well = true;
                try {
                    well = ledger.latestCheckpoint().map(this::ask).orElse(true);
                } catch (RuntimeException e) {
                    LOG.warn("asking witness {} failed, trying again", name, e);
                }
                try {
                    signal.awaitProgress(PAUSE_MILLIS);
                    Thread.sleep(well ? LULL_MILLIS : RETRY_MILLIS);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        /** False when it has not cosigned. */
        private boolean ask(StoredCheckpoint latest) {
            if (latest.cosignatures().containsKey(name)) {
                return true;
            }
            WitnessAnswer answer = add(latest, lastSize);
            if (answer instanceof WitnessAnswer.Conflict conflict
                    && conflict.size() <= latest.size()) {
                answer = add(latest, conflict.size());
            }
            if (answer instanceof WitnessAnswer.Conflict ahead && ahead.size() > latest.size()) {
                reportAhead(ahead.size());
            }
            if (answer instanceof WitnessAnswer.Cosigned cosigned) {
                return keep(latest, cosigned.lines());
            }
            standing.note(name, answer.toString());
            return false;
        }

        // Asked with a checkpoint that was the latest a moment ago: another process may have been
        // first.
        private void reportAhead(long size) {
            long ours = ledger.latestCheckpoint().map(StoredCheckpoint::size).orElse(0L);
            if (size > ours) {
                memory.hasSeenMore(name, size, ours);
            }
        }

        private WitnessAnswer add(StoredCheckpoint latest, long oldSize) {
            List<byte[]> proof =
                    oldSize == 0 || oldSize == latest.size()
                            ? List.of()
                            : Proofs.consistency(oldSize, latest.size(), ledger.hashes());
            Note note = Note.parse(latest.note().getBytes(StandardCharsets.UTF_8));
            return client.addCheckpoint(peer.url(), oldSize, proof, note);
        }

        // Only what the policy's own key of this witness verifies is kept.
        private boolean keep(StoredCheckpoint latest, List<Note.Signature> signatures) {
            Note note = Note.parse(latest.note().getBytes(StandardCharsets.UTF_8));
            for (Note.Signature signature : signatures) {
                Optional<SignedCheckpoint> verified = verify(policy, note.with(signature));
                if (verified.isPresent()
                        && policy.cosignedAtSeconds(verified.get()).containsKey(name)) {
                    save(latest.size(), name, signature.format());
                    memory.cosigned(name, note.with(signature));
                    lastSize = latest.size();
                    standing.note(name, "");
                    signal.progressed();
                    return true;
                }
            }
            standing.note(name, "its cosignature does not verify under the policy's key");
            return false;
        }
    }

    private static Optional<SignedCheckpoint> verify(Policy policy, Note note) {
        try {
            return Optional.of(
                    policy.verifyCheckpoint(note.format().getBytes(StandardCharsets.UTF_8)));
        } catch (CodedException e) {
            return Optional.empty();
        }
    }

    private void save(long size, String name, String line) {
        try (Connection connection = dataSource.getConnection()) {
            SealTable.insertCosignature(connection, size, name, line);
        } catch (SQLException e) {
            throw new IllegalStateException("keeping a cosignature", e);
        }
    }

    /** By witness name, what keeps it from cosigning, "" when it cosigns. */
    public Map<String, String> standing() {
        return standing.now();
    }

    @Override
    public void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
