package org.yanqian.command.registry.csv;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of one column that must stand in the file once: every row that shares one is bad. */
final class Duplicates {
    private final Column column;
    private final Map<String, List<Long>> rows = new LinkedHashMap<>();

    Duplicates(Column column) {
        this.column = column;
    }

    void add(long row, String value) {
        if (!value.isEmpty()) {
            rows.computeIfAbsent(value, v -> new ArrayList<>(1)).add(row);
        }
    }

    void report(Problems problems) {
        rows.forEach(
                (value, shared) -> {
                    if (shared.size() > 1) {
                        String list =
                                String.join(", ", shared.stream().map(String::valueOf).toList());
                        shared.forEach(
                                row ->
                                        problems.error(
                                                row,
                                                column.header(),
                                                value,
                                                "DUPLICATE_VALUE",
                                                "同一编号出现在第 " + list + " 行",
                                                "The same number stands in rows " + list));
                    }
                });
    }
}
