package org.yanqian.command.registry.csv;

/**
 * A column of a registry file.
 *
 * @param kind {@code CODE}: letters and digits, normalised to half width; {@code TEXT}: words; {@code
 *     PERSONAL}: a value for the vault, never shown in a problem
 * @param limit characters allowed
 */
record Column(String header, Kind kind, Need need, int limit) {
    enum Kind {
        CODE,
        TEXT,
        PERSONAL
    }

    enum Need {
        /** Column and value must be there. */
        VALUE,
        /** The column must be there, cells may be empty. */
        COLUMN,
        OPTIONAL
    }

    static Column code(String header, Need need, int limit) {
        return new Column(header, Kind.CODE, need, limit);
    }

    static Column text(String header, Need need, int limit) {
        return new Column(header, Kind.TEXT, need, limit);
    }

    static Column personal(String header) {
        return new Column(header, Kind.PERSONAL, Need.OPTIONAL, 100);
    }
}
