package org.yanqian.verifier;

import java.util.Locale;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Proven;

/** Events per second. */
final class Speed {
    private Speed() {}

    static String of(Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "%d events in %.2f s, %.0f events/s",
                outcome.entries(),
                outcome.nanos() / 1e9,
                rate(outcome.entries(), outcome.nanos()));
    }

    /** What an incremental run did not do again. */
    static String since(Proven proven) {
        return "; 增量 incremental: signatures of the first "
                + proven.size()
                + " entries were verified before (root "
                + proven.root()
                + ")";
    }

    static double rate(long count, long nanos) {
        return count * 1e9 / Math.max(1, nanos);
    }
}
