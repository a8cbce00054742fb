package org.yanqian.ledger.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a.b/市/2026/0001", "a/b/c/2026/9999", "a/b/2026/12345"})
    void the_one_form_is_read_and_written(String id) {
        assertThat(DrawId.parse(id).format()).isEqualTo(id);
    }

    @Test
    void parts_are_taken_from_the_right() {
        assertThat(DrawId.parse("x/y/b/2026/0012")).isEqualTo(new DrawId("x/y", "b", 2026, 12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o/b/2026/1",
                "o/b/2026/00001",
                "o/b/2026/0000",
                "o/b/26/0001",
                "b/2026/0001",
                "o//2026/0001",
                "o/b/2026/0001/",
                "o/b/2026/+001",
                "o/b/2026/٠٠٠١"
            })
    void another_way_to_write_it_is_refused(String id) {
        assertThatThrownBy(() -> DrawId.parse(id))
                .hasToString("BAD_DRAW_ID: expected origin/bureau/year/number, found " + id);
    }
}
