package org.yanqian.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
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
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.yanqian.command.registry.RegistryCommands.ChangeTarget;
import org.yanqian.command.registry.RegistryCommands.RegisterTarget;
import org.yanqian.command.registry.TargetEntry;
import org.yanqian.command.seal.LedgerEventStorageEngine;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;

/** Axon's command bus, the service's own aggregate of a target, and one event store or the other. */
final class AxonHouse {
    private static final int WRITERS = 32;
    private static final int BATCH = 2_000;
    private static final MetaData WHO =
            MetaData.with(LedgerEventStorageEngine.ACTOR, SealBench.ACTOR)
                    .and(LedgerEventStorageEngine.CAUSE, "bench");

    private final Configuration axon;
    private final AtomicLong number = new AtomicLong();

    AxonHouse(DataSource dataSource, EventStorageEngine engine) {
        TransactionManager transactions =
                new SpringTransactionManager(new JdbcTransactionManager(dataSource));
        // False: with the modules that Axon finds by itself it would look for an Axon Server.
        this.axon =
                DefaultConfigurer.defaultConfiguration(false)
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
    }

    void shutdown() {
        axon.shutdown();
    }

    /** 32 writers until {@code nanos} are over: a target is registered, then changed. */
    long commands(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        return commands(() -> System.nanoTime() < end);
    }

    /** As long as {@code goOn} says so; how many were accepted. */
    long commands(BooleanSupplier goOn) throws InterruptedException {
        AtomicLong done = new AtomicLong();
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> writers =
                IntStream.range(0, WRITERS)
                        .<Future<?>>mapToObj(t -> pool.submit(() -> write(goOn, done)))
                        .toList();
        pool.shutdown();
        try {
            for (Future<?> writer : writers) {
                writer.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a command failed", e.getCause());
        }
        return done.get();
    }

    private void write(BooleanSupplier goOn, AtomicLong done) {
        while (goOn.getAsBoolean()) {
            long n = number.incrementAndGet();
            send(register(n));
            send(change(n));
            done.addAndGet(2);
        }
    }

    private void send(Object command) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        axon.commandBus()
                .dispatch(
                        new GenericCommandMessage<>(command).withMetaData(WHO),
                        (sent, result) -> {
                            if (result.isExceptional()) {
                                answer.completeExceptionally(result.exceptionResult());
                            } else {
                                answer.complete(result);
                            }
                        });
        answer.join();
    }

    /** New streams, 2,000 in a unit of work, as the import of a registry file does it. */
    void importTargets(int count) {
        Repository<TargetEntry> targets = axon.repository(TargetEntry.class);
        TransactionManager transactions = axon.getComponent(TransactionManager.class);
        for (int from = 0; from < count; from += BATCH) {
            UnitOfWork<?> work =
                    DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("import", WHO));
            work.attachTransaction(transactions);
            axon.correlationDataProviders().forEach(work::registerCorrelationDataProvider);
            work.execute(() -> newInstances(targets));
        }
    }

    private void newInstances(Repository<TargetEntry> targets) {
        for (int i = 0; i < BATCH; i++) {
            RegisterTarget command = register(number.incrementAndGet());
            try {
                targets.newInstance(() -> new TargetEntry(command));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static RegisterTarget register(long n) {
        return new RegisterTarget("target/yunling/QY" + n, record(n, "简化管理"), "manual");
    }

    private static ChangeTarget change(long n) {
        return new ChangeTarget("target/yunling/QY" + n, record(n, "重点管理"), "样本", "manual");
    }

    private static TargetRecord record(long n, String permitClass) {
        return new TargetRecord(
                "QY" + n,
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
                permitClass,
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
    }
}
