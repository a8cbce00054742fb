package org.yanqian.query.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final Pattern USED =
            Pattern.compile("t\\.(?:get|code)\\('([a-z.]+[a-z])'[,)]|'([a-z]+\\.[a-z]+)'");

    private final Texts zh = Texts.of("zh");
    private final Texts en = Texts.of("en");

    @Test
    void bothLanguagesHaveTheSameTexts() {
        assertThat(en.keys()).isEqualTo(zh.keys());
    }

    @Test
    void noChineseTextSpeaksOfBlockchains() {
        assertThat(zh.keys()).allSatisfy(key -> assertThat(zh.get(key)).doesNotContain("区块链"));
    }

    @Test
    void timesAreBeijingTimes() {
        Instant instant = Instant.parse("2026-11-22T16:30:00Z");
        assertThat(zh.time(instant)).isEqualTo("2026年11月23日 00:30:00");
        assertThat(en.time(instant)).isEqualTo("23 Nov 2026 00:30:00");
        assertThat(zh.when("2026-12-31T16:00:00.000Z")).isEqualTo("2027年1月1日 00:00:00");
        assertThat(zh.when("2026-12-31")).isEqualTo("2026年12月31日");
        assertThat(zh.day((LocalDate) null)).isEmpty();
    }

    @Test
    void everyTextThatAPageNamesExists() throws IOException {
        Path templates = Path.of("src/main/resources/templates/query");
        List<Path> pages;
        try (Stream<Path> files = Files.list(templates)) {
            pages = files.toList();
        }
        int found = 0;
        for (Path page : pages) {
            Matcher used = USED.matcher(Files.readString(page));
            while (used.find()) {
                String key = used.group(1) == null ? used.group(2) : used.group(1);
                if (key.contains(".")) {
                    assertThat(zh.keys()).as(page + ": " + key).contains(key);
                    found++;
                }
            }
        }
        assertThat(found).isGreaterThan(100);
    }
}
