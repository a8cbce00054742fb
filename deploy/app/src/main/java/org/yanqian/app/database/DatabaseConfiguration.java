package org.yanqian.app.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.yanqian.command.seal.Sealer;

/** The embedded PostgreSQL by default; any other by {@code spring.datasource.url}. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(
            name = "spring.datasource.url",
            matchIfMissing = true,
            havingValue = "embedded")
    static class Embedded {
        @Bean(destroyMethod = "close")
        EmbeddedDatabase embeddedDatabase(@Value("${yanqian.data:data}") Path data) {
            return EmbeddedDatabase.start(data.resolve("postgres"));
        }

        @Bean
        @Primary
        HikariDataSource dataSource(EmbeddedDatabase database) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(database.url());
            pool.setMaximumPoolSize(40);
            pool.setPoolName("yanqian");
            return pool;
        }

        @Bean
        Sealer.Connections sealerConnections(EmbeddedDatabase database) {
            return () -> DriverManager.getConnection(database.url());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "spring.datasource.url")
    @EnableConfigurationProperties(DataSourceProperties.class)
    static class External {
        @Bean
        Sealer.Connections sealerConnections(DataSourceProperties properties) {
            return () ->
                    DriverManager.getConnection(
                            properties.determineUrl(),
                            properties.determineUsername(),
                            properties.determinePassword());
        }
    }
}
