package org.yanqian.command.operations;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * The rows of the event store as they stand, nothing checked and nothing repaired: one line of
 * canonical JSON each (SPEC section 11.1), ascending by ledger index, what has no index yet at the
 * end.
 */
@Component
public class StoreDump {
    private final DataSource dataSource;
    private final StoreRows rows;

    public StoreDump(DataSource dataSource, StoreRows rows) {
        this.dataSource = dataSource;
        this.rows = rows;
    }

    public void write(OutputStream target) throws IOException {
        BufferedOutputStream out = new BufferedOutputStream(target, 1 << 16);
        try (Connection connection = dataSource.getConnection()) {
            // A cursor needs a transaction; one snapshot, so that rows and indexes belong together.
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            rows.read(
                    connection,
                    row -> {
                        out.write(row.format());
                        out.write('\n');
                    });
        } catch (SQLException e) {
            throw new IOException("reading the store", e);
        }
        out.flush();
    }
}
