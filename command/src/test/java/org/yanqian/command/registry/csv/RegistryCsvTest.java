package org.yanqian.command.registry.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanqian.command.registry.csv.CsvRows.AS_OF;
import static org.yanqian.command.registry.csv.CsvRows.HEADER;
import static org.yanqian.command.registry.csv.CsvRows.PEOPLE;
import static org.yanqian.command.registry.csv.CsvRows.RULES;
import static org.yanqian.command.registry.csv.CsvRows.csv;
import static org.yanqian.command.registry.csv.CsvRows.person;
import static org.yanqian.command.registry.csv.CsvRows.site;
import static org.yanqian.command.registry.csv.CsvRows.uscc;
import static org.yanqian.command.registry.csv.CsvRows.with;
import static org.yanqian.command.registry.csv.CsvRows.zip;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;

class RegistryCsvTest {
    private static ParsedFile<TargetRow> read(String text) {
        return RegistryCsv.readTargets(text.getBytes(StandardCharsets.UTF_8), RULES);
    }

    private static List<String> codes(ParsedFile<?> file) {
        return file.problems().stream()
                .map(p -> p.row() + " " + p.field() + " " + p.code())
                .toList();
    }

    @Test
    void aGoodRowBecomesARecordAndPersonalValuesStayApart() {
        ParsedFile<TargetRow> file = read(csv(HEADER, site(1)));
        assertThat(file.problems()).isEmpty();
        assertThat(file.charset()).isEqualTo("UTF-8");
        assertThat(file.rows()).isEqualTo(1);
        TargetRow row = file.good().get(0);
        assertThat(row.row()).isEqualTo(2);
        assertThat(row.record())
                .isEqualTo(
                        new TargetRecord(
                                "QY000001",
                                uscc(1) + "001W",
                                "云岭县样本厂（样本1）",
                                uscc(1),
                                "990421",
                                "云岭县青溪镇",
                                "云岭县青溪镇样本路1号",
                                "106.403535",
                                "29.066107",
                                "0313",
                                "猪的饲养",
                                "一般",
                                "登记管理",
                                "C",
                                true,
                                "A",
                                "在产",
                                List.of("化工", "两高"),
                                2,
                                "",
                                "2026-01-01",
                                "有效",
                                Map.of()));
        assertThat(row.personal()).isEqualTo(Map.of("contact", "样本联系人", "phone", "000-0000-0001"));
        assertThat(row.record().toString()).doesNotContain("样本联系人", "000-0000-0001");
    }

    @Test
    void anInspectorsNameAndSexStayApart() {
        ParsedFile<InspectorRow> file = people(person(1));
        assertThat(file.problems()).isEmpty();
        assertThat(file.good().get(0).record())
                .isEqualTo(
                        new InspectorRecord(
                                "RY00001",
                                "99042100001",
                                "2028-12-31",
                                "990421",
                                "云岭县城关镇",
                                "综合行政执法",
                                "四级主办",
                                List.of("噪声", "土壤"),
                                6,
                                "在编",
                                "在岗",
                                0,
                                List.of("QY000001", "QY000002"),
                                "有效",
                                Map.of()));
        assertThat(file.good().get(0).personal()).isEqualTo(Map.of("name", "样本检查员1", "sex", "女"));
    }

    @SafeVarargs
    private static ParsedFile<InspectorRow> people(Map<String, String>... rows) {
        return RegistryCsv.readInspectors(
                csv(PEOPLE, rows).getBytes(StandardCharsets.UTF_8), RULES, AS_OF);
    }

    // The ten dirty files.

    @Test
    void dirtyFile1InGb18030ReadsAsTheSameRows() {
        String text = csv(HEADER, site(1), site(2));
        ParsedFile<TargetRow> gb =
                RegistryCsv.readTargets(text.getBytes(Charset.forName("GB18030")), RULES);
        assertThat(gb.charset()).isEqualTo("GB18030");
        assertThat(gb.good()).isEqualTo(read(text).good()).hasSize(2);
        assertThat(read("\uFEFF" + text)).isEqualTo(read(text));
    }

