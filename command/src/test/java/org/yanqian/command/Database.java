package org.yanqian.command;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL for tests, one server, a fresh migrated database per call. */
public final class Database {
    private static EmbeddedPostgres server;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Database() {}

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("max_connections", "200")
                                .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }

    /** Name of a new database with all tables. */
    public static String create() {
        String name = "t" + NUMBER.incrementAndGet();
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Flyway.configure().dataSource(dataSource(name)).load().migrate();
        return name;
    }

    /** Opens a new connection each time, no pool. */
    public static DataSource dataSource(String name) {
        return server().getDatabase("postgres", name);
    }

    public static String url(String name) {
        return server().getJdbcUrl("postgres", name);
    }
}
