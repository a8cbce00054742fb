package org.yanqian.ledger.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Codes are API: whatever the ledger's code can refuse or find stands in SPEC section 15. */
class SpecCodesTest {
    private static final Pattern ROW = Pattern.compile("\\| `([A-Z0-9_]+)` \\| ([0-9.]+) \\| .*");
    private static final Pattern COINED =
            Pattern.compile(
                    "(?:(?:CodedException|DrawRefusedException|Entries<>|findings\\.add|again|same)"
                            + "\\(\\s*|return |parse\\([^;\"]*)\"([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*)\"");

    @Test
    void everyCodeThatTheSourcesCoinStandsInThePage() throws IOException {
        Set<String> listed = new TreeSet<>();
        for (String line : SpecPage.lines()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(listed.add(row.group(1))).as("listed once: " + line).isTrue();
                assertThat(SpecPage.sections()).as(line).contains(row.group(2));
            }
        }
        Set<String> coined = coined();
        assertThat(coined)
                .contains("NOT_CANONICAL", "ROLES_OVERLAP", "RECORDED_TWICE", "NOT_ON_POST")
                .hasSizeGreaterThan(60);
        coined.removeAll(listed);
        assertThat(coined).as("codes without a row in SPEC.md section 15").isEmpty();
    }

    private static Set<String> coined() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SpecPage.folder().resolve("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher found = COINED.matcher(Files.readString(file));
                while (found.find()) {
                    codes.add(found.group(1));
                }
            }
        }
        return codes;
    }
}
