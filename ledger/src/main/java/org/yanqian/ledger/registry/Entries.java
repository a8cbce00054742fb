package org.yanqian.ledger.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** One registry of one bureau: entries by id, and who holds which number. */
final class Entries<R extends Record> {
    private final String twiceCode;
    private final Function<R, String> number;
    private final Lines<R> lines;
    private final Map<String, Set<String>> holders;

    /** {@code number}: permit or certificate number of a record, {@code ""} without one. */
    Entries(String twiceCode, Function<R, String> number, Lines<R> lines) {
        this(twiceCode, number, lines, new HashMap<>());
    }

    private Entries(
            String twiceCode,
            Function<R, String> number,
            Lines<R> lines,
            Map<String, Set<String>> holders) {
        this.twiceCode = twiceCode;
        this.number = number;
        this.lines = lines;
        this.holders = holders;
    }

    Entries<R> copy() {
        return new Entries<>(twiceCode, number, lines.copy(), new HashMap<>(holders));
    }

    /** A copy on the heap, wherever the lines are. */
    Entries<R> snapshot() {
        Lines<R> copy = Lines.onHeap();
        all().forEach(line -> copy.put(StreamNames.idOf(line.stream()), line));
        return new Entries<>(twiceCode, number, copy, new HashMap<>(holders));
    }

    RegistryLine<R> get(String id) {
        return lines.get(id);
    }

    /** Ascending by id. */
    Stream<RegistryLine<R>> all() {
        return lines.all();
    }

    Set<String> holders(String no) {
        return Set.copyOf(holders.getOrDefault(no, new TreeSet<>()));
    }

    boolean holds(String no) {
        return holders.containsKey(no);
    }

    void register(Findings findings, String id, RegistryLine<R> line) {
        RegistryLine<R> old = lines.get(id);
        if (isLive(old)) {
            findings.add(
                    "REGISTERED_TWICE", line.index(), line.stream(), old.record(), line.record());
        }
        put(findings, id, old, line);
    }

    void change(Findings findings, String id, R before, RegistryLine<R> after) {
        RegistryLine<R> old = lines.get(id);
        compare(findings, old, before, after);
        put(findings, id, old, after);
    }

    void remove(Findings findings, String id, RegistryLine<R> removed) {
        RegistryLine<R> old = lines.get(id);
        compare(findings, old, removed.record(), removed);
        put(findings, id, old, removed);
    }

    private void compare(Findings findings, RegistryLine<R> old, R before, RegistryLine<R> line) {
        if (!isLive(old)) {
            findings.add("NOT_REGISTERED", line.index(), line.stream(), "", before);
        } else if (!old.record().equals(before)) {
            findings.add("BEFORE_DIFFERS", line.index(), line.stream(), old.record(), before);
        }
    }

    private void put(Findings findings, String id, RegistryLine<R> old, RegistryLine<R> line) {
        lines.put(id, line);
        String no = line.removed() ? "" : number.apply(line.record());
        String before = isLive(old) ? number.apply(old.record()) : "";
        // A later change of something else does not report the same pair again.
        if (no.equals(before)) {
            return;
        }
        drop(before, id);
        if (no.isEmpty()) {
            return;
        }
        Set<String> ids = with(holders.get(no), id);
        holders.put(no, ids);
        if (ids.size() > 1) {
            findings.add(twiceCode, line.index(), line.stream(), "one holder of " + no, ids);
        }
    }

    // Almost always one: a set of one costs a fifth of a tree. Never changed, so copies share them.
    private static Set<String> with(Set<String> ids, String id) {
        if (ids == null) {
            return Set.of(id);
        }
        Set<String> more = new TreeSet<>(ids);
        more.add(id);
        return more;
    }

    private void drop(String no, String id) {
        Set<String> ids = holders.get(no);
        if (ids == null || !ids.contains(id)) {
            return;
        }
        Set<String> rest = new TreeSet<>(ids);
        rest.remove(id);
        if (rest.isEmpty()) {
            holders.remove(no);
        } else {
            holders.put(no, rest);
        }
    }

    private boolean isLive(RegistryLine<R> line) {
        return line != null && !line.removed();
    }
}
