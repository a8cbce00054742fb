package org.yanqian.command.seal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;
import org.yanqian.ledger.store.SealedLedger.StoredCheckpoint;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.Receipt;

/** Ledger receipts: index, audit path and checkpoint of an entry (C2SP tlog-proof). */
@Component
public class Receipts {
    /** @param receipt text of the tlog-proof */
    public record Sealed(long index, long checkpointSize, String receipt) {}

    private final SealedLedger ledger;
    private final SealSignal signal;

    public Receipts(SealedLedger ledger, SealSignal signal) {
        this.ledger = ledger;
        this.signal = signal;
    }

    /** Empty when the entry was not under a checkpoint when the time was over; ask again later. */
    public Optional<Sealed> await(String stream, long seq, Duration patience) {
        signal.wantCheckpoint();
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Sealed> found = find(stream, seq);
            if (found.isPresent() || System.nanoTime() > deadline) {
                return found;
            }
            try {
                signal.awaitProgress(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    public Optional<Sealed> find(String stream, long seq) {
        Optional<SealedEntry> entry = ledger.find(stream, seq);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        long index = entry.get().index();
        return ledger.checkpointCovering(index + 1).map(checkpoint -> sealed(index, checkpoint));
    }

    private Sealed sealed(long index, StoredCheckpoint checkpoint) {
        return new Sealed(
                index,
                checkpoint.size(),
                under(index, checkpoint.size(), checkpoint.cosignedNote()));
    }

    /** The tlog-proof of an entry under a given checkpoint. */
    public String under(long index, long size, String cosignedNote) {
        Receipt receipt =
                new Receipt(
                        index,
                        Proofs.inclusion(size, index, ledger.hashes()),
                        Note.parse(cosignedNote.getBytes(StandardCharsets.UTF_8)));
        return new String(receipt.format(), StandardCharsets.UTF_8);
    }
}