    @Test
    void dirtyFile2WithAMergedTitleAboveTheHeader() {
        ParsedFile<TargetRow> file = read("云岭县检查对象名录库,,,\r\n" + csv(HEADER, site(1)));
        assertThat(file.unreadable()).get().extracting("code").isEqualTo("MISSING_COLUMN");
        assertThat(file.good()).isEmpty();
        assertThat(codes(file)).contains("1 对象编号 MISSING_COLUMN", "1 在库状态 MISSING_COLUMN");
    }

    @Test
    void dirtyFile3WithFullWidthDigits() {
        Map<String, String> row = with(site(1), "行政区划代码", "９９０４２１");
        ParsedFile<TargetRow> file = read(csv(HEADER, with(row, "对象编号", "ＱＹ000001")));
        assertThat(codes(file))
                .containsExactlyInAnyOrder("2 行政区划代码 FULL_WIDTH", "2 对象编号 FULL_WIDTH");
        assertThat(file.good().get(0).record().divisionCode()).isEqualTo("990421");
        assertThat(file.good().get(0).record().objectId()).isEqualTo("QY000001");
        assertThat(file.good().get(0).record().name()).as("names keep theirs").contains("（");
    }

    @Test
    void dirtyFile4WithTrailingSpaces() {
        ParsedFile<TargetRow> file =
                read(csv(HEADER, with(with(site(1), "监管类别", "一般 "), "所属辖区", "\u3000云岭县\u00a0")));
        assertThat(codes(file)).containsExactlyInAnyOrder("2 监管类别 TRIMMED", "2 所属辖区 TRIMMED");
        assertThat(file.good().get(0).record().supervisionClass()).isEqualTo("一般");
        assertThat(file.good().get(0).record().area()).isEqualTo("云岭县");
    }

    @ParameterizedTest
    @CsvSource({
        "统一社会信用代码, 9.19E+17",
        "排污许可证编号或登记编号, 9.2990421E+17",
        "对象编号, 1E+10",
        "行政区划代码, 9.9e5"
    })
    void dirtyFile5WithCodesInScientificNotation(String field, String value) {
        ParsedFile<TargetRow> file = read(csv(HEADER, with(site(1), field, value), site(2)));
        assertThat(codes(file)).contains("2 " + field + " SCIENTIFIC_NOTATION");
        assertThat(file.problems().get(0).zh()).contains("文本");
        assertThat(file.good()).extracting(TargetRow::row).containsExactly(3L);
        assertThat(file.rejected()).isEqualTo(1);
    }

    @Test
    void dirtyFile6WithTwoSitesOfOneCompanyIsFine() {
        Map<String, String> second = with(site(2), "统一社会信用代码", uscc(1));
        ParsedFile<TargetRow> file =
                read(csv(HEADER, site(1), with(second, "排污许可证编号或登记编号", uscc(1) + "002W")));
        assertThat(file.problems()).isEmpty();
        assertThat(file.good()).hasSize(2);
    }

    @Test
    void dirtyFile7WithLowerCaseCodes() {
        Map<String, String> row = with(site(1), "统一社会信用代码", uscc(1).toLowerCase(Locale.ROOT));
        ParsedFile<TargetRow> file = read(csv(HEADER, with(row, "环境信用等级", "d")));
        assertThat(codes(file))
                .containsExactlyInAnyOrder("2 统一社会信用代码 LOWER_CASE", "2 环境信用等级 LOWER_CASE");
        assertThat(file.good().get(0).record().uscc()).isEqualTo(uscc(1));
        assertThat(file.good().get(0).record().creditGrade()).isEqualTo("D");
    }

