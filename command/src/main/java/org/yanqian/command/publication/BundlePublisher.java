package org.yanqian.command.publication;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.yanqian.command.keys.KeyCompromised;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.seal.BackgroundWork;

/**
 * Makes the public bundle of a draw once witnesses have seen its result, and again when its labels
 * open. What is waiting after a restart is found again from the ledger.
 */
@Component
public class BundlePublisher extends BackgroundWork {
    private static final Logger LOG = LoggerFactory.getLogger(BundlePublisher.class);
    private static final long RETRY_MILLIS = 300;
    public static final String BUNDLE = "draw.bundle";

    private final BundleMaker maker;
    private final JdbcClient jdbc;
    private final ConcurrentLinkedQueue<String> waiting = new ConcurrentLinkedQueue<>();

    public BundlePublisher(BundleMaker maker, JdbcClient jdbc) {
        // After the sealer has started.
        super("bundle-publisher", 100);
        this.maker = maker;
        this.jdbc = jdbc;
    }

    public void enqueue(String drawId) {
        if (!waiting.contains(drawId)) {
            waiting.add(drawId);
        }
    }

    /** Readers of every bundle must learn of it, and find in it what was seen before. */
    @TransactionalEventListener(fallbackExecution = true)
    public void compromised(KeyCompromised compromised) {
        enqueueAll();
    }

    private void enqueueAll() {
        jdbc.sql("select draw_id from draw_key").query(String.class).list().forEach(this::enqueue);
    }

    @Override
    protected void work() {
        enqueueAll();
        while (isRunning()) {
            try {
                waiting.removeIf(this::publish);
                Thread.sleep(RETRY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** True when nothing more is to be done for this draw now. */
    private boolean publish(String drawId) {
        try {
            return maker.publish(drawId);
        } catch (Refusal e) {
            // No result yet: its completion enqueues it again.
            return true;
        } catch (RuntimeException e) {
            LOG.warn("the bundle of {} could not be made, trying again", drawId, e);
            return false;
        }
    }
}
