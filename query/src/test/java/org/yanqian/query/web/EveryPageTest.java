package org.yanqian.query.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.query.testing.QueryTestApplication;
import org.yanqian.query.testing.Reader;

/** What every page says whatever the ledger holds, and how the API describes itself. */
@SpringBootTest(
        classes = QueryTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // A context of its own: one that another class has used before is stopped in between, and
        // Axon's processors start only once.
        properties = "spring.application.name=every-page")
class EveryPageTest {
    private final JdbcClient jdbc;
    private final Reader operator;
    private final Reader anybody;

    @Autowired
    EveryPageTest(DataSource dataSource, @LocalServerPort int port) {
        this.jdbc = JdbcClient.create(dataSource);
        this.operator = new Reader(port, "operator");
        this.anybody = new Reader(port, "");
    }

    @Test
    void whoeverLooksAtAPageIsToldThatNothingIsSigned() {
        assertThat(anybody.get("/draws").body()).doesNotContain("停止签署");
        jdbc.sql("insert into ledger_halt values (true, 'STORE_DIFFERS', 3, 'hash', '', '', now())")
                .update();
        try {
            assertThat(anybody.get("/draws").body())
                    .contains("事件库与已签署的账本不符", "停止签署")
                    .doesNotContain("/api/v1/ledger/store");
            assertThat(operator.get("/queue").body()).contains("/api/v1/ledger/store");
            assertThat(operator.get("/queue?lang=en").body()).contains("Nothing is signed");
        } finally {
            jdbc.sql("delete from ledger_halt").update();
        }
    }

    @Test
    void theApiIsDescribedWithItsFiltersAndExamples() {
        Map<String, Object> api = anybody.json("/v3/api-docs");
        String queue = ((Map<?, ?>) api.get("paths")).get("/api/v1/queue").toString();
        assertThat(queue).contains("name=atLeast", "name=light, in=query", "example=SOON");
        assertThat(((Map<?, ?>) api.get("components")).get("schemas").toString())
                .contains("RESULT_TO_PUBLISH", "ceil(8 × 25%) = 2");
    }
}
