package org.yanqian.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yanqian.ledger.CodedException;

/** Records in and out of JSON values: every field, of its type, and none besides. */
class RecordCodecTest {
    /** Public, as every record of an event. */
    public record Inner(String name) {}

    /** One field of every shape that an event has. */
    public record Outer(
            String text,
            long number,
            Long boxed,
            boolean flag,
            Inner inner,
            List<Inner> list,
            Map<String, Long> map,
            Object any) {}

    /** Refuses by itself. */
    public record Picky(String text) {
        public Picky {
            if (text.isEmpty()) {
                throw new CodedException("EMPTY", "an empty text");
            }
        }
    }

    private static final Outer VALUE =
            new Outer(
                    "文",
                    7,
                    8L,
                    true,
                    new Inner("a"),
                    List.of(new Inner("b"), new Inner("c")),
                    Map.of("x", 1L, "y", 2L),
                    "z");

    private static Map<String, Object> json() {
        Map<String, Object> json = new HashMap<>();
        json.put("text", "文");
        json.put("number", 7L);
        json.put("boxed", 8L);
        json.put("flag", true);
        json.put("inner", Map.of("name", "a"));
        json.put("list", List.of(Map.of("name", "b"), Map.of("name", "c")));
        json.put("map", Map.of("x", 1L, "y", 2L));
        json.put("any", "z");
        return json;
    }

    @Test
    void a_record_is_written_field_by_field_and_read_back() {
        assertThat(RecordCodec.format(VALUE)).isEqualTo(json());
        assertThat(RecordCodec.parse(Outer.class, json())).isEqualTo(VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "text, 5, Outer.text must be of type String",
        "number, seven, Outer.number must be of type long",
        "boxed, eight, Outer.boxed must be of type Long",
        "flag, yes, Outer.flag must be of type boolean",
        "inner, no object, Outer.inner must be an object",
        "list, no list, Outer.list must be a list",
        "map, no object, Outer.map must be an object"
    })
    void a_field_of_another_type_is_refused_by_its_path(String field, String value, String why) {
        Map<String, Object> json = json();
        json.put(field, field.equals("text") ? (Object) 5L : value);
        refused(json, why);
    }

    @Test
    void what_is_wrong_inside_is_refused_by_its_whole_path() {
        Map<String, Object> json = json();
        json.put("list", List.of(Map.of("name", "b"), Map.of("name", 1L)));
        refused(json, "Outer.list[1].name must be of type String");
        json = json();
        json.put("map", Map.of("x", "1"));
        refused(json, "Outer.map.x must be of type Long");
        json = json();
        json.put("inner", Map.of("name", "a", "more", "b"));
        refused(json, "Outer.inner.more is unknown");
    }

    @Test
    void a_missing_or_unknown_field_is_refused() {
        Map<String, Object> less = json();
        less.remove("flag");
        refused(less, "Outer.flag is missing");
        Map<String, Object> more = json();
        more.put("extra", 1L);
        refused(more, "Outer.extra is unknown");
        assertThatThrownBy(() -> RecordCodec.parse(Outer.class, List.of()))
                .hasMessage("Outer must be an object")
                .extracting("code")
                .isEqualTo("BAD_FIELD");
    }

    private static void refused(Map<String, Object> json, String why) {
        assertThatThrownBy(() -> RecordCodec.parse(Outer.class, json))
                .isInstanceOf(CodedException.class)
                .hasMessage(why)
                .extracting("code")
                .isEqualTo("BAD_FIELD");
    }

    @Test
    void a_field_that_nobody_set_is_not_written() {
        assertThatThrownBy(() -> RecordCodec.format(new Inner(null)))
                .hasMessage("name is missing")
                .extracting("code")
                .isEqualTo("BAD_FIELD");
    }

    @Test
    void the_records_own_refusal_keeps_its_code() {
        assertThatThrownBy(() -> RecordCodec.parse(Picky.class, Map.of("text", "")))
                .extracting("code")
                .isEqualTo("EMPTY");
    }

    @Test
    void what_was_read_cannot_be_changed() {
        Outer read = RecordCodec.parse(Outer.class, json());
        assertThatThrownBy(() -> read.list().add(new Inner("d")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> read.map().put("w", 3L))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
