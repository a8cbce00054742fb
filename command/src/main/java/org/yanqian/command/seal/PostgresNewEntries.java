package org.yanqian.command.seal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.yanqian.ledger.store.SealTable;
import org.yanqian.ledger.store.SealTable.Unsealed;

/**
 * Rows of {@code ledger_event} without an index: at first all of them, whatever happened before, then
 * what became visible since the snapshot seen last.
 */
final class PostgresNewEntries implements NewEntries {
    private static final int PASS = 5_000;

    private final Connection connection;
    private String seen;

    PostgresNewEntries(Connection connection) {
        this.connection = connection;
    }

    @Override
    public List<Unsealed> next() throws SQLException {
        SealTable.Batch batch =
                seen == null
                        ? SealTable.missing(connection, PASS)
                        : SealTable.since(connection, seen, PASS);
        connection.commit();
        // A full batch may have left some behind: the same snapshot is asked again.
        if (batch.events().size() < PASS) {
            seen = batch.snapshot();
        }
        return batch.events();
    }

    @Override
    public boolean isCaughtUp() {
        return seen != null;
    }

    @Override
    public void sealedOwn() {
        // It stands in the one store already.
    }

    @Override
    public void close() {
        // Nothing is held but the sealer's connection.
    }
}
