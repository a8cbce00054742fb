package org.yanqian.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.Bytes;

class ContrastTest {
    record Site(String id, String name, int visits) {}

    record Round(String plan, List<Site> sites, Site reserve) {}

    record Key(Bytes bytes) {
        @Override
        public String toString() {
            return "key";
        }
    }

    private static Contrast contrast(String expected, String found) {
        return new Contrast(expected, found);
    }

    @Test
    void of_two_records_only_the_parts_that_differ() {
        assertThat(Contrast.of(new Site("QY1", "甲", 1), new Site("QY1", "乙", 1)))
                .isEqualTo(contrast("name 甲", "name 乙"));
        assertThat(Contrast.of(new Site("QY1", "甲", 1), new Site("QY2", "甲", 2)))
                .isEqualTo(contrast("id QY1, visits 1", "id QY2, visits 2"));
        assertThat(Contrast.of(new Site("QY1", "甲", 1), new Site("QY1", "", 1)))
                .isEqualTo(contrast("name 甲", "name none"));
    }

    @Test
    void of_two_lists_only_the_elements_that_differ_each_by_its_name() {
        List<Site> some = List.of(new Site("QY1", "甲", 1), new Site("QY2", "乙", 1));
        List<Site> others = List.of(new Site("QY1", "甲", 1), new Site("QY2", "丙", 3));
        assertThat(Contrast.of(some, others))
                .isEqualTo(contrast("QY2, name 乙, visits 1", "QY2, name 丙, visits 3"));
        assertThat(
                        Contrast.of(
                                new Round("Q1", some, some.get(0)),
                                new Round("Q1", others, some.get(0))))
                .isEqualTo(contrast("sites QY2, name 乙, visits 1", "sites QY2, name 丙, visits 3"));
        assertThat(
                        Contrast.of(
                                List.of(new Site("QY1", "甲", 1), new Site("QY2", "乙", 1)),
                                List.of(new Site("QY3", "甲", 1), new Site("QY4", "乙", 1))))
                .isEqualTo(contrast("id QY1; id QY2", "id QY3; id QY4"));
    }

    @Test
    void what_cannot_be_compared_part_by_part_is_shown_whole() {
        assertThat(Contrast.of(List.of(new Site("QY1", "", 0)), List.of()))
                .isEqualTo(contrast("[id QY1, visits 0]", "[]"));
        assertThat(Contrast.of("甲", new Site("QY1", "乙", 2)))
                .isEqualTo(contrast("甲", "id QY1, name 乙, visits 2"));
        assertThat(Contrast.of(null, 5L)).isEqualTo(contrast("none", "5"));
        assertThat(Contrast.of(List.of("甲", "乙"), List.of("甲", "丙")))
                .isEqualTo(contrast("[甲, 乙]", "[甲, 丙]"));
        assertThat(Contrast.of(new Site("QY1", "甲", 1), null))
                .isEqualTo(contrast("id QY1, name 甲, visits 1", "none"));
    }

    @Test
    void what_says_itself_how_it_is_written_is_written_so() {
        assertThat(Contrast.text(List.of(new Key(Bytes.of(new byte[1]))))).isEqualTo("[key]");
        assertThat(Contrast.text(List.of(new Site("QY1", "甲", 1), new Site("QY2", "乙", 1))))
                .isEqualTo("[id QY1, name 甲, visits 1; id QY2, name 乙, visits 1]");
    }
}
