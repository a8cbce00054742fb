package org.yanqian.app.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables of the service, those that others refer to first. */
final class Tables {
    /** Made by the program itself, or true of one running service only. */
    private static final Set<String> LEFT_OUT = Set.of("flyway_schema_history", "ledger_halt");

    private Tables() {}

    static List<String> inOrder(Connection connection) throws SQLException {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        read(
                connection,
                "select tablename, '' from pg_tables where schemaname = 'public' order by 1",
                (table, none) -> needs.put(table, new LinkedHashSet<>()));
        read(
                connection,
                "select conrelid::regclass::text, confrelid::regclass::text from pg_constraint"
                        + " where contype = 'f' and connamespace = 'public'::regnamespace",
                (table, other) -> needs.get(table).add(other));
        needs.keySet().removeAll(LEFT_OUT);
        List<String> ordered = new ArrayList<>();
        while (ordered.size() < needs.size()) {
            int before = ordered.size();
            needs.forEach(
                    (table, others) -> {
                        if (!ordered.contains(table) && ordered.containsAll(others)) {
                            ordered.add(table);
                        }
                    });
            if (ordered.size() == before) {
                throw new AssertionError("tables refer to each other in a circle: " + needs);
            }
        }
        return ordered;
    }

    /**
     * Columns to copy. The transaction ids of the old server mean nothing in a new one, and would keep
     * the sealer busy with rows that seem to lie in the future.
     */
    static List<String> columns(Connection connection, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select attname from pg_attribute where attrelid = ?::regclass and attnum > 0"
                                + " and not attisdropped and attgenerated = ''"
                                + " and atttypid <> 'xid8'::regtype order by attnum")) {
            select.setString(1, table);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
        }
        return columns;
    }

    private interface Row {
        void take(String first, String second);
    }

    private static void read(Connection connection, String sql, Row row) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                row.take(rows.getString(1), rows.getString(2));
            }
        }
    }

    static long count(Connection connection, String table) throws SQLException {
        return number(connection, "select count(*) from " + table);
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Number of the newest migration: rows of one schema do not fit another. */
    static long schema(Connection connection) throws SQLException {
        return number(
                connection,
                "select max(version::numeric)::bigint from flyway_schema_history where success");
    }
}
