package org.yanqian.command.registry.csv;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yanqian.command.registry.csv.Column.Kind;
import org.yanqian.command.registry.csv.Column.Need;
import org.yanqian.ledger.event.PersonalNumbers;

/** One row's cells: each read once, normalised with a warning, refused with a reason. */
final class Cells {
    private static final Pattern SCIENTIFIC =
            Pattern.compile("[0-9]+(\\.[0-9]+)?[Ee]\\+?[0-9]{1,3}");
    private static final Pattern DATE =
            Pattern.compile("([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?");
    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}._-]{1,64}");

    private final CsvTable table;
    private final CsvTable.Row row;
    private final Problems problems;

    Cells(CsvTable table, CsvTable.Row row, Problems problems) {
        this.table = table;
        this.row = row;
        this.problems = problems;
    }

    long number() {
        return row.number();
    }

    void error(Column column, String value, String code, String zh, String en) {
        problems.error(row.number(), column.header(), shown(column, value), code, zh, en);
    }

    void warning(Column column, String value, String code, String zh, String en) {
        problems.warning(row.number(), column.header(), shown(column, value), code, zh, en);
    }

    private static String shown(Column column, String value) {
        return column.kind() == Kind.PERSONAL ? "" : value;
    }

    /** The cleaned value; {@code ""} when empty. */
    String text(Column column) {
        String raw = table.cell(row, column);
        String value = raw;
        if (!Normalizer.isNormalized(value, Normalizer.Form.NFC)) {
            value = Normalizer.normalize(value, Normalizer.Form.NFC);
            warning(column, raw, "NOT_NFC", "字符已统一为规范形式（NFC）", "Normalised to NFC");
        }
        value = trimmed(column, raw, value);
        if (column.kind() == Kind.CODE) {
            value = halfWidth(column, raw, value);
        }
        if (value.codePoints().anyMatch(Cells::isBroken)) {
            error(column, raw, "BAD_CHARACTER", "含有换行、控制字符或者乱码", "A control or broken character");
        }
        if (value.codePointCount(0, value.length()) > column.limit()) {
            error(
                    column,
                    raw,
                    "TOO_LONG",
                    "超过 " + column.limit() + " 个字",
                    "Longer than " + column.limit() + " characters");
        }
        if (column.kind() != Kind.PERSONAL) {
            PersonalNumbers.inField(fieldOf(column), value)
                    .ifPresent(
                            kind ->
                                    problems.error(
                                            row.number(),
                                            column.header(),
                                            "",
                                            "PERSONAL_NUMBER",
                                            "含有" + kind.zh() + "，不得写入账本",
                                            "Holds "
                                                    + kind.en()
                                                    + "; it must not stand in the"
                                                    + " ledger"));
        }
        if (value.isEmpty() && column.need() == Need.VALUE) {
            error(column, raw, "MISSING_VALUE", "必填", "A value is required");
        }
        return value;
    }

    /** The field of the event, where its form is one that looks like a personal number. */
    private static String fieldOf(Column column) {
        return column == InspectorColumns.CERTIFICATE
                ? "certificateNo"
                : column == TargetColumns.USCC ? "uscc" : "";
    }

    private String trimmed(Column column, String raw, String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isSpace(value.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(value.charAt(to - 1))) {
            to--;
        }
        if (to - from < value.length()) {
            warning(column, raw, "TRIMMED", "前后空格已去除", "Spaces around the value removed");
        }
        return value.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || c == '\uFEFF'
                || c == '\u200B';
    }

    private static boolean isBroken(int c) {
        return Character.isISOControl(c)
                || c == 0xFFFD
                || Character.getType(c) == Character.SURROGATE
                || Character.getType(c) == Character.FORMAT;
    }

    /** U+FF01 to U+FF5E are ASCII 0x21 to 0x7E in full width. */
    private String halfWidth(Column column, String raw, String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (char c : value.toCharArray()) {
            out.append(c >= '\uFF01' && c <= '\uFF5E' ? (char) (c - 0xFEE0) : c);
        }
        String half = out.toString();
        if (!half.equals(value)) {
            warning(column, raw, "FULL_WIDTH", "全角字符已转为半角", "Full-width characters converted");
        }
        return half;
    }

    /** As {@link #text}, lower case raised with a warning, scientific notation refused. */
    String code(Column column) {
        String value = text(column);
        if (isScientific(column, value)) {
            return "";
        }
        String upper = value.toUpperCase(Locale.ROOT);
        if (!upper.equals(value)) {
            warning(column, value, "LOWER_CASE", "小写字母已转为大写", "Lower case raised");
        }
        return upper;
    }

    /** An id that becomes part of a stream's name; case is kept, scientific notation refused. */
    String id(Column column) {
        String value = text(column);
        if (isScientific(column, value)) {
            return "";
        }
        if (!value.isEmpty() && !ID.matcher(value).matches()) {
            error(
                    column,
                    value,
                    "BAD_ID",
                    "编号只能是文字、数字和 . _ -，不超过64字",
                    "An id has 1 to 64 letters, digits, dots, dashes");
        }
        return value;
    }

    private boolean isScientific(Column column, String value) {
        if (!SCIENTIFIC.matcher(value).matches()) {
            return false;
        }
        error(
                column,
                value,
                "SCIENTIFIC_NOTATION",
                "编码被表格软件转成了科学计数法，末位数字已经丢失；请将该列设为“文本”后重新填写",
                "A spreadsheet turned the code into scientific notation and its digits are lost;"
                        + " format the column as text and enter it again");
        return true;
    }

    String word(Column column, List<String> words, String code) {
        String value = text(column);
        if (!value.isEmpty() && !words.contains(value)) {
            error(
                    column,
                    value,
                    code,
                    "应为 " + String.join("、", words) + " 之一",
                    "Must be one of " + String.join(", ", words));
        }
        return value;
    }

    /** {@code 2026-01-01}; other usual forms are rewritten with a warning. */
    String date(Column column) {
        String value = text(column);
        if (value.isEmpty()) {
            return "";
        }
        Matcher matcher = DATE.matcher(value);
        try {
            if (matcher.matches()) {
                String date =
                        LocalDate.of(
                                        Integer.parseInt(matcher.group(1)),
                                        Integer.parseInt(matcher.group(2)),
                                        Integer.parseInt(matcher.group(3)))
                                .toString();
                if (!date.equals(value)) {
                    warning(column, value, "DATE_REWRITTEN", "日期已改写为 " + date, "Read as " + date);
                }
                return date;
            }
        } catch (DateTimeException e) {
            // Falls through: the 31st of February is no date either.
            error(column, value, "BAD_DATE", "没有这一天", "No such day");
            return "";
        }
        error(column, value, "BAD_DATE", "日期应写作 2026-01-01", "A date is written 2026-01-01");
        return "";
    }

    /** 0 to 9,999; 0 when empty. */
    long count(Column column) {
        String value = text(column);
        if (value.isEmpty()) {
            return 0;
        }
        if (!value.matches("[0-9]{1,4}")) {
            error(column, value, "BAD_NUMBER", "应为0至9999的整数", "Must be an integer 0 to 9999");
            return 0;
        }
        return Long.parseLong(value);
    }

    /** Parts between {@code |}, without empty and repeated ones. */
    List<String> list(Column column) {
        return Arrays.stream(text(column).split("\\|"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .distinct()
                .toList();
    }

    /** True for 是, false for 否. */
    boolean yes(Column column) {
        return "是".equals(word(column, List.of("是", "否"), "BAD_YES_NO"));
    }

    void pattern(Column column, String value, String pattern, String code, String zh, String en) {
        if (!value.isEmpty() && !value.matches(pattern)) {
            error(column, value, code, zh, en);
        }
    }
}
