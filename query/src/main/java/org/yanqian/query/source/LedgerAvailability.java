package org.yanqian.query.source;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Knows how far the ledger is sealed and tells whoever waits for more. Asks the database every 20 ms
 * on a daemon thread; a sealer in the same process calls {@link #signal()} and saves that wait.
 */
public final class LedgerAvailability implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerAvailability.class);
    private static final long POLL_MILLIS = 20;
    private static final long AFTER_ERROR_MILLIS = 500;

    private final LongSupplier sealedSize;
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Object monitor = new Object();
    private boolean signalled;
    private volatile long size;
    private volatile Thread thread;

    public LedgerAvailability(LongSupplier sealedSize) {
        this.sealedSize = sealedSize;
    }

    /** Entries known to be sealed; never falls. */
    public long size() {
        return size;
    }

    /** Look at once: something may have been sealed. Cheap, from any thread. */
    public void signal() {
        synchronized (monitor) {
            signalled = true;
            monitor.notifyAll();
        }
    }

    /** Called after every growth, on the polling thread, until the subscription is closed. */
    public Subscription onGrowth(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Calls the listeners without any growth: somebody has room for entries already known. */
    public void wakeReaders() {
        listeners.forEach(Runnable::run);
    }

    /** Ends a subscription. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** True as soon as more than {@code index} entries are sealed, false after the time. */
    public boolean await(long index, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        synchronized (monitor) {
            while (size <= index) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                monitor.wait(left);
            }
        }
        return true;
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread = new Thread(this::poll, "ledger-availability");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public synchronized void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void poll() {
        Thread self = Thread.currentThread();
        while (thread == self) {
            long pause = POLL_MILLIS;
            try {
                look();
            } catch (RuntimeException e) {
                if (thread == self) {
                    LOG.warn("cannot read the size of the ledger, trying again", e);
                }
                pause = AFTER_ERROR_MILLIS;
            }
            if (!rest(pause)) {
                return;
            }
        }
    }

    private void look() {
        long now = sealedSize.getAsLong();
        if (now > size) {
            synchronized (monitor) {
                size = now;
                monitor.notifyAll();
            }
            wakeReaders();
        }
    }

    private boolean rest(long millis) {
        synchronized (monitor) {
            try {
                if (!signalled) {
                    monitor.wait(millis);
                }
                signalled = false;
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        }
    }
}
