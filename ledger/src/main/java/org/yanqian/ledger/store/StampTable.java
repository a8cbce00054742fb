package org.yanqian.ledger.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.yanqian.ledger.stamp.StoredStamp;

/** Time-stamp tokens over checkpoints; the first of an authority over a checkpoint stands. */
public final class StampTable {
    private final DataSource dataSource;

    public StampTable(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public void insert(StoredStamp stamp, Instant time) {
        run(
                "insert into ledger_stamp (size, authority, token, stamped) values (?, ?, ?, ?)"
                        + " on conflict do nothing",
                insert -> {
                    insert.setLong(1, stamp.size());
                    insert.setString(2, stamp.authority());
                    insert.setBytes(3, stamp.token());
                    insert.setTimestamp(4, Timestamp.from(time));
                    return insert.executeUpdate();
                });
    }

    /** Ascending by size, then authority. */
    public List<StoredStamp> all() {
        return find("select size, authority, token from ledger_stamp order by 1, 2", select -> {});
    }

    /** Over the checkpoint of this size. */
    public List<StoredStamp> of(long size) {
        return find(
                "select size, authority, token from ledger_stamp where size = ? order by 2",
                select -> select.setLong(1, size));
    }

    /** The time in the authority's latest token. */
    public Optional<Instant> latest(String authority) {
        return run(
                "select max(stamped) from ledger_stamp where authority = ?",
                select -> {
                    select.setString(1, authority);
                    try (ResultSet rows = select.executeQuery()) {
                        rows.next();
                        return Optional.ofNullable(rows.getTimestamp(1)).map(Timestamp::toInstant);
                    }
                });
    }

    @FunctionalInterface
    private interface Setter {
        void set(PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    private interface Work<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private List<StoredStamp> find(String sql, Setter setter) {
        return run(
                sql,
                select -> {
                    setter.set(select);
                    List<StoredStamp> stamps = new ArrayList<>();
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            stamps.add(
                                    new StoredStamp(
                                            rows.getLong(1), rows.getString(2), rows.getBytes(3)));
                        }
                    }
                    return stamps;
                });
    }

    private <T> T run(String sql, Work<T> work) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.run(statement);
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException("time stamps", e));
        }
    }
}
