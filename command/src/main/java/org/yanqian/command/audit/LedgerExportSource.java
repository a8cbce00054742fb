package org.yanqian.command.audit;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.draw.DrawKeys;
import org.yanqian.command.keys.KeyEntries;
import org.yanqian.command.keys.KeyRegister;
import org.yanqian.command.keys.PolicySource;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.LedgerStates;
import org.yanqian.command.seal.Witnessing;
import org.yanqian.command.seal.Witnessing.Met;
import org.yanqian.ledger.bundle.DrawKey;
import org.yanqian.ledger.bundle.ExportSource;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.registry.DrawLine;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.stamp.StoredStamp;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;
import org.yanqian.ledger.store.StampTable;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Note;

/** The database as the source of an auditor's export, cut at the last checkpoint with a quorum. */
record LedgerExportSource(
        String origin,
        Suite suite,
        SealedLedger ledger,
        byte[] checkpoint,
        SortedMap<Long, byte[]> checkpoints,
        Collection<StoredStamp> stamps,
        Collection<DrawKey> drawKeys,
        Signer signer,
        Instant time)
        implements ExportSource {
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
        private static final Duration PATIENCE = Duration.ofSeconds(10);

        private final SealedLedger ledger;
        private final Witnessing witnessing;
        private final LedgerStates states;
        private final PolicySource policies;
        private final DrawKeys drawKeys;
        private final KeyRegister register;
        private final KeyEntries keyEntries;
        private final CommandSettings settings;
        private final StampTable stamps;
        private final Clock clock;

        Factory(
                SealedLedger ledger,
                Witnessing witnessing,
                LedgerStates states,
                PolicySource policies,
                DrawKeys drawKeys,
                KeyRegister register,
                KeyEntries keyEntries,
                CommandSettings settings,
                StampTable stamps,
                Clock clock) {
            this.ledger = ledger;
            this.witnessing = witnessing;
            this.states = states;
            this.policies = policies;
            this.drawKeys = drawKeys;
            this.register = register;
            this.keyEntries = keyEntries;
            this.settings = settings;
            this.stamps = stamps;
            this.clock = clock;
        }

        /** Refuses with {@code LEDGER_BEHIND} while there is no checkpoint. */
        LedgerExportSource create() {
            // First the key: what is exported afterwards must hold the event that brought it.
            Signer signer = register.sealing();
            states.settle();
            KeyEntries.Span span = keyEntries.span(signer.publicKey());
            TreeMap<Long, byte[]> cosigned = new TreeMap<>();
            if (policies.find().isPresent()) {
                if (span.from() >= 0) {
                    witnessing.await(span.from(), PATIENCE);
                }
                List<Met> wanted = new ArrayList<>(witnessing.ofEachDay());
                witnessing.latest().ifPresent(wanted::add);
                drawSteps().forEach(index -> witnessing.of(index).ifPresent(wanted::add));
                wanted.addAll(keyEntries.beforeCompromises(states.now(RegistryState::bureaus)));
                wanted.forEach(met -> cosigned.put(met.size(), bytes(met.note())));
            }
            List<StoredStamp> tokens = stamped(cosigned);
            byte[] latest =
                    cosigned.isEmpty()
                            ? ledger.latestCheckpoint()
                                    .map(checkpoint -> bytes(checkpoint.cosignedNote()))
                                    .orElseThrow(() -> new Refusal(RefusalCode.LEDGER_BEHIND))
                            : cosigned.lastEntry().getValue();
            long size = Checkpoint.parse(Note.parse(latest).text()).size();
            Refusal.when(!span.isKnownTo(size), RefusalCode.LEDGER_BEHIND);
            return new LedgerExportSource(
                    settings.origin(),
                    settings.suiteValue(),
                    ledger,
                    latest,
                    cosigned,
                    tokens,
                    drawKeys.all(),
                    signer,
                    clock.instant());
        }

        /** Tokens up to the end of the export, whose checkpoints come with them. */
        private List<StoredStamp> stamped(TreeMap<Long, byte[]> cosigned) {
            if (cosigned.isEmpty()) {
                return List.of();
            }
            long end = cosigned.lastKey();
            List<StoredStamp> tokens =
                    stamps.all().stream().filter(stamp -> stamp.size() <= end).toList();
            tokens.forEach(stamp -> cosigned.computeIfAbsent(stamp.size(), this::cosignedNote));
            return tokens;
        }

        private byte[] cosignedNote(long size) {
            return bytes(ledger.checkpointCovering(size).orElseThrow().cosignedNote());
        }

        private static byte[] bytes(String note) {
            return note.getBytes(StandardCharsets.UTF_8);
        }

        /** Ledger indexes at which witnesses must have seen a draw. */
        private List<Long> drawSteps() {
            return states.now(
                    state -> {
                        List<Long> indexes = new ArrayList<>();
                        for (String bureau : state.bureaus()) {
                            for (DrawLine draw : state.draws(bureau)) {
                                for (long index :
                                        new long[] {
                                            draw.announced(), draw.closed(), draw.completed()
                                        }) {
                                    if (index >= 0) {
                                        indexes.add(index);
                                    }
                                }
                                indexes.addAll(vacancies(draw.drawId()));
                            }
                        }
                        return indexes;
                    });
        }

        private List<Long> vacancies(String drawId) {
            return ledger.stream(VacancyEvent.stream(drawId)).stream()
                    .filter(
                            one ->
                                    Entry.parse(one.entry()).event().data()
                                            instanceof VacancyEvent.VacancyAnnounced)
                    .map(SealedEntry::index)
                    .toList();
        }
    }
}
