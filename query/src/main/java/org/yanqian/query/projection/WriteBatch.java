package org.yanqian.query.projection;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes that wait to go to the database together, in their order: neighbours with the same statement
 * in one round trip.
 */
final class WriteBatch {
    private static final int MOST_WAITING = 1_000;

    private final JdbcTemplate jdbc;
    private final List<Object[]> waiting = new ArrayList<>();
    private String sql = "";
    private RuntimeException failure;

    WriteBatch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(String statement, Object... parameters) {
        if (!statement.equals(sql) || waiting.size() >= MOST_WAITING) {
            flush();
            sql = statement;
        }
        waiting.add(parameters);
    }

    void flush() {
        if (!waiting.isEmpty()) {
            List<Object[]> now = List.copyOf(waiting);
            waiting.clear();
            jdbc.batchUpdate(sql, now);
        }
    }

    /** From now on nothing more is done: the transaction will be rolled back. */
    void fail(RuntimeException why) {
        failure = why;
        waiting.clear();
    }

    /** Why the transaction will be rolled back, or null. */
    RuntimeException failure() {
        return failure;
    }
}
