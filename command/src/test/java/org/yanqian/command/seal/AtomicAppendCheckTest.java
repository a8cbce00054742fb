package org.yanqian.command.seal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.yanqian.command.Database;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;

/** The service does not start where a failed command would leave its events behind. */
class AtomicAppendCheckTest {
    private final DataSource ledger = Database.dataSource(Database.create());
    private final SecureRandom random = new SecureRandom();

    private EventStorageEngine engine() {
        LedgerAppender appender =
                new LedgerAppender(
                        "yanqian.example/test",
                        Suite.INTL,
                        PrivateKey.generate(Suite.INTL, random),
                        new Identifiers(Clock.systemUTC(), random));
        StoreHalt halt = new StoreHalt(JdbcClient.create(ledger), Clock.systemUTC());
        return new LedgerEventStorageEngine(ledger, appender, new SealSignal(), halt);
    }

    private void check(TransactionManager transactions, EventStorageEngine engine) {
        SimpleCommandBus bus = SimpleCommandBus.builder().transactionManager(transactions).build();
        new AtomicAppendCheck(bus, engine, ledger).afterSingletonsInstantiated();
    }

    private static TransactionManager spring(DataSource dataSource) {
        return new SpringTransactionManager(new DataSourceTransactionManager(dataSource));
    }

    @Test
    void commands_in_transactions_of_the_ledgers_database_are_fine() {
        assertThatCode(() -> check(spring(ledger), engine())).doesNotThrowAnyException();
    }

    @Test
    void without_transactions_the_service_does_not_start() {
        assertThatThrownBy(() -> check(NoTransactionManager.INSTANCE, engine()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("leave its events behind");
    }

    @Test
    void transactions_of_another_database_do_not_count() {
        DataSource other = Database.dataSource(Database.create());
        assertThatThrownBy(() -> check(spring(other), engine()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("leave its events behind");
    }

    @Test
    void another_event_store_than_the_ledger_is_refused() {
        assertThatThrownBy(() -> check(spring(ledger), new InMemoryEventStorageEngine()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("InMemoryEventStorageEngine");
    }
}
