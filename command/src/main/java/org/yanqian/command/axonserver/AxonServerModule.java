package org.yanqian.command.axonserver;

import java.security.SecureRandom;
import java.time.Duration;
import javax.sql.DataSource;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.operations.StoreRows;
import org.yanqian.command.seal.NewEntries;
import org.yanqian.command.seal.Sealer;
import org.yanqian.command.seal.Settling;
import org.yanqian.command.seal.StoreHalt;
import org.yanqian.command.seal.StoreWatch;

/**
 * Axon Server in the place of PostgreSQL's event table. The connection's settings are Axon's own,
 * {@code axon.axonserver.servers}, {@code .context}, {@code .token}, {@code .ssl-enabled} and so on;
 * Axon's own use of it stays off ({@code axon.axonserver.enabled=false}).
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = AxonServerModule.SETTING, havingValue = "axonserver")
@EnableConfigurationProperties(AxonServerConfiguration.class)
public class AxonServerModule {
    /** {@code postgresql} or {@code axonserver}. */
    public static final String SETTING = "yanqian.event-store";

    /** Closed after everything that appends or seals has stopped. */
    @Bean
    AxonServerClient axonServerClient(AxonServerConfiguration settings) {
        settings.setSuppressDownloadMessage(true);
        AxonServerConnectionManager connections =
                AxonServerConnectionManager.builder()
                        .routingServers(settings.getServers())
                        .axonServerConfiguration(settings)
                        .build();
        return new AxonServerClient(
                () -> connections.getConnection().eventChannel(),
                connections::shutdown,
                Duration.ofMillis(settings.getCommitTimeout()));
    }

    @Bean
    InDoubt inDoubt(
            Sealer.Connections connections,
            AxonServerClient client,
            SecureRandom random,
            @Value("${yanqian.in-doubt-after:15s}") Duration wait) {
        return new InDoubt(connections, client, wait, random);
    }

    @Bean
    AxonServerEntries entryStore(AxonServerClient client, CommandSettings settings) {
        return new AxonServerEntries(client, settings.suiteValue());
    }

    @Bean
    AxonServerTransactions transactionManager(
            DataSource dataSource,
            AxonServerEntries entries,
            AxonServerClient client,
            InDoubt doubts) {
        return new AxonServerTransactions(dataSource, entries, client, doubts);
    }

    @Bean
    Settling settling(DataSource dataSource, AxonServerClient client) {
        return new AxonServerSettling(dataSource, client);
    }

    @Bean
    NewEntries.Source newEntries(
            AxonServerClient client, StoreHalt halt, CommandSettings settings) {
        return connection ->
                new AxonServerNewEntries(
                        connection, client, halt, settings.origin(), settings.suiteValue());
    }

    @Bean
    StoreRows storeRows(AxonServerClient client, CommandSettings settings) {
        return new AxonServerRows(client, settings.suiteValue());
    }

    @Bean
    StoreWatch.Elsewhere axonServerComparison(DataSource dataSource, AxonServerClient client) {
        return new AxonServerComparison(dataSource, client);
    }
}
