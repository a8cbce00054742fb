package org.yanqian.ledger.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.CodedException;

class JsonTest {
    @Test
    void anExponentThatNoDecimalHasIsRefusedWithACode() {
        assertThatThrownBy(
                        () -> Json.read("[1e91758417716228216]".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(CodedException.class)
                .extracting(e -> ((CodedException) e).code())
                .isEqualTo("NOT_JSON");
    }
}
