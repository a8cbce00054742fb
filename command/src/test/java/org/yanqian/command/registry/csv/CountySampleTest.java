package org.yanqian.command.registry.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.rules.InspectorEligibility;

/** The county of the sample, where its files lie beside the project. */
class CountySampleTest {
    private static byte[] sample(String name) throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            for (String place : List.of("deploy", "shared")) {
                Path file = folder.resolve(place).resolve("sample").resolve(name);
                if (Files.isRegularFile(file)) {
                    return Files.readAllBytes(file);
                }
            }
            folder = folder.getParent();
        }
        Assumptions.abort("no sample beside the project");
        return new byte[0];
    }

    @Test
    void twelveHundredSitesWithoutAnError() throws IOException {
        byte[] file = sample("county_objects.csv");
        ParsedFile<TargetRow> parsed = RegistryCsv.readTargets(file, CsvRows.RULES);
        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.good()).hasSize(1200);
        assertThat(
                        parsed.good().stream()
                                .collect(
                                        Collectors.groupingBy(
                                                r -> r.record().supervisionClass(),
                                                Collectors.counting())))
                .isEqualTo(Map.of("重点", 48L, "简化", 108L, "一般", 1020L, "特殊", 24L));
        byte[] gb =
                new String(file, StandardCharsets.UTF_8)
                        .substring(1)
                        .getBytes(Charset.forName("GB18030"));
        assertThat(RegistryCsv.readTargets(gb, CsvRows.RULES).good()).isEqualTo(parsed.good());
    }

    @Test
    void aPersonsNumberInAColumnOfEventsIsNamedByRowAndColumnAndNotRepeated() throws IOException {
        String text = new String(sample("county_objects.csv"), StandardCharsets.UTF_8);
        List<String> lines = List.of(text.split("\r?\n"));
        int column = List.of(lines.get(0).split(",")).indexOf("生产经营地址");
        String[] cells = lines.get(1).split(",", -1);
        cells[column] = "样本路1号 13800138000";
        String dirty = String.join("\r\n", lines.get(0), String.join(",", cells), lines.get(2), "");
        ParsedFile<TargetRow> parsed =
                RegistryCsv.readTargets(dirty.getBytes(StandardCharsets.UTF_8), CsvRows.RULES);
        assertThat(parsed.good()).hasSize(1);
        RowProblem problem =
                parsed.problems().stream().filter(RowProblem::isError).findFirst().orElseThrow();
        assertThat(problem.code()).isEqualTo("PERSONAL_NUMBER");
        assertThat(problem.row()).isEqualTo(2);
        assertThat(problem.field()).isEqualTo("生产经营地址");
        assertThat(problem.toString()).doesNotContain("13800138000");
    }

    @Test
    void sixtyInspectorsOfWhomFiftyAreEligible() throws IOException {
        ParsedFile<InspectorRow> parsed =
                RegistryCsv.readInspectors(
                        sample("county_inspectors.csv"), CsvRows.RULES, CsvRows.AS_OF);
        assertThat(parsed.hasErrors()).isFalse();
        assertThat(parsed.good()).hasSize(60);
        assertThat(parsed.good())
                .filteredOn(
                        r ->
                                InspectorEligibility.reason(
                                                CsvRows.RULES, r.record(), CsvRows.AS_OF)
                                        .isEmpty())
                .hasSize(50);
    }
}
