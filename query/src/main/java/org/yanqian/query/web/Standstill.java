package org.yanqian.query.web;

import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether the service signs nothing at present; everybody who looks at a page is told. */
@Component
class Standstill {
    /**
     * @param code why: the store differs from the tree, or is older than what witnesses saw
     * @param since when that was found
     */
    record Halt(String code, OffsetDateTime since) {}

    private final JdbcClient jdbc;

    Standstill(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    Optional<Halt> now() {
        return jdbc.sql("select code, since from ledger_halt").query(Halt.class).optional();
    }
}
