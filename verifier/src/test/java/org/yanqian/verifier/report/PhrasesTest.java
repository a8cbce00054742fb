package org.yanqian.verifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PhrasesTest {
    private static final Pattern FINDING =
            Pattern.compile(" {2}[A-Z0-9_]+ (?:REFUTES|UNDECIDED|NOTE) -?\\d+ (.*)");

    private static final Pattern ENGLISH = Pattern.compile("[a-z']{2,} [a-z]{2,}(?!:)");

    private static String zh(String text) {
        return Phrases.of(text, Lang.ZH);
    }

    @Test
    void nothing_that_is_said_of_any_attack_is_left_in_english() throws IOException {
        Set<String> left = new TreeSet<>();
        int phrases = 0;
        for (String line : Files.readAllLines(Path.of("src/test/resources/crimes.txt"))) {
            Matcher finding = FINDING.matcher(line);
            if (!finding.matches()) {
                continue;
            }
            for (String text : finding.group(1).split(" \\| ", 2)) {
                phrases++;
                if (ENGLISH.matcher(zh(text)).find()) {
                    left.add(text + "  ->  " + zh(text));
                }
            }
        }
        assertThat(phrases).isGreaterThan(2000);
        assertThat(left).isEmpty();
    }

    @Test
    void what_stands_in_a_phrase_is_copied() {
        assertThat(zh("target/yunling/QY000009: one holder of 91990421MA00000009001P"))
                .isEqualTo("target/yunling/QY000009：91990421MA00000009001P 只归一个对象");
        assertThat(zh("a key of o-1 of yunling")).isEqualTo("o-1 的密钥（yunling）");
        assertThat(zh("a key of discipline")).isEqualTo("discipline 的密钥");
        assertThat(zh("supervisionClass 重点, creditGrade B")).isEqualTo("监管类别 重点, 信用等级 B");
        assertThat(zh("91990421MA00000009001P")).isEqualTo("91990421MA00000009001P");
        assertThat(zh("")).isEmpty();
    }

    @Test
    void in_english_nothing_changes() {
        assertThat(Phrases.of("a key of discipline", Lang.EN)).isEqualTo("a key of discipline");
    }
}
