package org.yanqian.command.registry.csv;

/**
 * What is wrong with one value.
 *
 * @param row 1 is the header, 0 the whole file
 * @param field the column's header, {@code ""} when it concerns the row or file
 * @param value as it stands in the file, cut at 80 characters; never of a personal column
 */
public record RowProblem(
        long row,
        String field,
        String value,
        String code,
        Severity severity,
        String zh,
        String en) {

    /** A unified social credit code that fails its check digit: some issued codes really do. */
    public static final String USCC_CHECK_DIGIT = "USCC_CHECK_DIGIT";

    public enum Severity {
        /** The row is not taken. */
        ERROR,
        /** The row is taken. */
        WARNING
    }

    /** A warning that a person must confirm before the row is taken. */
    public boolean needsOverride() {
        return code.equals(USCC_CHECK_DIGIT);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
