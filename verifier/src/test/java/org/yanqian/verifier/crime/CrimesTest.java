package org.yanqian.verifier.crime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
    private static final Path PAGE = Path.of("..", "docs", "attacks.md");

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
        all.addAll(KeyCrimes.ALL);
        all.addAll(PartyKeyCrimes.ALL);
        all.addAll(VoidCrimes.ALL);
        all.addAll(SubstitutionCrimes.ALL);
        all.addAll(TimeCrimes.ALL);
        all.addAll(RuleCrimes.ALL);
        all.addAll(PieceCrimes.ALL);
        all.addAll(AfterDrawCrimes.ALL);
        all.addAll(ReplayCrimes.ALL);
        return all;
    }

    private static List<Honest> honest() {
        List<Honest> all = new ArrayList<>();
        all.addAll(Honest.ALL);
        all.addAll(PersonalCrimes.HONEST);
        all.addAll(KeyCrimes.HONEST);
        all.addAll(PartyKeyCrimes.HONEST);
        all.addAll(VoidCrimes.HONEST);
        all.addAll(SubstitutionCrimes.HONEST);
        all.addAll(TimeCrimes.HONEST);
        all.addAll(RuleCrimes.HONEST);
        all.addAll(ReplayCrimes.HONEST);
        return all;
    }

    /** For mutation tests, which need those of one layer again and again. */
    private static boolean isAsked(String layer) {
        String asked = System.getProperty("yanqian.crimes.layers", "");
        String number = layer.split("\\.")[0];
        return asked.isEmpty() || layer.isEmpty() || List.of(asked.split(",")).contains(number);
    }

    @TestFactory
    Stream<DynamicTest> nobody_honest_is_framed() {
        Corpus corpus = new Corpus(folder);
        return honest().stream()
                .filter(h -> isAsked(h.layer()))
                .map(h -> DynamicTest.dynamicTest(h.name(), () -> proven(h, corpus)));
    }

    private static void proven(Honest honest, Corpus corpus) throws Exception {
        Outcome outcome = corpus.of(honest.name(), honest.act()).judged();
        assertThat(outcome.layers().stream().flatMap(l -> l.findings().stream()))
                .filteredOn(f -> !f.code().equals("INSPECTION_MISSING"))
                .extracting(Finding::code)
                .containsExactlyInAnyOrderElementsOf(honest.codes());
        assertThat(outcome.layers()).extracting(CheckResult::status).doesNotContain(Status.FAIL);
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(Approved.text(outcome)).isEqualTo(Approved.of(honest.name(), outcome));
    }

    @TestFactory
    Stream<DynamicTest> every_crime_is_found() {
        Corpus corpus = new Corpus(folder);
        return all().stream()
                .filter(c -> isAsked(c.layer()))
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> found(c, corpus)));
    }

    private static void found(Crime crime, Corpus corpus) throws Exception {
        Outcome outcome = corpus.of(crime.name(), crime.act()).judged();
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
        assertThat(Approved.text(outcome)).isEqualTo(Approved.of(crime.name(), outcome));
    }

    @Test
    void no_two_crimes_have_one_name() {
        assertThat(all()).extracting(Crime::name).doesNotHaveDuplicates();
        assertThat(all()).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void no_threat_is_without_an_attack() throws IOException {
        List<String> crimes = all().stream().map(Crime::name).toList();
        List<String> threats =
                Files.readAllLines(PAGE).stream()
                        .filter(l -> l.matches("\\| [^|]+<br>[^|]+ \\| `[^|]+` \\|"))
                        .toList();
        assertThat(threats).hasSizeGreaterThanOrEqualTo(44);
        for (String threat : threats) {
            String[] attacks = threat.split("\\|")[2].replace("`", "").trim().split("<br>");
            for (String attack : attacks) {
                assertThat(crimes.contains(attack) || isTest(attack)).as(attack).isTrue();
            }
        }
    }

    private static final Pattern SAID =
            Pattern.compile(
                    "\\b(?:fail(?:ed|Both)?|equal|same|both|undecided|lapse)\\(\\s*\"([A-Z][A-Z0-9_]+)\"");

    /** Against what the reader has of his own: PublishedFilesTest, SmallCommandsTest. */
    private static final Set<String> WITHOUT =
            Set.of("PUBLISHED_FILE_DIFFERS", "STORE_ROW_DIFFERS");

    @Test
    void no_code_that_a_check_can_say_is_without_an_attack() throws IOException {
        Set<String> said = new TreeSet<>();
        Path checks = Path.of("src/main/java/org/yanqian/verifier/check");
        try (Stream<Path> files = Files.list(checks)) {
            for (Path file : files.toList()) {
                SAID.matcher(Files.readString(file)).results().forEach(m -> said.add(m.group(1)));
            }
        }
        assertThat(said).hasSizeGreaterThan(115);
        all().forEach(crime -> said.remove(crime.code()));
        assertThat(said).isEqualTo(WITHOUT);
    }

    /** {@code Class.method} of any module. */
    private static boolean isTest(String name) throws IOException {
        String[] parts = name.split("\\.");
        if (parts.length != 2) {
            return false;
        }
        for (String module : List.of("ledger", "verifier", "command", "deploy/app")) {
            Path root = Path.of("..", module.split("/")).resolve("src/test/java");
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(f -> f.endsWith(parts[0] + ".java")).toList()) {
                    return Files.readString(file).contains("    void " + parts[1] + "(");
                }
            }
        }
        return false;
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
        List<String> listed =
                Files.readAllLines(PAGE).stream().filter(l -> l.matches("\\| \\d+ \\|.*")).toList();
        assertThat(listed)
                .as("the table of docs/attacks.md should be:\n%s", String.join("\n", rows))
                .isEqualTo(rows);
    }
}
