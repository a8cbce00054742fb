package org.yanqian.command.seal;

import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.Registration;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.GenericMessage;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Refuses to start when a command would not run inside a transaction of the ledger's own database.
 * Axon 4 on Boot 4 falls back to no transactions without a word, and a failed command would then
 * leave its events behind.
 */
@Component
final class AtomicAppendCheck implements SmartInitializingSingleton {
    private static final String PROBE = "org.yanqian.command.seal.probe";

    private final CommandBus bus;
    private final EventStorageEngine engine;
    private final DataSource dataSource;

    AtomicAppendCheck(CommandBus bus, EventStorageEngine engine, DataSource dataSource) {
        this.bus = bus;
        this.engine = engine;
        this.dataSource = dataSource;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!(engine instanceof LedgerEventStorageEngine)) {
            throw new IllegalStateException("events would go to " + engine.getClass().getName());
        }
        AtomicReference<Boolean> atomic = new AtomicReference<>(false);
        Registration probe = bus.subscribe(PROBE, message -> isInTransaction());
        try {
            bus.dispatch(
                    new GenericCommandMessage<>(new GenericMessage<>(PROBE), PROBE),
                    (command, result) ->
                            atomic.set(
                                    !result.isExceptional()
                                            && Boolean.TRUE.equals(result.getPayload())));
        } finally {
            probe.cancel();
        }
        if (!atomic.get()) {
            throw new IllegalStateException(
                    "commands do not run in a transaction of the ledger's database;"
                            + " a failed one would leave its events behind");
        }
    }

    // A transaction manager binds its connection under the very data source that it manages.
    private boolean isInTransaction() {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.hasResource(dataSource);
    }
}
