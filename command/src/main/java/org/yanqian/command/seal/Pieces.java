package org.yanqian.command.seal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Work on many items, on all cores, whose results are taken in order: signatures of a batch do not
 * depend on each other, and the database stores the first ones while the last are being made. Few
 * items are worked on by the calling thread alone.
 */
final class Pieces<T, R> {
    /** Takes results in order; false when it wants no more. */
    @FunctionalInterface
    interface Taker<R> {
        boolean take(List<R> piece) throws SQLException;
    }

    private static final int SIZE = 128;
    private static final ExecutorService CORES =
            Executors.newFixedThreadPool(
                    Runtime.getRuntime().availableProcessors(),
                    work -> {
                        Thread thread = new Thread(work, "signing");
                        thread.setDaemon(true);
                        return thread;
                    });

    private final Function<T, R> work;
    private final List<Future<List<R>>> begun = new ArrayList<>();
    private List<T> waiting = new ArrayList<>();

    /** @param work thread safe */
    Pieces(Function<T, R> work) {
        this.work = work;
    }

    /** Work on full pieces begins at once. */
    void add(T item) {
        waiting.add(item);
        if (waiting.size() == SIZE) {
            List<T> piece = waiting;
            begun.add(CORES.submit(() -> done(piece)));
            waiting = new ArrayList<>();
        }
    }

    private List<R> done(List<T> piece) {
        return piece.stream().map(work).toList();
    }

    /** All items' results; true if the taker took all of them. What the work throws, this throws. */
    boolean forEach(Taker<R> taker) throws SQLException {
        try {
            for (Future<List<R>> piece : begun) {
                if (!taker.take(result(piece))) {
                    return false;
                }
            }
            return waiting.isEmpty() || taker.take(done(waiting));
        } finally {
            begun.forEach(piece -> piece.cancel(false));
        }
    }

    private static <R> List<R> result(Future<List<R>> piece) {
        try {
            return piece.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signing", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException("signing failed", e.getCause());
        }
    }
}
