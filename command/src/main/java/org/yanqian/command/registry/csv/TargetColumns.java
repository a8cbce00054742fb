package org.yanqian.command.registry.csv;

import static org.yanqian.command.registry.csv.Column.code;
import static org.yanqian.command.registry.csv.Column.personal;
import static org.yanqian.command.registry.csv.Column.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.yanqian.command.registry.csv.Column.Need;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.rules.RuleSet;

/** 检查对象名录库: the columns of a target file and how a row becomes a record. */
final class TargetColumns {
    static final Column OBJECT_ID = code("对象编号", Need.VALUE, 64);
    static final Column NAME = text("单位名称", Need.VALUE, 200);
    static final Column USCC = code("统一社会信用代码", Need.COLUMN, 18);
    static final Column DIVISION = code("行政区划代码", Need.VALUE, 9);
    static final Column AREA = text("所属辖区", Need.VALUE, 100);
    static final Column ADDRESS = text("生产经营地址", Need.COLUMN, 300);
    static final Column LONGITUDE = code("经度", Need.COLUMN, 16);
    static final Column LATITUDE = code("纬度", Need.COLUMN, 16);
    static final Column INDUSTRY = code("行业代码", Need.COLUMN, 4);
    static final Column INDUSTRY_NAME = text("行业名称", Need.COLUMN, 100);
    static final Column CLASS = text("监管类别", Need.VALUE, 32);
    static final Column PERMIT_CLASS = text("排污许可管理类别", Need.COLUMN, 32);
    static final Column PERMIT_NO = code("排污许可证编号或登记编号", Need.VALUE, 22);
    static final Column CREDIT = code("环境信用等级", Need.COLUMN, 16);
    static final Column POSITIVE = text("是否正面清单", Need.VALUE, 4);
    static final Column HEAVY_POLLUTION = code("重污染天气绩效等级", Need.COLUMN, 16);
    static final Column OPERATING = text("生产状态", Need.VALUE, 32);
    static final Column TAGS = text("监管标签", Need.COLUMN, 500);
    static final Column CHECKS = code("上年度检查次数", Need.COLUMN, 8);
    static final Column LAST_CHECK = code("最近检查日期", Need.COLUMN, 16);
    static final Column CONTACT = personal("联系人");
    static final Column PHONE = personal("联系电话");
    static final Column LISTED_ON = code("入库日期", Need.COLUMN, 16);
    static final Column STATUS = text("在库状态", Need.VALUE, 32);

    static final List<Column> ALL =
            List.of(
                    OBJECT_ID,
                    NAME,
                    USCC,
                    DIVISION,
                    AREA,
                    ADDRESS,
                    LONGITUDE,
                    LATITUDE,
                    INDUSTRY,
                    INDUSTRY_NAME,
                    CLASS,
                    PERMIT_CLASS,
                    PERMIT_NO,
                    CREDIT,
                    POSITIVE,
                    HEAVY_POLLUTION,
                    OPERATING,
                    TAGS,
                    CHECKS,
                    LAST_CHECK,
                    CONTACT,
                    PHONE,
                    LISTED_ON,
                    STATUS);

    private static final List<String> CREDIT_GRADES = List.of("A", "B", "C", "D", "未评级");

    private TargetColumns() {}

    static TargetRow row(Cells cells, RuleSet rules) {
        String permitNo = permitNo(cells);
        TargetRecord record =
                new TargetRecord(
                        cells.id(OBJECT_ID),
                        permitNo,
                        cells.text(NAME),
                        uscc(cells, permitNo),
                        division(cells),
                        cells.text(AREA),
                        cells.text(ADDRESS),
                        coordinate(cells, LONGITUDE, 180),
                        coordinate(cells, LATITUDE, 90),
                        industry(cells),
                        cells.text(INDUSTRY_NAME),
                        cells.word(CLASS, classes(rules), "UNKNOWN_CLASS"),
                        cells.text(PERMIT_CLASS),
                        credit(cells),
                        cells.yes(POSITIVE),
                        cells.code(HEAVY_POLLUTION),
                        cells.word(OPERATING, rules.operatingStatuses(), "UNKNOWN_STATUS"),
                        cells.list(TAGS),
                        cells.count(CHECKS),
                        cells.date(LAST_CHECK),
                        cells.date(LISTED_ON),
                        cells.word(STATUS, rules.registryStatuses(), "UNKNOWN_STATUS"),
                        Map.of());
        return new TargetRow(cells.number(), record, values(cells));
    }

