package org.yanqian.command.audit;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.draw.DrawKeys;
import org.yanqian.command.keys.PolicySource;
import org.yanqian.command.keys.ServiceKeys;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.bundle.DrawKey;
import org.yanqian.ledger.bundle.ExportSource;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;
import org.yanqian.ledger.store.SealedLedger.StoredCheckpoint;

/** The database as the source of an auditor's export, cut at the last checkpoint with a quorum. */
record LedgerExportSource(
        String origin,
        Suite suite,
        SealedLedger ledger,
        StoredCheckpoint latest,
        SortedMap<Long, byte[]> checkpoints,
        Collection<DrawKey> drawKeys,
        Signer signer,
        Instant time)
        implements ExportSource {
    @Override
    public byte[] checkpoint() {
        return latest.cosignedNote().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<byte[]> entries(long from, int count) {
        return ledger.read(from, count).stream().map(SealedEntry::entry).toList();
    }

    @Override
    public Iterable<byte[]> lists() {
        Iterator<String> hashes = ledger.lists().iterator();
        return () ->
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return hashes.hasNext();
                    }

                    @Override
                    public byte[] next() {
                        return ledger.list(hashes.next()).orElseThrow();
                    }
                };
    }

    @Component
    static class Factory {
        private final SealedLedger ledger;
        private final PolicySource policies;
        private final DrawKeys drawKeys;
        private final ServiceKeys keys;
        private final CommandSettings settings;
        private final Clock clock;

        Factory(
                SealedLedger ledger,
                PolicySource policies,
                DrawKeys drawKeys,
                ServiceKeys keys,
                CommandSettings settings,
                Clock clock) {
            this.ledger = ledger;
            this.policies = policies;
            this.drawKeys = drawKeys;
            this.keys = keys;
            this.settings = settings;
            this.clock = clock;
        }

        /** Refuses with {@code LEDGER_BEHIND} while there is no checkpoint. */
        LedgerExportSource create() {
            TreeMap<Long, byte[]> cosigned = new TreeMap<>();
            StoredCheckpoint latest = null;
            for (StoredCheckpoint checkpoint : ledger.checkpointsFrom(0)) {
                if (quorum(checkpoint)) {
                    latest = checkpoint;
                    cosigned.put(
                            checkpoint.size(),
                            checkpoint.cosignedNote().getBytes(StandardCharsets.UTF_8));
                }
            }
            if (latest == null) {
                latest =
                        ledger.latestCheckpoint()
                                .orElseThrow(() -> new Refusal(RefusalCode.LEDGER_BEHIND));
            }
            return new LedgerExportSource(
                    settings.origin(),
                    settings.suiteValue(),
                    ledger,
                    latest,
                    cosigned,
                    drawKeys.all(),
                    keys.service(),
                    clock.instant());
        }

        private boolean quorum(StoredCheckpoint checkpoint) {
            Optional<Policy> policy = policies.find();
            return policy.isPresent()
                    && !checkpoint.cosignatures().isEmpty()
                    && policy.get()
                            .quorumMetAt(
                                    policy.get()
                                            .verifyCheckpoint(
                                                    checkpoint
                                                            .cosignedNote()
                                                            .getBytes(StandardCharsets.UTF_8)))
                            .isPresent();
        }
    }
}
