package org.yanqian.command.operations;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.yanqian.ledger.bundle.StoreRow;

/** What the event store holds, row by row as it stands, ascending by ledger index. */
@FunctionalInterface
public interface StoreRows {
    /** Takes one row after the other. */
    @FunctionalInterface
    interface Sink {
        void take(StoreRow row) throws IOException;
    }

    /** @param connection reads one snapshot of the database */
    void read(Connection connection, Sink sink) throws SQLException, IOException;
}
