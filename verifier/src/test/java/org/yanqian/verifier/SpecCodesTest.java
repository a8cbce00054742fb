package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yanqian.verifier.check.Codes;

/** A finding cites a section of the specification: there it stands, in the same words. */
class SpecCodesTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `([A-Z0-9_]+)` \\| ([0-9.]+) \\| (.*) \\| (.*) \\|");

    @Test
    void everyCodeOfTheVerifierStandsInTheSpecificationAsItIsPrinted() throws IOException {
        Map<String, Codes.Code> page = new HashMap<>();
        for (String line : Files.readAllLines(spec())) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                page.put(
                        row.group(1),
                        new Codes.Code(row.group(1), row.group(2), row.group(4), row.group(3)));
            }
        }
        assertThat(Codes.all()).hasSizeGreaterThan(100);
        assertThat(page).containsAllEntriesOf(Codes.all());
    }

    private static Path spec() {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path file = dir.resolve("ledger/SPEC.md");
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new AssertionError("no ledger/SPEC.md above the working directory");
    }
}
