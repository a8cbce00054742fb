package org.yanqian.command.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** By transaction snapshots of the event table. */
public final class PostgresSettling implements Settling {
    private final DataSource dataSource;
    private volatile String settled = "1:1:";

    public PostgresSettling(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public BooleanSupplier committedUntilNow() {
        String visible = text("select pg_current_snapshot()::text");
        String from = settled;
        return () -> {
            if (isBehind(from, visible)) {
                return false;
            }
            settled = visible;
            return true;
        };
    }

    // What was in flight at the settled snapshot has an xid of its xmin or more; nothing older can
    // appear. So this reads the newest rows only, whatever the size of the ledger.
    private boolean isBehind(String from, String visible) {
        return text("select exists (select 1 from ledger_event e where e.xid >="
                        + " pg_snapshot_xmin('"
                        + from
                        + "'::pg_snapshot) and pg_visible_in_snapshot(e.xid, '"
                        + visible
                        + "'::pg_snapshot) and not exists (select 1 from ledger_index i"
                        + " where i.pos = e.pos))::text")
                .equals("true");
    }

    private String text(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("reading how far the ledger is sealed", e);
        }
    }
}
