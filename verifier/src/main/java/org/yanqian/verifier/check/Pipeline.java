package org.yanqian.verifier.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Work that needs no order on all cores, its results one by one in order. */
final class Pipeline {
    /** Results that may wait, so that memory does not grow with the input. */
    private static final int AHEAD_PER_THREAD = 4;

    private Pipeline() {}

    /**
     * @param threads one means: everything on the caller's thread
     * @param work thread safe; an error of it is thrown here
     * @param inOrder called by the caller's thread only
     */
    static <T, R> void run(
            int threads, Iterable<T> input, Function<T, R> work, Consumer<R> inOrder) {
        if (threads <= 1) {
            input.forEach(t -> inOrder.accept(work.apply(t)));
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Deque<Future<R>> ahead = new ArrayDeque<>();
            for (T t : input) {
                ahead.add(pool.submit(() -> work.apply(t)));
                if (ahead.size() > AHEAD_PER_THREAD * threads) {
                    inOrder.accept(get(ahead.remove()));
                }
            }
            while (!ahead.isEmpty()) {
                inOrder.accept(get(ahead.remove()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** The result, once it is there; an error of the work is thrown here. */
    static <R> R get(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
