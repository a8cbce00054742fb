package org.yanqian.app.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that comes with the program, for one machine: its data stays in a folder and is
 * written through to the disk. A server that a killed process left behind is taken over.
 */
final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final int PORT_LINE = 3;

    private final EmbeddedPostgres server;
    private final String url;

    private EmbeddedDatabase(EmbeddedPostgres server, String url) {
        this.server = server;
        this.url = url;
    }

    static EmbeddedDatabase start(Path data) {
        try {
            Files.createDirectories(data.toAbsolutePath().getParent());
            EmbeddedDatabase database = leftBehind(data);
            if (database == null) {
                EmbeddedPostgres server = fresh(data);
                database = new EmbeddedDatabase(server, server.getJdbcUrl("postgres", "postgres"));
            }
            database.requireDurable();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL in " + data, e);
        }
    }

    private static EmbeddedPostgres fresh(Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data.toAbsolutePath())
                .setCleanDataDirectory(false)
                // It would stop beside the service at a signal: the service stops it last.
                .setRegisterShutdownHook(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "120")
                // With Axon Server every commit is prepared first.
                .setServerConfig("max_prepared_transactions", "120")
                .setServerConfig("shared_buffers", "256MB")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    /** Null unless a server still runs on this folder. */
    private static EmbeddedDatabase leftBehind(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return null;
        }
        List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
        if (lines.size() > PORT_LINE) {
            String url =
                    "jdbc:postgresql://localhost:"
                            + lines.get(PORT_LINE).strip()
                            + "/postgres?user=postgres";
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("show data_directory")) {
                rows.next();
                if (Path.of(rows.getString(1)).equals(data.toAbsolutePath())) {
                    LOG.warn("taking over the PostgreSQL that an earlier process left running");
                    return new EmbeddedDatabase(null, url);
                }
            } catch (SQLException e) {
                LOG.info("{} is stale, starting PostgreSQL anew", pidFile);
            }
        }
        Files.delete(pidFile);
        return null;
    }

    // What was acknowledged must survive a power cut, whatever defaults the library has.
    private void requireDurable() {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                try (ResultSet rows = statement.executeQuery("show " + setting)) {
                    rows.next();
                    if (!rows.getString(1).equals("on")) {
                        throw new IllegalStateException(setting + " is off");
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("asking the embedded PostgreSQL", e);
        }
    }

    String url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
