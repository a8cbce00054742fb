package org.yanqian.command.seal;

import java.util.function.Supplier;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.LedgerEvent;

/**
 * An event that its officer has signed: what this thread appends must be exactly these bytes, once.
 *
 * @param eventBytes canonical, as prepared
 */
public record Submitted(LedgerEvent event, byte[] eventBytes, Entry.Signature officer) {
    private static final ThreadLocal<Submitted> WAITING = new ThreadLocal<>();
    private static final ThreadLocal<Boolean> PREPARING = new ThreadLocal<>();

    /** Work that appends this event and nothing else. */
    public static <T> T append(Submitted event, Supplier<T> work) {
        WAITING.set(event);
        try {
            return work.get();
        } finally {
            WAITING.remove();
        }
    }

    /** Work whose events are shown to their officer and rolled back. */
    public static <T> T prepare(Supplier<T> work) {
        PREPARING.set(true);
        try {
            return work.get();
        } finally {
            PREPARING.remove();
        }
    }

    static Submitted waiting() {
        return WAITING.get();
    }

    static boolean isPreparing() {
        return PREPARING.get() != null;
    }
}
