package org.yanqian.command.seal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.yanqian.command.keys.PolicySource;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.StoredCheckpoint;
import org.yanqian.ledger.tree.SignedCheckpoint;

/** Whether outsiders have seen an entry: checkpoints that hold it and met the policy's quorum. */
@Component
public class Witnessing {
    /**
     * @param atSeconds when the quorum of this checkpoint was met, since 1970
     * @param cosigned by witness name, seconds
     */
    public record Met(long size, String note, long atSeconds, Map<String, Long> cosigned) {}

    private static final int PAGE = 50;

    private final SealedLedger ledger;
    private final PolicySource policies;
    private final SealSignal signal;

    public Witnessing(SealedLedger ledger, PolicySource policies, SealSignal signal) {
        this.ledger = ledger;
        this.policies = policies;
        this.signal = signal;
    }

    /**
     * The earliest quorum over the entry of this index, as verifiers look for it: normally that of
     * the smallest checkpoint with one, but witnesses may cosign a larger one first. Looked at are the
     * next {@value #PAGE} cosigned checkpoints that hold the entry, or the first ones after with a
     * quorum.
     */
    public Optional<Met> of(long index) {
        Policy policy = policies.require();
        long from = index + 1;
        while (true) {
            List<StoredCheckpoint> page = ledger.cosignedFrom(from, PAGE);
            Optional<Met> met = earliest(policy, page);
            if (met.isPresent() || page.size() < PAGE) {
                return met;
            }
            from = page.get(page.size() - 1).size() + 1;
        }
    }

    /**
     * While this entry has no quorum: the policy's witnesses whose cosignature the most widely
     * cosigned checkpoint over it lacks. Empty once the quorum is met.
     */
    public List<String> missing(long index) {
        if (of(index).isPresent()) {
            return List.of();
        }
        Set<String> all = policies.require().tlog().witnesses().keySet();
        Set<String> most =
                ledger.cosignedFrom(index + 1, PAGE).stream()
                        .map(checkpoint -> checkpoint.cosignatures().keySet())
                        .max(Comparator.comparingInt(Set::size))
                        .orElse(Set.of());
        return all.stream().filter(name -> !most.contains(name)).toList();
    }

    /** The first quorum in time, of equal times that of the smallest checkpoint. */
    static Optional<Met> earliest(Policy policy, List<StoredCheckpoint> ascending) {
        return ascending.stream()
                .map(checkpoint -> met(policy, checkpoint))
                .flatMap(Optional::stream)
                .min(Comparator.comparingLong(Met::atSeconds).thenComparingLong(Met::size));
    }

    /**
     * The largest checkpoint of this size at most that a quorum saw before a second: what a stolen
     * key cannot have changed afterwards.
     */
    public Optional<Met> before(long size, long seconds) {
        Policy policy = policies.require();
        long upTo = size;
        while (true) {
            List<StoredCheckpoint> page = ledger.cosignedUpTo(upTo, PAGE);
            Optional<Met> met =
                    page.stream()
                            .map(checkpoint -> met(policy, checkpoint))
                            .flatMap(Optional::stream)
                            .filter(m -> m.atSeconds() < seconds)
                            .findFirst();
            if (met.isPresent() || page.size() < PAGE) {
                return met;
            }
            upTo = page.get(page.size() - 1).size() - 1;
        }
    }

    /** The last checkpoint that met the quorum, looked for from the newest cosigned one back. */
    public Optional<Met> latest() {
        Policy policy = policies.require();
        return ledger.latestCosigned()
                .flatMap(last -> met(policy, last))
                .or(() -> ofEachDay().stream().reduce((earlier, later) -> later));
    }

    /** One for each day, at or after its last cosigned checkpoint, ascending. */
    public List<Met> ofEachDay() {
        return ledger.lastCosignedOfEachDay().stream()
                .map(size -> of(size - 1))
                .flatMap(Optional::stream)
                .toList();
    }

    /** As {@link #of}, asking for a checkpoint and waiting for the witnesses up to {@code patience}. */
    public Optional<Met> await(long index, Duration patience) {
        signal.wantCheckpoint();
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Met> met = of(index);
            if (met.isPresent() || System.nanoTime() > deadline) {
                return met;
            }
            try {
                signal.awaitProgress(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    private static Optional<Met> met(Policy policy, StoredCheckpoint checkpoint) {
        if (checkpoint.cosignatures().isEmpty()) {
            return Optional.empty();
        }
        SignedCheckpoint signed =
                policy.verifyCheckpoint(checkpoint.cosignedNote().getBytes(StandardCharsets.UTF_8));
        return policy.quorumMetAt(signed).stream()
                .mapToObj(
                        at ->
                                new Met(
                                        checkpoint.size(),
                                        checkpoint.cosignedNote(),
                                        at,
                                        policy.cosignedAtSeconds(signed)))
                .findFirst();
    }
}
