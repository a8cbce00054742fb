package org.yanqian.verifier.crime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.Finding;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Status;
import org.yanqian.verifier.check.Verdict;

/** Every crime of the catalogue is committed and found, and {@code docs/attacks.md} lists them all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrimesTest {
    @TempDir Path folder;

    private static List<Crime> all() {
        List<Crime> all = new ArrayList<>();
        all.addAll(HistoryCrimes.ALL);
        all.addAll(SignatureCrimes.ALL);
        all.addAll(RegistryCrimes.ALL);
        all.addAll(SeedCrimes.ALL);
        all.addAll(ResultCrimes.ALL);
        all.addAll(BundleCrimes.ALL);
        all.addAll(PersonalCrimes.ALL);
        return all;
    }

    @Test
    void what_nobody_touched_is_proven() {
        Scene scene = new Scene(folder.resolve("honest"));
        assertThat(scene.verify(scene.good.book).verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(scene.draw(scene.bundle.write(scene.keys.service)).verdict())
                .isEqualTo(Verdict.PROVEN);
    }

    @TestFactory
    Stream<DynamicTest> every_crime_is_found() {
        Scene scene = new Scene(folder);
        return all().stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> found(c, scene)));
    }

    private static void found(Crime crime, Scene scene) throws Exception {
        Outcome outcome = crime.act().commit(scene);
        List<String> found =
                outcome.layers().stream()
                        .flatMap(l -> l.findings().stream().map(f -> l.id() + " " + f.code()))
                        .distinct()
                        .toList();
        assertThat(outcome.verdict().exitCode())
                .as("exit, found %s", found)
                .isEqualTo(crime.exit());
        CheckResult layer =
                outcome.layers().stream()
                        .filter(l -> l.id().equals(crime.layer()))
                        .findFirst()
                        .orElseGet(() -> fail("no layer " + crime.layer()));
        if (crime.exit() != 3) {
            assertThat(layer.status()).as("found %s", found).isEqualTo(Status.FAIL);
        }
        assertThat(layer.findings()).extracting(Finding::code).contains(crime.code());
        assertThat(outcome.bugs()).isEmpty();
    }

    @Test
    void no_two_crimes_have_one_name() {
        assertThat(all()).extracting(Crime::name).doesNotHaveDuplicates();
        assertThat(all()).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void the_catalogue_in_docs_is_this_one() throws IOException {
        List<String> rows = new ArrayList<>();
        int number = 0;
        for (Crime c : all()) {
            rows.add(
                    String.format(
                            Locale.ROOT,
                            "| %d | %s<br>%s | %s | `%s` | %d |",
                            ++number,
                            c.zh(),
                            c.en(),
                            c.layer(),
                            c.code(),
                            c.exit()));
        }
        Path page = Path.of("..", "docs", "attacks.md");
        List<String> listed =
                Files.readAllLines(page).stream().filter(l -> l.matches("\\| \\d+ \\|.*")).toList();
        assertThat(listed)
                .as("the table of docs/attacks.md should be:\n%s", String.join("\n", rows))
                .isEqualTo(rows);
    }
}
