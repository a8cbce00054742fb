package org.yanqian.query.projection;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.query.source.LedgerAvailability;
import org.yanqian.query.source.LedgerSerializer;
import org.yanqian.query.source.SealedLedgerSource;

/**
 * One pooled streaming processor with one segment per projection: each takes the ledger in its order.
 * Everything that Axon needs for it is given to the processors by name and not as a bean, so that
 * the command side's event store configuration and this one cannot take each other's parts.
 */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
public class ProjectionConfiguration {
    private static final int BATCH = 500;
    private static final String TOKEN_TABLE = "query_token";
    private static final String DEAD_LETTER_TABLE = "query_dead_letter";

    @Bean
    LedgerAvailability ledgerAvailability(DataSource dataSource) {
        return new LedgerAvailability(new SealedLedger(dataSource)::size);
    }

    @Bean
    SealedLedgerSource sealedLedgerSource(DataSource dataSource, LedgerAvailability availability) {
        return new SealedLedgerSource(new SealedLedger(dataSource), availability);
    }

    @Bean
    ConfigurerModule projectionProcessors(
            List<Projection> projections,
            SealedLedgerSource source,
            LedgerAvailability availability,
            DataSource dataSource,
            PlatformTransactionManager platformTransactionManager) {
        projections.forEach(Projection::requireEveryType);
        Parts parts = Parts.of(dataSource, platformTransactionManager);
        return configurer ->
                projections.forEach(
                        projection ->
                                register(
                                        configurer.eventProcessing(),
                                        projection.name(),
                                        source,
                                        parts,
                                        availability));
    }

    private record Parts(
            ConnectionProvider connections,
            TransactionManager transactions,
            LedgerSerializer serializer,
            TokenStore tokens) {
        static Parts of(DataSource dataSource, PlatformTransactionManager manager) {
            ConnectionProvider connections =
                    new UnitOfWorkAwareConnectionProviderWrapper(
                            new SpringDataSourceConnectionProvider(dataSource));
            LedgerSerializer serializer = new LedgerSerializer();
            TokenStore tokens =
                    JdbcTokenStore.builder()
                            .connectionProvider(connections)
                            .schema(TokenSchema.builder().setTokenTable(TOKEN_TABLE).build())
                            .serializer(serializer)
                            .build();
            return new Parts(
                    connections, new SpringTransactionManager(manager), serializer, tokens);
        }

        JdbcSequencedDeadLetterQueue<EventMessage<?>> deadLetters(String group) {
            return JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder()
                    .processingGroup(group)
                    .connectionProvider(connections)
                    .transactionManager(transactions)
                    .schema(DeadLetterSchema.builder().deadLetterTable(DEAD_LETTER_TABLE).build())
                    .genericSerializer(serializer)
                    .eventSerializer(serializer)
                    .build();
        }
    }

    private static void register(
            EventProcessingConfigurer events,
            String name,
            SealedLedgerSource source,
            Parts parts,
            LedgerAvailability availability) {
        events.registerPooledStreamingEventProcessor(
                        name, c -> source, (c, builder) -> processor(c, name, builder))
                .registerHandlerInterceptor(
                        name, c -> (unit, chain) -> moreAfter(unit, chain, availability))
                .registerTokenStore(name, c -> parts.tokens())
                .registerTransactionManager(name, c -> parts.transactions())
                .registerListenerInvocationErrorHandler(
                        name, c -> PropagatingErrorHandler.instance())
                .registerErrorHandler(name, c -> PropagatingErrorHandler.instance())
                .registerSequencingPolicy(name, c -> new DrawSequence())
                .registerDeadLetterQueue(name, c -> parts.deadLetters(name))
                // Without it a replay with parked letters would give another view.
                .registerDeadLetteringEventHandlerInvokerConfiguration(
                        name,
                        (c, builder) ->
                                builder.allowReset(true)
                                        // Else the queue is asked in SQL about every event.
                                        .enableSequenceIdentifierCache());
    }

    /** A reader that found its processor full rests 100 ms; a batch that is done wakes it before. */
    private static Object moreAfter(
            UnitOfWork<? extends EventMessage<?>> unit,
            InterceptorChain chain,
            LedgerAvailability availability)
            throws Exception {
        if (unit instanceof BatchingUnitOfWork<?> all
                && all.isLastMessage()
                && !all.isFirstMessage()) {
            unit.afterCommit(u -> availability.wakeReaders());
        }
        return chain.proceed();
    }

    private static PooledStreamingEventProcessor.Builder processor(
            Configuration configuration,
            String name,
            PooledStreamingEventProcessor.Builder builder) {
        ScheduledExecutorService worker =
                Executors.newScheduledThreadPool(1, new AxonThreadFactory("Projection[" + name));
        configuration.onShutdown(worker::shutdown);
        return builder.workerExecutor(worker)
                .initialSegmentCount(1)
                .initialToken(source -> source.createTailToken())
                .batchSize(BATCH);
    }
}
