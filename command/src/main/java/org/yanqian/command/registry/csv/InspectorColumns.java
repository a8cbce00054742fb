package org.yanqian.command.registry.csv;

import static org.yanqian.command.registry.csv.Column.code;
import static org.yanqian.command.registry.csv.Column.personal;
import static org.yanqian.command.registry.csv.Column.text;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.yanqian.command.registry.csv.Column.Need;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.rules.RuleSet;

/** 检查人员名录库: the columns of an inspector file and how a row becomes a record. */
final class InspectorColumns {
    static final Column PERSON_ID = code("人员编号", Need.VALUE, 64);
    static final Column NAME = personal("姓名");
    static final Column SEX = personal("性别");
    static final Column DIVISION = code("行政区划代码", Need.VALUE, 9);
    static final Column UNIT = text("所在单位", Need.VALUE, 100);
    static final Column POST = text("部门岗位", Need.COLUMN, 100);
    static final Column RANK = text("职务职级", Need.COLUMN, 100);
    static final Column CERTIFICATE = code("行政执法证号", Need.COLUMN, 64);
    static final Column EXPIRES = code("证件有效期至", Need.COLUMN, 16);
    static final Column SPECIALTIES = text("业务专长标签", Need.COLUMN, 500);
    static final Column YEARS = code("工作年限", Need.COLUMN, 8);
    static final Column ESTABLISHMENT = text("编制情况", Need.COLUMN, 32);
    static final Column ON_POST = text("在岗情况", Need.VALUE, 32);
    static final Column CHECKS = code("本年度检查次数", Need.COLUMN, 8);
    static final Column RECUSED = code("回避对象编号", Need.COLUMN, 2000);
    static final Column STATUS = text("在库状态", Need.VALUE, 32);

    static final List<Column> ALL =
            List.of(
                    PERSON_ID,
                    NAME,
                    SEX,
                    DIVISION,
                    UNIT,
                    POST,
                    RANK,
                    CERTIFICATE,
                    EXPIRES,
                    SPECIALTIES,
                    YEARS,
                    ESTABLISHMENT,
                    ON_POST,
                    CHECKS,
                    RECUSED,
                    STATUS);

    private InspectorColumns() {}

    static InspectorRow row(Cells cells, RuleSet rules, LocalDate asOf) {
        String certificateNo = cells.id(CERTIFICATE);
        InspectorRecord record =
                new InspectorRecord(
                        cells.id(PERSON_ID),
                        certificateNo,
                        expires(cells, certificateNo, asOf),
                        division(cells),
                        cells.text(UNIT),
                        cells.text(POST),
                        cells.text(RANK),
                        cells.list(SPECIALTIES),
                        cells.count(YEARS),
                        cells.text(ESTABLISHMENT),
                        cells.word(ON_POST, rules.postStatuses(), "UNKNOWN_STATUS"),
                        cells.count(CHECKS),
                        cells.list(RECUSED),
                        cells.word(STATUS, rules.registryStatuses(), "UNKNOWN_STATUS"),
                        Map.of());
        return new InspectorRow(
                cells.number(), record, PersonalValues.of(cells, Map.of("name", NAME, "sex", SEX)));
    }

    private static String division(Cells cells) {
        String value = cells.code(DIVISION);
        cells.pattern(
                DIVISION,
                value,
                "[0-9]{6}([0-9]{3})?",
                "DIVISION_FORMAT",
                "应为6位或者9位数字（GB/T 2260）",
                "6 or 9 digits (GB/T 2260)");
        return value;
    }

    private static String expires(Cells cells, String certificateNo, LocalDate asOf) {
        String value = cells.date(EXPIRES);
        if (certificateNo.isEmpty()) {
            cells.warning(
                    CERTIFICATE,
                    "",
                    "NO_CERTIFICATE",
                    "没有执法证，不参加抽取，不计入2人",
                    "Without a certificate: never drawn, never one of the two");
        } else if (value.isEmpty()) {
            cells.error(
                    EXPIRES,
                    value,
                    "CERTIFICATE_EXPIRY_MISSING",
                    "有执法证的必须填写有效期",
                    "A certificate needs its expiry date");
        } else if (LocalDate.parse(value).isBefore(asOf)) {
            cells.warning(
                    EXPIRES,
                    value,
                    "CERTIFICATE_EXPIRED",
                    "执法证已过期，换证之前不参加抽取",
                    "The certificate has expired: not drawn until it is renewed");
        }
        return value;
    }
}
