package org.yanqian.command.axonserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.store.StoredEvent;

/**
 * Commits to database and Axon Server together: prepared in the one, appended in the other, committed
 * in the first. A kill between any two of the steps leaves what {@link InDoubt} settles.
 */
public final class AxonServerTransactions extends JdbcTransactionManager {
    private static final long serialVersionUID = 1L;

    private final transient AxonServerEntries entries;
    private final transient AxonServerClient client;
    private final transient InDoubt doubts;

    public AxonServerTransactions(
            DataSource dataSource,
            AxonServerEntries entries,
            AxonServerClient client,
            InDoubt doubts) {
        super(dataSource);
        this.entries = entries;
        this.client = client;
        this.doubts = doubts;
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        List<StoredEvent> appended = entries.appended();
        if (appended.isEmpty()) {
            super.doCommit(status);
            return;
        }
        try {
            commitBoth(connection(status), appended);
        } catch (SQLException e) {
            throw translateException("committing with Axon Server", e);
        }
    }

    private static Connection connection(DefaultTransactionStatus status) {
        return ((JdbcTransactionObjectSupport) status.getTransaction())
                .getConnectionHolder()
                .getConnection();
    }

    private void commitBoth(Connection connection, List<StoredEvent> appended) throws SQLException {
        String name = doubts.name(connection, appended.get(0).id());
        run(connection, "prepare transaction '" + name + "'");
        try {
            connection.setAutoCommit(true);
            client.append(appended);
        } catch (ConcurrencyException e) {
            run(connection, "rollback prepared '" + name + "'");
            throw taken(appended, e);
        } catch (Refusal e) {
            run(connection, "rollback prepared '" + name + "'");
            throw e;
        } catch (AxonServerClient.OutcomeUnknown e) {
            doubts.leave(name);
            logger.error("no answer of Axon Server to " + name, e);
            throw new Refusal(RefusalCode.EVENT_STORE_UNANSWERED);
        }
        try {
            run(connection, "commit prepared '" + name + "'");
        } catch (SQLException e) {
            doubts.leave(name);
            throw e;
        }
    }

    // As PostgreSQL tells it of a unique index: a first event that is there already is another
    // matter.
    private static RuntimeException taken(List<StoredEvent> appended, ConcurrencyException e) {
        boolean creation = appended.stream().anyMatch(event -> event.seq() == 0);
        return creation ? new AggregateStreamCreationException(e.getMessage(), e) : e;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** After a failed commit the transaction is prepared or gone; there is nothing to roll back. */
    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        try {
            if (!connection(status).getAutoCommit()) {
                super.doRollback(status);
            }
        } catch (SQLException e) {
            throw translateException("rolling back", e);
        }
    }
}
