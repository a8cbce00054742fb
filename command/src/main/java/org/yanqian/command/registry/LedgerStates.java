package org.yanqian.command.registry;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.seal.SealSignal;
import org.yanqian.command.seal.Settling;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;

/**
 * The registry "as of" a ledger size, by the pure fold that the verifier runs; never a projection.
 * The fold of the newest size is kept and carried forward.
 */
@Component
public class LedgerStates {
    private static final int PAGE = 2_000;
    private static final long WAIT_MILLIS = 10_000;

    private final SealedLedger ledger;
    private final Settling settling;
    private final SealSignal signal;
    private RegistryState newest = new RegistryState();
    private long size;

    public LedgerStates(SealedLedger ledger, Settling settling, SealSignal signal) {
        this.ledger = ledger;
        this.settling = settling;
        this.signal = signal;
    }

    /** Works on the state that holds every event committed before this call. */
    public <T> T now(Function<RegistryState, T> work) {
        settle();
        synchronized (this) {
            long target = ledger.size();
            carry(newest, size, target);
            size = Math.max(size, target);
            return work.apply(newest);
        }
    }

    /** A fold of exactly the first {@code to} entries. */
    public RegistryState asOf(long to) {
        RegistryState state = new RegistryState();
        carry(state, 0, to);
        return state;
    }

    private void carry(RegistryState state, long from, long to) {
        for (long at = from; at < to; ) {
            List<SealedEntry> page = ledger.read(at, (int) Math.min(PAGE, to - at));
            for (SealedEntry entry : page) {
                state.apply(entry.index(), Entry.parse(entry.entry()).event());
            }
            if (page.isEmpty()) {
                throw new IllegalStateException("the ledger ends before " + to);
            }
            at += page.size();
        }
    }

    /** Waits until all events visible now have their index; refuses with {@code LEDGER_BEHIND}. */
    public void settle() {
        BooleanSupplier sealed = settling.committedUntilNow();
        signal.wake();
        long deadline = System.nanoTime() + WAIT_MILLIS * 1_000_000;
        while (!sealed.getAsBoolean()) {
            Refusal.when(System.nanoTime() > deadline, RefusalCode.LEDGER_BEHIND);
            try {
                signal.awaitProgress(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refusal(RefusalCode.LEDGER_BEHIND);
            }
        }
    }
}
