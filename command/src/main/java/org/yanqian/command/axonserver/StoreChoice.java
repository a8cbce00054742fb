package org.yanqian.command.axonserver;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A ledger stays in the event store in which it was opened; the other one holds nothing of it. */
@Component
final class StoreChoice implements SmartLifecycle {
    private final JdbcClient jdbc;
    private final boolean axonServer;
    private volatile boolean running;

    StoreChoice(
            JdbcClient jdbc,
            @Value("${" + AxonServerModule.SETTING + ":postgresql}") String store) {
        this.jdbc = jdbc;
        this.axonServer = store.equals("axonserver");
    }

    @Override
    public void start() {
        boolean events = has("select exists (select 1 from ledger_event)");
        boolean tokens = has("select exists (select 1 from ledger_axon)");
        if (events && tokens != axonServer) {
            throw new IllegalStateException(
                    "the ledger of this database has its events in "
                            + (tokens ? "Axon Server" : "PostgreSQL")
                            + ", "
                            + AxonServerModule.SETTING
                            + " says otherwise");
        }
        running = true;
    }

    private boolean has(String sql) {
        return jdbc.sql(sql).query(Boolean.class).single();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before anything is read or appended. */
    @Override
    public int getPhase() {
        return -300;
    }
}
