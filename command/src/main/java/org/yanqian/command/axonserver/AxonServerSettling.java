package org.yanqian.command.axonserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.yanqian.command.seal.Settling;

/** By Axon Server's tokens: what stands there now is settled when the ledger has copied up to it. */
final class AxonServerSettling implements Settling {
    private final DataSource dataSource;
    private final AxonServerClient client;

    AxonServerSettling(DataSource dataSource, AxonServerClient client) {
        this.dataSource = dataSource;
        this.client = client;
    }

    @Override
    public BooleanSupplier committedUntilNow() {
        long head = client.lastToken();
        return () -> sealed() >= head;
    }

    private long sealed() {
        try (Connection connection = dataSource.getConnection()) {
            return SealedTokens.last(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("reading how far the ledger is sealed", e);
        }
    }
}