    @ParameterizedTest
    @CsvSource({
        "监管类别, '', MISSING_VALUE",
        "监管类别, 重奌, UNKNOWN_CLASS",
        "监管类别, 特殊监管对象, UNKNOWN_CLASS",
        "生产状态, 歇业中, UNKNOWN_STATUS",
        "在库状态, 在用, UNKNOWN_STATUS",
        "统一社会信用代码, 91990421MA0000I010, USCC_FORMAT",
        "统一社会信用代码, 123, USCC_FORMAT",
        "统一社会信用代码, '', MISSING_VALUE",
        "排污许可证编号或登记编号, '', MISSING_VALUE",
        "排污许可证编号或登记编号, 12345, PERMIT_NO_FORMAT",
        "对象编号, QY/1, BAD_ID",
        "对象编号, '', MISSING_VALUE",
        "行政区划代码, 9904, DIVISION_FORMAT",
        "行业代码, 313, INDUSTRY_FORMAT",
        "是否正面清单, Y, BAD_YES_NO",
        "上年度检查次数, -1, BAD_NUMBER",
        "上年度检查次数, 1.0, BAD_NUMBER",
        "最近检查日期, 2026-02-30, BAD_DATE",
        "入库日期, 46023, BAD_DATE",
        "经度, 一百零六, BAD_COORDINATE",
        "经度, 180.5, BAD_COORDINATE",
        "纬度, 91, BAD_COORDINATE",
        "单位名称, 乱\uFFFD码, BAD_CHARACTER",
        "单位名称, 样\u200b本, BAD_CHARACTER"
    })
    void dirtyFile8WithMissingAndWrongValues(String field, String value, String code) {
        ParsedFile<TargetRow> file = read(csv(HEADER, site(1), with(site(2), field, value)));
        assertThat(codes(file)).contains("3 " + field + " " + code);
        assertThat(file.problems())
                .filteredOn(RowProblem::isError)
                .extracting(RowProblem::row)
                .containsOnly(3L);
        assertThat(file.good()).extracting(TargetRow::row).containsExactly(2L);
        assertThat(file.hasErrors()).isTrue();
    }

    @Test
    void dirtyFile9WithCertificatesExpiredMissingOrWithoutADate() {
        ParsedFile<InspectorRow> file =
                people(
                        with(person(1), "证件有效期至", "2026-01-05"),
                        with(person(2), "证件有效期至", "2026-01-06"),
                        with(with(person(3), "行政执法证号", ""), "证件有效期至", ""),
                        with(person(4), "证件有效期至", ""),
                        with(person(5), "在岗情况", "下海"));
        assertThat(codes(file))
                .containsExactly(
                        "2 证件有效期至 CERTIFICATE_EXPIRED",
                        "4 行政执法证号 NO_CERTIFICATE",
                        "5 证件有效期至 CERTIFICATE_EXPIRY_MISSING",
                        "6 在岗情况 UNKNOWN_STATUS");
        assertThat(file.good()).extracting(InspectorRow::row).containsExactly(2L, 3L, 4L);
    }

    @Test
    void dirtyFile10WithOverlongValues() {
        String scope = "样".repeat(4000);
        ParsedFile<TargetRow> file =
                read(csv(HEADER, with(site(1), "单位名称", scope), with(site(2), "联系人", scope)));
        assertThat(codes(file)).containsExactly("2 单位名称 TOO_LONG", "3 联系人 TOO_LONG");
        assertThat(file.problems().get(0).value()).hasSize(81);
        assertThat(file.problems().get(1).value()).as("a personal value is not shown").isEmpty();
    }

