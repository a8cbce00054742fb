package org.yanqian.command;

import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.yanqian.command.axonserver.AxonServerModule;
import org.yanqian.command.keys.KeystorePassword;
import org.yanqian.command.keys.PolicySource;
import org.yanqian.command.keys.ServiceKeys;
import org.yanqian.command.operations.PostgresRows;
import org.yanqian.command.operations.StoreRows;
import org.yanqian.command.seal.EntryStore;
import org.yanqian.command.seal.Identifiers;
import org.yanqian.command.seal.LedgerAppender;
import org.yanqian.command.seal.LedgerEventStorageEngine;
import org.yanqian.command.seal.NewEntries;
import org.yanqian.command.seal.PostgresEntries;
import org.yanqian.command.seal.PostgresSettling;
import org.yanqian.command.seal.SealSignal;
import org.yanqian.command.seal.Settling;
import org.yanqian.command.seal.StoreHalt;
import org.yanqian.command.seal.StoreWatch;
import org.yanqian.ledger.policy.OfficerRules;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.StampTable;

/**
 * The write side. Axon 4 does not order its auto-configuration after Boot 4's classes and would run
 * without transactions, so what matters is declared here and asserted at start.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = CommandModule.class)
@EnableConfigurationProperties(CommandSettings.class)
public class CommandModule {
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    Identifiers identifiers(Clock clock, SecureRandom random) {
        return new Identifiers(clock, random);
    }

    @Bean
    ServiceKeys serviceKeys(
            CommandSettings settings, Environment environment, SecureRandom random) {
        return ServiceKeys.loadOrCreate(
                settings.keys(),
                settings.suiteValue(),
                KeystorePassword.of(environment::getProperty),
                random);
    }

    @Bean
    LedgerAppender ledgerAppender(
            CommandSettings settings,
            EntryStore store,
            ServiceKeys keys,
            Identifiers identifiers,
            PolicySource policies) {
        return new LedgerAppender(
                store,
                settings.origin(),
                settings.suiteValue(),
                keys,
                identifiers,
                policies.find()
                        .map(policy -> policy.officers().required())
                        .orElse(OfficerRules.ALWAYS));
    }

    /** PostgreSQL as the event store; the other one is {@link AxonServerModule}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(
            name = AxonServerModule.SETTING,
            havingValue = "postgresql",
            matchIfMissing = true)
    static class Postgres {
        @Bean
        EntryStore entryStore() {
            return new PostgresEntries();
        }

        @Bean
        Settling settling(DataSource dataSource) {
            return new PostgresSettling(dataSource);
        }

        @Bean
        NewEntries.Source newEntries() {
            return NewEntries.ofPostgres();
        }

        @Bean
        StoreRows storeRows() {
            return new PostgresRows();
        }

        @Bean
        StoreWatch.Elsewhere nowhereElse() {
            return StoreWatch.Elsewhere.NOWHERE;
        }
    }

    @Bean
    SealSignal sealSignal() {
        return new SealSignal();
    }

    @Bean
    @ConditionalOnMissingBean
    SealedLedger sealedLedger(DataSource dataSource) {
        return new SealedLedger(dataSource);
    }

    @Bean
    StampTable stampTable(DataSource dataSource) {
        return new StampTable(dataSource);
    }

    @Bean
    @ConditionalOnMissingBean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    TransactionTemplate commandTransaction(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    @Bean
    EventStorageEngine ledgerEventStorageEngine(
            DataSource dataSource, LedgerAppender appender, SealSignal signal, StoreHalt halt) {
        return new LedgerEventStorageEngine(dataSource, appender, signal, halt);
    }

    @Bean
    @ConditionalOnMissingBean
    PersistenceExceptionResolver duplicateKeys() {
        return LedgerEventStorageEngine.duplicates();
    }

    @Bean
    CorrelationDataProvider whoAndWhy() {
        return new SimpleCorrelationDataProvider(
                LedgerEventStorageEngine.ACTOR, LedgerEventStorageEngine.CAUSE);
    }
}
