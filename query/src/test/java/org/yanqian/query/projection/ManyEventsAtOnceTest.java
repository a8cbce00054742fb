package org.yanqian.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetChanged;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.event.TargetEvent.TargetRegistered;
import org.yanqian.ledger.event.TargetEvent.TargetRemoved;
import org.yanqian.query.testing.LedgerSeed;
import org.yanqian.query.testing.QueryTestApplication;

/** A batch is written together; one bad event in it costs that event and no other. */
@SpringBootTest(classes = QueryTestApplication.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManyEventsAtOnceTest {
    private static final int SITES = 1_000;
    private static final String BUREAU = LedgerSeed.BUREAU;
    private static final String REGISTRY = "registry";

    private final LedgerSeed ledger;
    private final JdbcClient jdbc;
    private final ProjectionAdmin admin;
    private final ProjectionPositions positions;
    private final DeadLetters letters;
    private long last;

    @Autowired
    ManyEventsAtOnceTest(
            DataSource dataSource,
            ProjectionAdmin admin,
            ProjectionPositions positions,
            DeadLetters letters) {
        this.ledger = new LedgerSeed(dataSource);
        this.jdbc = JdbcClient.create(dataSource);
        this.admin = admin;
        this.positions = positions;
        this.letters = letters;
    }

    @Test
    @Order(1)
    void eventsOfABatchAreWrittenInOneTransactionAndInTheirOrder() throws InterruptedException {
        ledger.append(
                OriginEvent.ORIGIN_STREAM,
                new OriginEvent.LedgerOpened(
                        LedgerSeed.ORIGIN,
                        "intl",
                        "log+0+sample",
                        List.of(new OriginEvent.ServiceKey(BUREAU, "intl:" + "1".repeat(64)))));
        List<LedgerSeed.Addressed> all = new ArrayList<>();
        for (int i = 1; i <= SITES; i++) {
            all.add(at(i, new TargetRegistered(site(i, "样本"), "import")));
        }
        all.add(at(1, new TargetChanged(site(1, "样本"), site(1, "先改"), "更名", "manual")));
        all.add(at(2, new TargetRemoved(site(2, "样本"), "注销")));
        all.add(at(1, new TargetChanged(site(1, "先改"), site(1, "后改"), "更名", "manual")));
        last = ledger.append(all);
        rebuild();
        assertThat(names(1)).containsExactly("后改");
        assertThat(names(2)).isEmpty();
        assertThat(count("count(*)")).isEqualTo(SITES - 1);
        // A savepoint per event would give every row a transaction id of its own.
        assertThat(count("count(distinct xmin::text)")).isLessThan(SITES / 10);
        assertThat(letters.count()).isZero();
    }

    @Test
    @Order(2)
    void aStatementThatFailsAmongManyIsADeadLetterAndHoldsBackItsOwnStreamOnly()
            throws InterruptedException {
        List<LedgerSeed.Addressed> all = new ArrayList<>();
        for (int i = SITES + 1; i <= SITES + 50; i++) {
            // PostgreSQL has no NUL in a text.
            String name = i == SITES + 20 ? "坏\0" : "好";
            all.add(at(i, new TargetRegistered(site(i, name), "import")));
        }
        all.add(at(SITES + 20, new TargetChanged(site(0, "坏"), site(0, "改好"), "更名", "manual")));
        all.add(at(SITES + 21, new TargetChanged(site(0, "好"), site(0, "更好"), "更名", "manual")));
        last = ledger.append(all);
        await();
        List<String> followed = ledger.rows("registry_target");
        assertBadOneIsHeldBack();
        rebuild();
        assertBadOneIsHeldBack();
        assertThat(ledger.rows("registry_target")).isEqualTo(followed);
    }

    private void assertBadOneIsHeldBack() {
        assertThat(letters.list(0, 10))
                .extracting(DeadLetters.DeadLetter::type, DeadLetters.DeadLetter::index)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("target.registered", last - 32),
                        org.assertj.core.groups.Tuple.tuple("target.changed", last - 1));
        assertThat(letters.list(0, 1).get(0).cause()).contains("DataIntegrityViolation");
        assertThat(names(SITES + 20)).isEmpty();
        assertThat(names(SITES + 21)).containsExactly("更好");
        assertThat(count("count(*)")).isEqualTo(SITES - 1 + 49);
    }

    private void rebuild() throws InterruptedException {
        admin.reset(REGISTRY);
        await();
    }

    private void await() throws InterruptedException {
        assertThat(positions.await(List.of(REGISTRY), last, 60_000))
                .as(positions.all().toString())
                .isTrue();
    }

    private List<String> names(int i) {
        return jdbc.sql("select name from registry_target where object_id = ?")
                .param("QY" + i)
                .query(String.class)
                .list();
    }

    private long count(String what) {
        return jdbc.sql("select " + what + " from registry_target").query(Long.class).single();
    }

    private static LedgerSeed.Addressed at(int i, EventData data) {
        return new LedgerSeed.Addressed(TargetEvent.stream(BUREAU, "QY" + i), data);
    }

    private static TargetRecord site(int i, String name) {
        return new TargetRecord(
                "QY" + i,
                "9904210000000000" + i,
                name,
                "",
                BUREAU,
                "城关镇",
                "样本路" + i + "号",
                "",
                "",
                "2614",
                "有机化学原料制造",
                "重点",
                "重点管理",
                "A",
                false,
                "",
                "在产",
                List.of("涉水", "在线监控"),
                1,
                "",
                "2024-01-01",
                "有效",
                Map.of());
    }
}
