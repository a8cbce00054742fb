package org.yanqian.query.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.yanqian.ledger.store.SealedLedger;

/** Reads on from one index; one reader at a time. */
final class SealedLedgerStream implements BlockingStream<TrackedEventMessage<?>> {
    private static final int READ_AHEAD = 512;

    private final SealedLedgerSource source;
    private final LedgerAvailability availability;
    private final Deque<TrackedEventMessage<?>> buffer = new ArrayDeque<>();
    private volatile LedgerAvailability.Subscription subscription = () -> {};
    private long next;

    SealedLedgerStream(SealedLedgerSource source, LedgerAvailability availability, long next) {
        this.source = source;
        this.availability = availability;
        this.next = next;
    }

    @Override
    public synchronized Optional<TrackedEventMessage<?>> peek() {
        fill();
        return Optional.ofNullable(buffer.peek());
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        if (peek().isPresent()) {
            return true;
        }
        long millis = unit.toMillis(timeout);
        return millis > 0 && availability.await(nextIndex(), millis) && peek().isPresent();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(1, TimeUnit.SECONDS)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        synchronized (this) {
            return buffer.remove();
        }
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        subscription.close();
        subscription = availability.onGrowth(callback);
        return true;
    }

    @Override
    public void close() {
        subscription.close();
    }

    private synchronized long nextIndex() {
        return next;
    }

    private void fill() {
        if (!buffer.isEmpty() || availability.size() <= next) {
            return;
        }
        for (SealedLedger.SealedEntry entry : source.ledger().read(next, READ_AHEAD)) {
            if (entry.index() != next) {
                throw new AssertionError("the ledger has no entry " + next);
            }
            buffer.add(source.message(entry));
            next++;
        }
    }
}
