package org.yanqian.command.seal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
 * that is away is asked again; what it missed is covered by the next checkpoint.
 */
public final class Witnesser implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Witnesser.class);
    private static final long PAUSE_MILLIS = 200;
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
    private final Map<String, Long> lastSize = new HashMap<>();
    private final Map<String, Long> notBefore = new HashMap<>();
    private final Map<String, String> standing = new TreeMap<>();
    private volatile boolean running;
    private Thread thread;

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
        thread = new Thread(this::run, "witnesser");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (running) {
            try {
                policies.ifPresent(
                        policy ->
                                ledger.latestCheckpoint()
                                        .ifPresent(latest -> askAll(policy, latest)));
            } catch (RuntimeException e) {
                LOG.warn("asking the witnesses failed, trying again", e);
            }
            try {
                signal.awaitProgress(PAUSE_MILLIS);
                Thread.sleep(20);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void askAll(Policy policy, StoredCheckpoint latest) {
        policy.tlog()
                .witnesses()
                .forEach(
                        (name, peer) -> {
                            if (!peer.url().isEmpty()
                                    && !latest.cosignatures().containsKey(name)
                                    && System.nanoTime()
                                            >= notBefore.getOrDefault(name, Long.MIN_VALUE)) {
                                ask(policy, name, peer, latest);
                            }
                        });
    }

    private void ask(Policy policy, String name, TlogPolicy.Peer peer, StoredCheckpoint latest) {
        WitnessAnswer answer = add(peer, latest, lastSize.getOrDefault(name, 0L));
        if (answer instanceof WitnessAnswer.Conflict conflict && conflict.size() <= latest.size()) {
            answer = add(peer, latest, conflict.size());
        }
        if (answer instanceof WitnessAnswer.Conflict ahead && ahead.size() > latest.size()) {
            reportAhead(name, ahead.size());
        }
        if (answer instanceof WitnessAnswer.Cosigned cosigned) {
            keep(policy, name, latest, cosigned.lines());
            return;
        }
        note(name, answer.toString());
        notBefore.put(name, System.nanoTime() + RETRY_MILLIS * 1_000_000);
    }

    // Asked with a checkpoint that was the latest a moment ago: another process may have been
    // first.
    private void reportAhead(String name, long size) {
        long ours = ledger.latestCheckpoint().map(StoredCheckpoint::size).orElse(0L);
        if (size > ours) {
            memory.hasSeenMore(name, size, ours);
        }
    }

    private WitnessAnswer add(TlogPolicy.Peer peer, StoredCheckpoint latest, long oldSize) {
        List<byte[]> proof =
                oldSize == 0 || oldSize == latest.size()
                        ? List.of()
                        : Proofs.consistency(oldSize, latest.size(), ledger.hashes());
        Note note = Note.parse(latest.note().getBytes(StandardCharsets.UTF_8));
        return client.addCheckpoint(peer.url(), oldSize, proof, note);
    }

    // Only what the policy's own key of this witness verifies is kept.
    private void keep(
            Policy policy, String name, StoredCheckpoint latest, List<Note.Signature> signatures) {
        Note note = Note.parse(latest.note().getBytes(StandardCharsets.UTF_8));
        for (Note.Signature signature : signatures) {
            Optional<SignedCheckpoint> verified = verify(policy, note.with(signature));
            if (verified.isPresent()
                    && policy.cosignedAtSeconds(verified.get()).containsKey(name)) {
                save(latest.size(), name, signature.format());
                memory.cosigned(name, note.with(signature));
                lastSize.put(name, latest.size());
                note(name, "");
                signal.progressed();
                return;
            }
        }
        note(name, "its cosignature does not verify under the policy's key");
        notBefore.put(name, System.nanoTime() + RETRY_MILLIS * 1_000_000);
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

    private void note(String name, String trouble) {
        String before;
        synchronized (standing) {
            before = standing.put(name, trouble);
        }
        if (!trouble.equals(before)) {
            LOG.info("witness {}: {}", name, trouble.isEmpty() ? "cosigns" : trouble);
        }
    }

    /** By witness name, what keeps it from cosigning, "" when it cosigns. */
    public Map<String, String> standing() {
        synchronized (standing) {
            return new TreeMap<>(standing);
        }
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 50;
    }
}
