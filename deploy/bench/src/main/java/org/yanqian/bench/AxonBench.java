package org.yanqian.bench;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.yanqian.command.registry.RegistryCommands.RegisterTarget;
import org.yanqian.command.registry.TargetEntry;
import org.yanqian.command.seal.LedgerAppender;
import org.yanqian.command.seal.LedgerEventStorageEngine;
import org.yanqian.command.seal.SealSignal;
import org.yanqian.command.seal.Sealer;
import org.yanqian.command.seal.StoreHalt;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.sign.Suite;

/**
 * Commands through Axon's bus into the ledger, signed, chained and sealed, beside the same commands,
 * aggregate, transactions and table without signature, chain and sealer; and a bulk import.
 */
final class AxonBench {
    private static final int WRITERS = 32;
    private static final int BATCH = 500;
    private static final int IMPORTED = 40_000;
    private static final long RUN = TimeUnit.SECONDS.toNanos(8);
    private static final MetaData WHO =
            MetaData.with(LedgerEventStorageEngine.ACTOR, SealBench.ACTOR)
                    .and(LedgerEventStorageEngine.CAUSE, "bench");

    private final SealBench bench;

    AxonBench(SealBench bench) {
        this.bench = bench;
    }

    void run(Suite suite) throws SQLException, InterruptedException {
        DataSource plainTable = bench.fresh();
        Configuration plain =
                configured(plainTable, new PlainEngine(plainTable, bench.identifiers()));
        double limit = commands(plain, count -> {});
        plain.shutdown();

        DataSource dataSource = bench.fresh();
        LedgerAppender appender = bench.appender(suite);
        SealSignal signal = new SealSignal();
        Sealer sealer = bench.sealer(dataSource, appender, signal, 0);
        sealer.start();
        Configuration axon =
                configured(
                        dataSource,
                        new LedgerEventStorageEngine(
                                dataSource,
                                appender,
                                signal,
                                new StoreHalt(JdbcClient.create(dataSource), Clock.systemUTC())));
        double sealedRate = commands(axon, count -> SealBench.awaitSealed(dataSource, count));
        Report.ratio(
                "axon-append-seal-" + suite.wire() + "-32-writers",
                sealedRate,
                "events/s",
                sealedRate / limit,
                0.9,
                true);
        imported(suite, axon, dataSource);
        axon.shutdown();
        sealer.stop();
    }

    private static Configuration configured(DataSource dataSource, EventStorageEngine engine) {
        TransactionManager transactions =
                new SpringTransactionManager(new JdbcTransactionManager(dataSource));
        Configuration axon =
                DefaultConfigurer.defaultConfiguration()
                        .configureTransactionManager(c -> transactions)
                        .configureEventStore(
                                c -> EmbeddedEventStore.builder().storageEngine(engine).build())
                        .configureCorrelationDataProviders(
                                c ->
                                        List.of(
                                                new SimpleCorrelationDataProvider(
                                                        LedgerEventStorageEngine.ACTOR,
                                                        LedgerEventStorageEngine.CAUSE)))
                        .configureAggregate(
                                AggregateConfigurer.defaultConfiguration(TargetEntry.class))
                        .buildConfiguration();
        axon.start();
        return axon;
    }

    private interface Await {
        void sealed(long count) throws InterruptedException;
    }

    /** Commands a second, until all of them are sealed. */
    private double commands(Configuration axon, Await await) throws InterruptedException {
        AtomicLong done = new AtomicLong();
        AtomicLong number = new AtomicLong();
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        long start = System.nanoTime();
        for (int t = 0; t < WRITERS; t++) {
            pool.submit(
                    () -> {
                        while (System.nanoTime() - start < RUN) {
                            CompletableFuture<Object> answer = new CompletableFuture<>();
                            axon.commandBus()
                                    .dispatch(
                                            new GenericCommandMessage<Object>(
                                                            register(number.incrementAndGet()))
                                                    .withMetaData(WHO),
                                            (command, result) -> {
                                                if (result.isExceptional()) {
                                                    answer.completeExceptionally(
                                                            result.exceptionResult());
                                                } else {
                                                    answer.complete(result);
                                                }
                                            });
                            answer.join();
                            done.incrementAndGet();
                        }
                        return null;
                    });
        }
        pool.shutdown();
        if (!pool.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("writers hang");
        }
        await.sealed(done.get());
        return done.get() / ((System.nanoTime() - start) / 1e9);
    }

    /** New streams, 500 in a unit of work, as the import of a registry file does it. */
    private void imported(Suite suite, Configuration axon, DataSource dataSource)
            throws InterruptedException {
        long before = SealBench.count(dataSource);
        Repository<TargetEntry> targets = axon.repository(TargetEntry.class);
        TransactionManager transactions = axon.getComponent(TransactionManager.class);
        long start = System.nanoTime();
        for (int from = 0; from < IMPORTED; from += BATCH) {
            int first = from;
            UnitOfWork<?> work =
                    DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("import", WHO));
            work.attachTransaction(transactions);
            axon.correlationDataProviders().forEach(work::registerCorrelationDataProvider);
            work.execute(() -> newInstances(targets, 1_000_000_000L + first));
        }
        SealBench.awaitSealed(dataSource, before + IMPORTED);
        double rate = IMPORTED / ((System.nanoTime() - start) / 1e9);
        Report.target("bulk-import-sealed-" + suite.wire(), rate, "events/s", 15_000, true);
    }

    private static void newInstances(Repository<TargetEntry> targets, long first) {
        for (long n = first; n < first + BATCH; n++) {
            RegisterTarget command = register(n);
            try {
                targets.newInstance(() -> new TargetEntry(command));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static RegisterTarget register(long n) {
        String id = "QY" + n;
        TargetRecord record =
                new TargetRecord(
                        id,
                        "99042100" + n,
                        "样本企业" + n,
                        "",
                        "990421",
                        "云岭县青溪镇",
                        "云岭县青溪镇样本路" + n + "号",
                        "106.100000",
                        "29.100000",
                        "2614",
                        "有机化学原料制造",
                        "一般",
                        "简化管理",
                        "B",
                        false,
                        "",
                        "在产",
                        List.of("化工"),
                        0,
                        "",
                        "2026-01-01",
                        "有效",
                        Map.of());
        return new RegisterTarget("target/yunling/" + id, record, "manual");
    }
}
