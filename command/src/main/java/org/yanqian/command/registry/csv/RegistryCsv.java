package org.yanqian.command.registry.csv;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.yanqian.ledger.rules.RuleSet;

/** Reads a bureau's registry files. Nothing is thrown for what a file holds. */
public final class RegistryCsv {
    /** 100 MB, decimal. */
    public static final long MAX_BYTES = 100_000_000;

    private RegistryCsv() {}

    /** {@code rules} give the classes and status words that exist. */
    public static ParsedFile<TargetRow> readTargets(byte[] file, RuleSet rules) {
        Duplicates objects = new Duplicates(TargetColumns.OBJECT_ID);
        Duplicates permits = new Duplicates(TargetColumns.PERMIT_NO);
        return read(
                file,
                TargetColumns.ALL,
                List.of(objects, permits),
                cells -> {
                    TargetRow row = TargetColumns.row(cells, rules);
                    objects.add(row.row(), row.record().objectId());
                    permits.add(row.row(), row.record().permitNo());
                    return row;
                },
                TargetRow::row);
    }

    /** {@code asOf}: certificates that ended before this day are warned about. */
    public static ParsedFile<InspectorRow> readInspectors(
            byte[] file, RuleSet rules, LocalDate asOf) {
        Duplicates people = new Duplicates(InspectorColumns.PERSON_ID);
        Duplicates certificates = new Duplicates(InspectorColumns.CERTIFICATE);
        return read(
                file,
                InspectorColumns.ALL,
                List.of(people, certificates),
                cells -> {
                    InspectorRow row = InspectorColumns.row(cells, rules, asOf);
                    people.add(row.row(), row.record().personId());
                    certificates.add(row.row(), row.record().certificateNo());
                    return row;
                },
                InspectorRow::row);
    }

    private static <T> ParsedFile<T> read(
            byte[] file,
            List<Column> columns,
            List<Duplicates> duplicates,
            Function<Cells, T> reader,
            Function<T, Long> number) {
        Problems problems = new Problems();
        CsvText text = text(file, problems);
        if (text == null) {
            return ParsedFile.unreadable("", problems.list());
        }
        CsvTable table = CsvTable.read(text.text(), columns, problems);
        if (table == null) {
            return ParsedFile.unreadable(text.charset(), problems.list());
        }
        List<T> rows = new ArrayList<>(table.rows().size());
        table.rows().forEach(row -> rows.add(reader.apply(new Cells(table, row, problems))));
        duplicates.forEach(d -> d.report(problems));
        List<T> good = rows.stream().filter(row -> !problems.isBad(number.apply(row))).toList();
        return new ParsedFile<>(text.charset(), rows.size(), problems.list(), good);
    }

    private static CsvText text(byte[] file, Problems problems) {
        if (file.length > MAX_BYTES) {
            problems.error(
                    0,
                    "",
                    "",
                    "FILE_TOO_LARGE",
                    "文件超过100 MB，请分批导入",
                    "The file is larger than 100 MB; split it");
            return null;
        }
        CsvText text = CsvText.decode(file);
        if (text == null) {
            problems.error(
                    0,
                    "",
                    "",
                    "WRONG_ENCODING",
                    "编码既不是 UTF-8 也不是 GB18030；请另存为“CSV UTF-8”",
                    "Neither UTF-8 nor GB18030; save the file as CSV UTF-8");
        }
        return text;
    }
}
