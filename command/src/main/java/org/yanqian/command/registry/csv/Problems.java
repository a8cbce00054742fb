package org.yanqian.command.registry.csv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yanqian.command.registry.csv.RowProblem.Severity;

/** Collects the problems of one file. */
final class Problems {
    private static final int SHOWN = 80;

    private final List<RowProblem> list = new ArrayList<>();
    private final Set<Long> bad = new HashSet<>();

    void error(long row, String field, String value, String code, String zh, String en) {
        bad.add(row);
        list.add(new RowProblem(row, field, cut(value), code, Severity.ERROR, zh, en));
    }

    void warning(long row, String field, String value, String code, String zh, String en) {
        list.add(new RowProblem(row, field, cut(value), code, Severity.WARNING, zh, en));
    }

    private static String cut(String value) {
        if (value.length() <= SHOWN) {
            return value;
        }
        int end = value.offsetByCodePoints(0, Math.min(SHOWN, value.codePointCount(0, SHOWN)));
        return value.substring(0, end) + "…";
    }

    boolean isBad(long row) {
        return bad.contains(row);
    }

    List<RowProblem> list() {
        return list.stream().sorted(Comparator.comparingLong(RowProblem::row)).toList();
    }
}
