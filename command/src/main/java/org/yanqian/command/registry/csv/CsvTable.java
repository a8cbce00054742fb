package org.yanqian.command.registry.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.command.registry.csv.Column.Need;

/** Header and data rows; null from {@link #read} when a problem of the file stands in the way. */
final class CsvTable {
    record Row(long number, List<String> cells) {}

    private static final int MAX_FIELD = 1 << 20;

    private final Map<String, Integer> places;
    private final List<Row> rows;

    private CsvTable(Map<String, Integer> places, List<Row> rows) {
        this.places = places;
        this.rows = rows;
    }

    List<Row> rows() {
        return rows;
    }

    /** The cell as it stands, {@code ""} when the file has no such column. */
    String cell(Row row, Column column) {
        Integer place = places.get(column.header());
        return place == null ? "" : row.cells.get(place);
    }

    static CsvTable read(String text, List<Column> columns, Problems problems) {
        List<List<String>> records = split(text, problems);
        if (records == null) {
            return null;
        }
        if (records.isEmpty()) {
            problems.error(0, "", "", "EMPTY_FILE", "文件是空的", "The file is empty");
            return null;
        }
        Map<String, Integer> places = header(records.get(0), columns, problems);
        if (places == null) {
            return null;
        }
        int width = records.get(0).size();
        List<Row> rows = new ArrayList<>(records.size());
        for (int i = 1; i < records.size(); i++) {
            List<String> cells = records.get(i);
            if (cells.stream().allMatch(String::isBlank)) {
                continue;
            }
            rows.add(new Row(i + 1L, fit(cells, width, i + 1L, problems)));
        }
        return new CsvTable(places, rows);
    }

    private static List<List<String>> split(String text, Problems problems) {
        List<List<String>> records = new ArrayList<>();
        boolean breaks = false;
        CsvReader.CsvReaderBuilder builder =
                CsvReader.builder()
                        .skipEmptyLines(false)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .maxBufferSize(MAX_FIELD);
        try {
            for (CsvRecord record : builder.ofCsvRecord(text)) {
                records.add(record.getFields());
                breaks |= record.getFields().stream().anyMatch(f -> f.indexOf('\n') >= 0);
            }
        } catch (CsvParseException e) {
            problems.error(
                    0,
                    "",
                    "",
                    "NOT_CSV",
                    "第 " + (records.size() + 1) + " 行附近不是 CSV 格式（引号或者超长的单元格）",
                    "Not CSV near row " + (records.size() + 1) + " (a quote or an oversized cell)");
            return null;
        }
        // An open quote swallows the rows that follow it.
        if (breaks && text.chars().filter(c -> c == '"').count() % 2 == 1) {
            problems.error(0, "", "", "NOT_CSV", "有引号没有结束，其后的行无法识别", "A quote is never closed");
            return null;
        }
        return records;
    }

    private static Map<String, Integer> header(
            List<String> header, List<Column> columns, Problems problems) {
        Map<String, Integer> places = new HashMap<>();
        boolean ok = true;
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip();
            if (name.isEmpty()) {
                continue;
            }
            if (columns.stream().noneMatch(c -> c.header().equals(name))) {
                problems.warning(
                        1, name, "", "UNKNOWN_COLUMN", "多余的列，不导入", "Extra column, not imported");
            } else if (places.put(name, i) != null) {
                problems.error(
                        1, name, "", "DUPLICATE_COLUMN", "该列出现两次", "This column is there twice");
                ok = false;
            }
        }
        for (Column column : columns) {
            if (column.need() != Need.OPTIONAL && !places.containsKey(column.header())) {
                problems.error(
                        1,
                        column.header(),
                        "",
                        "MISSING_COLUMN",
                        "缺少该列；第一行必须是列名，不能有合并的标题行",
                        "Column missing; row 1 must hold the column names, no merged title row");
                ok = false;
            }
        }
        return ok ? places : null;
    }

    private static List<String> fit(List<String> cells, int width, long number, Problems problems) {
        if (cells.size() == width) {
            return cells;
        }
        problems.error(
                number,
                "",
                "",
                "CELL_COUNT",
                "应有 " + width + " 个单元格，实有 " + cells.size() + " 个",
                "Expected " + width + " cells, found " + cells.size());
        List<String> fitted = new ArrayList<>(cells.subList(0, Math.min(width, cells.size())));
        while (fitted.size() < width) {
            fitted.add("");
        }
        return fitted;
    }
}
