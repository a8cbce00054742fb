package org.yanqian.query.projection;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.yanqian.ledger.event.DrawEvent;

class ProjectionTest {
    private static final DataSource NOWHERE = new DriverManagerDataSource();

    private static final class Forgetful extends Projection {
        Forgetful() {
            super("forgetful", List.of(), NOWHERE, new DataSourceTransactionManager(NOWHERE));
            on(DrawEvent.DrawLapsed.class, (e, p) -> {});
            skip(DrawEvent.DrawClosed.class);
        }
    }

    @Test
    void aProjectionThatForgetsAnEventTypeDoesNotStart() {
        assertThatThrownBy(() -> new Forgetful().requireEveryType())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("draw.completed")
                .hasMessageNotContaining("draw.lapsed")
                .hasMessageNotContaining("draw.closed");
    }
}
