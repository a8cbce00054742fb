package org.yanqian.query.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which part of a list, in which order: {@code page} from 0, {@code size} 1 to 200, {@code sort} as
 * {@code field} or {@code field,desc}.
 */
public record Paging(int page, int size, String sort) {
    public static final int MAX_SIZE = 200;
    private static final int USUAL_SIZE = 20;
    private static final int MAX_PAGE = 1_000_000;

    /** One page of a list; {@code total} over all pages. */
    public record Page<T>(List<T> items, int page, int size, long total, String sort) {
        public Page {
            items = List.copyOf(items);
        }

        public long pages() {
            return Math.max(1, (total + size - 1) / size);
        }
    }

    /** {@code BAD_PARAMETER}. */
    public static Paging of(HttpServletRequest request, String usualSort) {
        return of(request, "page", usualSort);
    }

    /** For a second list on one page: its page number has a name of its own. */
    public static Paging of(HttpServletRequest request, String pageName, String usualSort) {
        String sort = request.getParameter("sort");
        return new Paging(
                number(request, pageName, 0, 0, MAX_PAGE),
                number(request, "size", USUAL_SIZE, 1, MAX_SIZE),
                sort == null || sort.isBlank() ? usualSort : sort);
    }

    private static int number(
            HttpServletRequest request, String name, int usual, int min, int max) {
        String text = request.getParameter(name);
        if (text == null || text.isBlank()) {
            return usual;
        }
        try {
            int value = Integer.parseInt(text);
            if (min <= value && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw bad(name + "=" + text);
        }
        throw bad(name + "=" + text);
    }

    private static ApiProblem bad(String detail) {
        return new ApiProblem(ProblemCode.BAD_PARAMETER, detail);
    }

    /** {@code BAD_PARAMETER} unless the field is one of these columns. */
    public String orderBy(Set<String> columns, String tieBreak) {
        String[] parts = sort.split(",", 2);
        String column = parts[0].replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
        String direction = parts.length == 1 ? "asc" : parts[1];
        if (!columns.contains(column) || !Set.of("asc", "desc").contains(direction)) {
            throw bad("sort=" + sort);
        }
        return " order by " + column + " " + direction + " nulls last, " + tieBreak;
    }

    /** Reads this page of {@code select <columns> <from> <filter>}. */
    public <T> Page<T> read(
            JdbcClient jdbc,
            Class<T> row,
            String columns,
            String from,
            Filter filter,
            String orderBy) {
        long total =
                jdbc.sql("select count(*) " + from + filter.where())
                        .params(filter.parameters())
                        .query(Long.class)
                        .single();
        List<Object> parameters = new ArrayList<>(filter.parameters());
        parameters.add((long) page * size);
        parameters.add(size);
        List<T> items =
                jdbc.sql(
                                "select "
                                        + columns
                                        + " "
                                        + from
                                        + filter.where()
                                        + orderBy
                                        + " offset ? limit ?")
                        .params(parameters)
                        .query(row)
                        .list();
        return new Page<>(items, page, size, total, sort);
    }
}
