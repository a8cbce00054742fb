package org.yanqian.command.seal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.yanqian.ledger.store.SealTable.Unsealed;

/**
 * What the event store holds and the ledger has no index for yet, for one leadership of the sealer: in
 * an order that loses nothing and leaves every stream in its own.
 */
public interface NewEntries extends AutoCloseable {
    /** Begins a leadership on the sealer's own connection, which commits nothing by itself. */
    @FunctionalInterface
    interface Source {
        NewEntries lead(Connection connection) throws SQLException;
    }

    static Source ofPostgres() {
        return PostgresNewEntries::new;
    }

    /**
     * The next ones; none does not mean that there are none behind. Rows that this writes stand in the
     * caller's transaction with the indexes.
     */
    List<Unsealed> next() throws SQLException;

    /** Whether everything that was there when the leadership began has been handed out. */
    boolean isCaughtUp();

    /** The sealer has committed an entry of its own. */
    void sealedOwn() throws SQLException;

    @Override
    void close();
}