    private static List<String> classes(RuleSet rules) {
        return rules.classes().stream().map(RuleSet.SupervisionClass::code).toList();
    }

    private static String permitNo(Cells cells) {
        String value = cells.code(PERMIT_NO);
        if (!value.isEmpty() && !Codes.isPermitForm(value)) {
            cells.error(
                    PERMIT_NO,
                    value,
                    "PERMIT_NO_FORMAT",
                    "应为22位：18位统一社会信用代码、3位序号、1位字母，无代码的单位以 H9 开头（HJ 608）",
                    "22 characters: credit code, three digits, a letter; or H9 … (HJ 608)");
        }
        return value;
    }

    private static String uscc(Cells cells, String permitNo) {
        String value = cells.code(USCC);
        if (value.isEmpty()) {
            if (!Codes.isPermitWithoutUscc(permitNo)) {
                cells.error(
                        USCC,
                        value,
                        "MISSING_VALUE",
                        "必填；只有许可编号以 H9 开头的单位可以没有",
                        "Required, except for a unit whose permit number begins with H9");
            }
        } else if (!Codes.isUsccForm(value)) {
            cells.error(
                    USCC,
                    value,
                    "USCC_FORMAT",
                    "应为18位，字母不含 I O S V Z（GB 32100）",
                    "18 characters without the letters I O S V Z (GB 32100)");
        } else {
            usccContent(cells, value, permitNo);
        }
        return value;
    }

    private static void usccContent(Cells cells, String value, String permitNo) {
        if (!Codes.hasUsccCheckDigit(value)) {
            cells.warning(
                    USCC,
                    value,
                    RowProblem.USCC_CHECK_DIGIT,
                    "校验位不符（GB 32100）；确有这样发放的代码，请核对后确认",
                    "The check digit fails (GB 32100); some issued codes do: check and confirm");
        }
        if (Codes.isPermitForm(permitNo) && !permitNo.startsWith(value)) {
            cells.warning(
                    PERMIT_NO,
                    permitNo,
                    "PERMIT_OF_OTHER_UNIT",
                    "许可编号的前18位不是本单位的统一社会信用代码",
                    "The permit number does not begin with the unit's credit code");
        }
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

    private static String industry(Cells cells) {
        String value = cells.code(INDUSTRY);
        cells.pattern(
                INDUSTRY,
                value,
                "[0-9]{4}",
                "INDUSTRY_FORMAT",
                "应为4位数字（GB/T 4754）；以0开头的不要丢掉0",
                "4 digits (GB/T 4754), a leading 0 included");
        // Weihai art. 8 (2): hotels, restaurants and education without a permit duty stay out.
        if (value.matches("(61|62|83)[0-9]{2}")) {
            cells.warning(
                    INDUSTRY,
                    value,
                    "INDUSTRY_OUT_OF_SCOPE",
                    "住宿、餐饮、教育行业中名录未作规定的，不纳入名录库（细则第八条）",
                    "Hotels, restaurants, education without a permit duty do not belong here");
        }
        return value;
    }

    private static String coordinate(Cells cells, Column column, int limit) {
        String value = cells.text(column);
        if (value.isEmpty()) {
            return value;
        }
        if (!value.matches("-?[0-9]{1,3}(\\.[0-9]{1,10})?")
                || new BigDecimal(value).abs().compareTo(BigDecimal.valueOf(limit)) > 0) {
            cells.error(column, value, "BAD_COORDINATE", "应为十进制度数", "Must be decimal degrees");
        }
        return value;
    }

    private static String credit(Cells cells) {
        String value = cells.code(CREDIT);
        if (!CREDIT_GRADES.contains(value)) {
            cells.warning(
                    CREDIT,
                    value,
                    "UNKNOWN_GRADE",
                    "不是 A、B、C、D、未评级；按未提高抽查比例处理",
                    "Not A, B, C, D or 未评级: it does not raise the weight");
        }
        return value;
    }

    private static Map<String, String> values(Cells cells) {
        return PersonalValues.of(cells, Map.of("contact", CONTACT, "phone", PHONE));
    }
}
