package org.yanqian.query.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Conditions of a query, collected with their parameters; column names come from code only. */
public final class Filter {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    /** No condition when the value is null or blank. */
    public Filter equal(String column, Object value) {
        if (value != null && !value.toString().isBlank()) {
            and(column + " = ?", value);
        }
        return this;
    }

    public Filter in(String column, List<?> values) {
        if (values.isEmpty()) {
            return and("false");
        }
        return and(
                column + " in (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")",
                values.toArray());
    }

    /** Case-insensitive part of any of the columns. */
    public Filter contains(List<String> columns, String text) {
        if (text == null || text.isBlank()) {
            return this;
        }
        String pattern =
                "%"
                        + text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
                        + "%";
        List<String> any = columns.stream().map(c -> c + " ilike ?").toList();
        return and(
                "(" + String.join(" or ", any) + ")",
                Collections.nCopies(columns.size(), pattern).toArray());
    }

    public Filter and(String condition, Object... values) {
        conditions.add(condition);
        parameters.addAll(List.of(values));
        return this;
    }

    /** The conditions joined by {@code and}, without {@code where}. */
    public String condition() {
        return String.join(" and ", conditions);
    }

    public String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    public List<Object> parameters() {
        return Collections.unmodifiableList(parameters);
    }
}
