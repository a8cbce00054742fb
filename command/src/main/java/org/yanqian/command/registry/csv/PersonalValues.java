package org.yanqian.command.registry.csv;

import java.util.HashMap;
import java.util.Map;

/** Values for the vault, apart from the record that becomes an event. */
final class PersonalValues {
    private PersonalValues() {}

    static Map<String, String> of(Cells cells, Map<String, Column> columns) {
        Map<String, String> values = new HashMap<>();
        columns.forEach(
                (field, column) -> {
                    String value = cells.text(column);
                    if (!value.isEmpty()) {
                        values.put(field, value);
                    }
                });
        return Map.copyOf(values);
    }
}
