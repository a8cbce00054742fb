package org.yanqian.command.seal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** In-process bells: appenders wake the sealer after commit, the sealer tells who waits for it. */
public final class SealSignal {
    private final Object news = new Object();
    private final Object progress = new Object();
    private final AtomicBoolean wakened = new AtomicBoolean();
    private final AtomicBoolean checkpointWanted = new AtomicBoolean();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** After a commit; never inside the append transaction. */
    public void wake() {
        if (wakened.compareAndSet(false, true)) {
            synchronized (news) {
                news.notifyAll();
            }
        }
    }

    /** Somebody waits for a checkpoint now, not at the end of the interval. */
    public void wantCheckpoint() {
        checkpointWanted.set(true);
        wake();
    }

    boolean takeCheckpointWanted() {
        return checkpointWanted.getAndSet(false);
    }

    void awaitNews(long millis) throws InterruptedException {
        synchronized (news) {
            if (!wakened.getAndSet(false)) {
                news.wait(millis);
                wakened.set(false);
            }
        }
    }

    /** Called with every sealed batch, checkpoint and cosignature. */
    public void onProgress(Runnable listener) {
        listeners.add(listener);
    }

    void progressed() {
        synchronized (progress) {
            progress.notifyAll();
        }
        listeners.forEach(Runnable::run);
    }

    /** Returns at the next progress or after {@code millis}. */
    public void awaitProgress(long millis) throws InterruptedException {
        synchronized (progress) {
            progress.wait(millis);
        }
    }
}