    @Test
    void duplicatesNameBothRows() {
        ParsedFile<TargetRow> file =
                read(
                        csv(
                                HEADER,
                                site(1),
                                with(site(2), "对象编号", "QY000001"),
                                with(site(3), "排污许可证编号或登记编号", uscc(1) + "001w"),
                                site(4)));
        assertThat(codes(file))
                .contains(
                        "2 对象编号 DUPLICATE_VALUE",
                        "3 对象编号 DUPLICATE_VALUE",
                        "2 排污许可证编号或登记编号 DUPLICATE_VALUE",
                        "4 排污许可证编号或登记编号 DUPLICATE_VALUE");
        assertThat(file.problems())
                .filteredOn(p -> p.field().equals("对象编号"))
                .allMatch(p -> p.zh().contains("2, 3"));
        assertThat(file.good()).extracting(TargetRow::row).containsExactly(5L);
        ParsedFile<InspectorRow> people =
                people(
                        person(1),
                        with(person(2), "行政执法证号", "99042100001"),
                        with(person(3), "人员编号", "RY00001"));
        assertThat(people.good()).isEmpty();
        assertThat(codes(people)).contains("3 行政执法证号 DUPLICATE_VALUE", "4 人员编号 DUPLICATE_VALUE");
    }

    @Test
    void aFailedCheckDigitIsAWarningThatMustBeConfirmed() {
        // Both were issued although their check character is not that of GB 32100.
        for (String issued : List.of("91350211M0000XUF46", "91350100M0001TGQXM")) {
            Map<String, String> row = with(site(1), "统一社会信用代码", issued);
            ParsedFile<TargetRow> file =
                    read(csv(HEADER, with(row, "排污许可证编号或登记编号", issued + "001P")));
            assertThat(codes(file)).containsExactly("2 统一社会信用代码 USCC_CHECK_DIGIT");
            assertThat(file.problems().get(0).needsOverride()).isTrue();
            assertThat(file.good()).hasSize(1);
        }
        assertThat(Codes.hasUsccCheckDigit("91350100M000100Y43")).isTrue();
        assertThat(Codes.hasUsccCheckDigit("91130200699229617X")).isTrue();
        assertThat(Codes.hasUsccCheckDigit("91130200699229617Y")).isFalse();
    }

    @Test
    void aUnitWithoutACreditCodeHasANumberWithH9() {
        Map<String, String> row = with(site(1), "统一社会信用代码", "");
        assertThat(
                        read(csv(HEADER, with(row, "排污许可证编号或登记编号", "H9990421ABCDEFGHIJ001W")))
                                .problems())
                .isEmpty();
        assertThat(codes(read(csv(HEADER, with(site(1), "排污许可证编号或登记编号", uscc(2) + "001W")))))
                .containsExactly("2 排污许可证编号或登记编号 PERMIT_OF_OTHER_UNIT");
    }

    @Test
    void softIrregularitiesAreWarnings() {
        ParsedFile<TargetRow> file =
                read(
                        csv(
                                HEADER,
                                with(site(1), "入库日期", "2026/1/1"),
                                with(site(2), "入库日期", "2026年1月1日"),
                                with(site(3), "行业代码", "6110"),
                                with(site(4), "环境信用等级", "绿"),
                                with(site(5), "单位名称", "cafe\u0301样本")));
        assertThat(codes(file))
                .containsExactly(
                        "2 入库日期 DATE_REWRITTEN",
                        "3 入库日期 DATE_REWRITTEN",
                        "4 行业代码 INDUSTRY_OUT_OF_SCOPE",
                        "5 环境信用等级 UNKNOWN_GRADE",
                        "6 单位名称 NOT_NFC");
        assertThat(file.hasErrors()).isFalse();
        assertThat(file.good()).hasSize(5);
        assertThat(file.good().get(1).record().listedOn()).isEqualTo("2026-01-01");
        assertThat(file.good().get(4).record().name()).isEqualTo("caf\u00e9样本");
    }

    @Test
    void columnsComeInAnyOrderAndExtraOnesAreWarned() {
        List<String> mixed = new ArrayList<>(HEADER);
        Collections.reverse(mixed);
        mixed.add(3, "备注");
        mixed.remove("联系人");
        ParsedFile<TargetRow> file = read(csv(mixed, site(1)));
        assertThat(codes(file)).containsExactly("1 备注 UNKNOWN_COLUMN");
        assertThat(file.unreadable()).isEmpty();
        assertThat(file.good().get(0).record())
                .isEqualTo(read(csv(HEADER, site(1))).good().get(0).record());
        assertThat(file.good().get(0).personal()).containsOnlyKeys("phone");
    }

