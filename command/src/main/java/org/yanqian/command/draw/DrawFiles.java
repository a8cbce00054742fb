package org.yanqian.command.draw;

import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.registry.LedgerStates;
import org.yanqian.ledger.store.SealedLedger;

/** Sealed draws that hold whatever was acknowledged before the question: nobody misses an own write. */
@Component
public class DrawFiles {
    private final LedgerStates states;
    private final SealedLedger ledger;
    private final CommandSettings settings;

    public DrawFiles(LedgerStates states, SealedLedger ledger, CommandSettings settings) {
        this.states = states;
        this.ledger = ledger;
        this.settings = settings;
    }

    /** Refuses with {@code DRAW_UNKNOWN}, or {@code LEDGER_BEHIND} when sealing stands still. */
    public DrawFile read(String drawId) {
        states.settle();
        return DrawFile.read(ledger, settings.suiteValue(), drawId);
    }
}
