package org.yanqian.command.seal;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** Something that goes on beside the commands, on a daemon thread of its own, until it is stopped. */
public abstract class BackgroundWork implements SmartLifecycle {
    private final String name;
    private final int phase;
    private final Duration patience;
    private volatile boolean running;
    private Thread thread;

    /**
     * @param name of the thread
     * @param phase of the lifecycle: smaller ones start before and stop after
     */
    protected BackgroundWork(String name, int phase) {
        this(name, phase, Duration.ZERO);
    }

    /** @param patience for which a stop waits until the work has ended; zero for not at all */
    protected BackgroundWork(String name, int phase, Duration patience) {
        this.name = name;
        this.phase = phase;
        this.patience = patience;
    }

    /** Returns soon after an interrupt, which comes with a stop alone, or when nothing is to be done. */
    protected abstract void work();

    @Override
    public synchronized void start() {
        running = true;
        thread = new Thread(this::work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        if (patience.isZero()) {
            return;
        }
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
