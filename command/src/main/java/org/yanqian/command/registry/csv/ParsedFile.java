package org.yanqian.command.registry.csv;

import java.util.List;
import java.util.Optional;

/**
 * A registry file as read.
 *
 * @param charset {@code UTF-8} or {@code GB18030}, {@code ""} when neither
 * @param rows number of data rows, empty ones not counted
 * @param problems ascending by row
 * @param good rows without an error, in the file's order
 */
public record ParsedFile<T>(String charset, long rows, List<RowProblem> problems, List<T> good) {

    /**
     * Why nothing of the file can be read: {@code FILE_TOO_LARGE}, {@code WRONG_ENCODING}, {@code
     * NOT_CSV}, {@code EMPTY_FILE}, {@code MISSING_COLUMN}, {@code DUPLICATE_COLUMN}.
     */
    public Optional<RowProblem> unreadable() {
        return problems.stream().filter(p -> p.row() <= 1 && p.isError()).findFirst();
    }

    /** Rows that were not taken. */
    public long rejected() {
        return rows - good.size();
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(RowProblem::isError);
    }

    static <T> ParsedFile<T> unreadable(String charset, List<RowProblem> problems) {
        return new ParsedFile<>(charset, 0, List.copyOf(problems), List.of());
    }
}
