package org.yanqian.ledger;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Two values that ought to be equal, in words for whoever reads a report: of two records of one
 * kind only the parts that differ, of two lists of one length only the elements, each behind its
 * first part, by which it is known. Anything else is shown whole, and what is not there as {@code
 * none}.
 *
 * @param expected what it had to be
 * @param found what stands there
 */
public record Contrast(String expected, String found) {
    private static final String NONE = "none";

    public static Contrast of(Object expected, Object found) {
        if (isRecords(expected, found)) {
            return ofRecords((Record) expected, (Record) found, false);
        }
        if (expected instanceof List<?> some && found instanceof List<?> others) {
            return ofLists(some, others);
        }
        return new Contrast(text(expected), text(found));
    }

    private static boolean isRecords(Object one, Object other) {
        return one instanceof Record && other != null && one.getClass() == other.getClass();
    }

    private static Contrast ofRecords(Record expected, Record found, boolean isNamed) {
        List<String> left = new ArrayList<>();
        List<String> right = new ArrayList<>();
        RecordComponent[] parts = expected.getClass().getRecordComponents();
        for (int i = 0; i < parts.length; i++) {
            Object one = value(parts[i], expected);
            Object other = value(parts[i], found);
            if (!Objects.equals(one, other)) {
                Contrast inner = of(one, other);
                left.add(named(parts[i], inner.expected));
                right.add(named(parts[i], inner.found));
            } else if (i == 0 && isNamed) {
                left.add(text(one));
                right.add(text(other));
            }
        }
        return new Contrast(String.join(", ", left), String.join(", ", right));
    }

    private static String named(RecordComponent part, String text) {
        return part.getName() + " " + (text.isEmpty() ? NONE : text);
    }

    private static Contrast ofLists(List<?> expected, List<?> found) {
        List<String> left = new ArrayList<>();
        List<String> right = new ArrayList<>();
        boolean isPaired = expected.size() == found.size();
        for (int i = 0; isPaired && i < expected.size(); i++) {
            isPaired = isRecords(expected.get(i), found.get(i));
        }
        if (!isPaired) {
            return new Contrast(text(expected), text(found));
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(found.get(i))) {
                Contrast inner = ofRecords((Record) expected.get(i), (Record) found.get(i), true);
                left.add(inner.expected);
                right.add(inner.found);
            }
        }
        return new Contrast(String.join("; ", left), String.join("; ", right));
    }

    /** One value, the parts of a record by name and without those that say nothing. */
    public static String text(Object value) {
        if (value == null) {
            return NONE;
        }
        if (value instanceof Record record && !isWord(record)) {
            return List.of(record.getClass().getRecordComponents()).stream()
                    .filter(part -> !isEmpty(value(part, record)))
                    .map(part -> named(part, text(value(part, record))))
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof List<?> list) {
            boolean isOfRecords = list.stream().anyMatch(e -> e instanceof Record r && !isWord(r));
            return list.stream()
                    .map(Contrast::text)
                    .collect(Collectors.joining(isOfRecords ? "; " : ", ", "[", "]"));
        }
        return value.toString();
    }

    private static boolean isEmpty(Object value) {
        return value == null || value.equals("") || value.equals(List.of());
    }

    /** Whether the record says itself how it is written. */
    private static boolean isWord(Record record) {
        return !record.toString().startsWith(record.getClass().getSimpleName() + "[");
    }

    private static Object value(RecordComponent part, Record record) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
