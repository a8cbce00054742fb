package org.yanqian.command.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.yanqian.ledger.event.Entry;

/** Which entries the work of this thread appended, so that an answer can name them. */
public final class Appended {
    /** A result and the entries appended on the way, in order. */
    public record With<T>(T result, List<Entry> entries) {}

    private static final ThreadLocal<List<Entry>> COLLECTED = new ThreadLocal<>();

    private Appended() {}

    public static <T> With<T> collect(Supplier<T> work) {
        List<Entry> outer = COLLECTED.get();
        List<Entry> mine = new ArrayList<>();
        COLLECTED.set(mine);
        try {
            T result = work.get();
            return new With<>(result, List.copyOf(mine));
        } finally {
            if (outer == null) {
                COLLECTED.remove();
            } else {
                outer.addAll(mine);
                COLLECTED.set(outer);
            }
        }
    }

    static void add(List<Entry> entries) {
        List<Entry> list = COLLECTED.get();
        if (list != null) {
            list.addAll(entries);
        }
    }
}
