package org.yanqian.bench;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Processor time that this process and all processes of its database server have used. Unlike a rate,
 * it hardly changes when others use the same machine.
 */
final class Cpu {
    private final ProcessHandle postmaster;

    Cpu(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            this.postmaster =
                    ProcessHandle.of(rows.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow();
        }
    }

    /** What each process has used so far, in seconds. */
    record Used(double own, Map<Long, Double> server) {
        double since(Used before) {
            return own - before.own + serverSince(before);
        }

        /** Of the server's processes that run now. */
        double serverSince(Used before) {
            double sum = 0;
            for (Map.Entry<Long, Double> each : server.entrySet()) {
                sum += each.getValue() - before.server.getOrDefault(each.getKey(), 0.0);
            }
            return sum;
        }
    }

    Used used() {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        Map<Long, Double> server = new HashMap<>();
        postmaster
                .children()
                .forEach(
                        child ->
                                child.info()
                                        .totalCpuDuration()
                                        .ifPresent(
                                                cpu ->
                                                        server.put(
                                                                child.pid(),
                                                                cpu.toMillis() / 1e3)));
        return new Used(system.getProcessCpuTime() / 1e9, server);
    }
}