    @Test
    void aColumnTwiceOrMissing() {
        List<String> twice = new ArrayList<>(HEADER);
        twice.add("监管类别");
        assertThat(read(csv(twice, site(1))).unreadable())
                .get()
                .extracting("code")
                .isEqualTo("DUPLICATE_COLUMN");
        for (String column : HEADER) {
            List<String> less = new ArrayList<>(HEADER);
            less.remove(column);
            assertThat(read(csv(less, site(1))).unreadable().isPresent())
                    .as(column)
                    .isEqualTo(!List.of("联系人", "联系电话").contains(column));
        }
    }

    @Test
    void whatIsNoTextOfThisKindIsWrongEncoding() {
        String text = csv(HEADER, site(1));
        byte[] utf16 = text.getBytes(StandardCharsets.UTF_16);
        byte[] cut = text.getBytes(StandardCharsets.UTF_8);
        cut[cut.length - 3] = (byte) 0xFF;
        byte[] zip = {'P', 'K', 3, 4, 0, 0, 0, 1};
        for (byte[] file : List.of(utf16, cut, zip)) {
            ParsedFile<TargetRow> parsed = RegistryCsv.readTargets(file, RULES);
            assertThat(parsed.unreadable()).get().extracting("code").isEqualTo("WRONG_ENCODING");
            assertThat(parsed.charset()).isEmpty();
        }
    }

    @Test
    void emptyAndOversizedAndBrokenFiles() {
        assertThat(codes(read(""))).containsExactly("0  EMPTY_FILE");
        ParsedFile<TargetRow> large = RegistryCsv.readTargets(new byte[100_000_001], RULES);
        assertThat(codes(large)).containsExactly("0  FILE_TOO_LARGE");
        String open = csv(HEADER, with(site(1), "单位名称", "\"没有结束的引号"), site(2), site(3));
        assertThat(codes(read(open))).containsExactly("0  NOT_CSV");
        assertThat(read(csv(HEADER, List.of())).unreadable()).isEmpty();
        assertThat(read(csv(HEADER, List.of())).rows()).isZero();
    }

    @Test
    void aRowOfAnotherWidthAndEmptyRows() {
        String text =
                csv(HEADER, site(1)) + "\r\n,,,\r\nQY000002,只有两格\r\n" + "x,".repeat(30) + "\r\n";
        ParsedFile<TargetRow> file = read(text);
        assertThat(codes(file)).contains("5  CELL_COUNT", "6  CELL_COUNT");
        assertThat(file.rows()).isEqualTo(3);
        assertThat(file.good()).hasSize(1);
    }

    @Test
    void quotedCellsKeepCommasAndQuotes() {
        ParsedFile<TargetRow> file = read(csv(HEADER, with(site(1), "单位名称", "\"样本,\"\"甲\"\"厂\"")));
        assertThat(file.good().get(0).record().name()).isEqualTo("样本,\"甲\"厂");
        assertThat(codes(read(csv(HEADER, with(site(1), "单位名称", "\"两\n行\"")))))
                .containsExactly("2 单位名称 BAD_CHARACTER");
    }

    @Test
    void twentyThousandRows() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i <= 20_000; i++) {
            rows.add(i % 100 == 0 ? with(site(i), "监管类别", "无") : site(i));
        }
        ParsedFile<TargetRow> file = read(csv(HEADER, rows));
        assertThat(file.rows()).isEqualTo(20_000);
        assertThat(file.good()).hasSize(19_800);
        assertThat(file.rejected()).isEqualTo(200);
        assertThat(file.problems()).hasSize(200);
    }
}
