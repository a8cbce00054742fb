package org.yanqian.command.seal;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.yanqian.ledger.store.SealTable;

/** Large lists that events name by their suite hash. */
@Component
public class Lists {
    private final DataSource dataSource;

    public Lists(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** In the event's transaction: the list and the event that names it stand or fall together. */
    public void keep(String hash, byte[] list) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            SealTable.insertList(connection, hash, list);
        } catch (SQLException e) {
            throw new IllegalStateException("keeping the list " + hash, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
