package org.yanqian.ledger.registry;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** One registry of one bureau: entries by id, and who holds which number. */
final class Entries<R extends Record> {
    private final String twiceCode;
    private final Function<R, String> number;
    private final TreeMap<String, RegistryLine<R>> lines;
    private final Map<String, TreeSet<String>> holders;

    /** {@code number}: permit or certificate number of a record, {@code ""} without one. */
    Entries(String twiceCode, Function<R, String> number) {
        this(twiceCode, number, new TreeMap<>(), new HashMap<>());
    }

    private Entries(
            String twiceCode,
            Function<R, String> number,
            TreeMap<String, RegistryLine<R>> lines,
            Map<String, TreeSet<String>> holders) {
        this.twiceCode = twiceCode;
        this.number = number;
        this.lines = lines;
        this.holders = holders;
    }

    Entries<R> copy() {
        Map<String, TreeSet<String>> held = new HashMap<>(holders.size() * 4 / 3 + 1);
        holders.forEach((no, ids) -> held.put(no, new TreeSet<>(ids)));
        return new Entries<>(twiceCode, number, new TreeMap<>(lines), held);
    }

    RegistryLine<R> get(String id) {
        return lines.get(id);
    }

    Collection<RegistryLine<R>> all() {
        return lines.values();
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
        put(findings, id, line);
    }

    void change(Findings findings, String id, R before, RegistryLine<R> after) {
        compare(findings, id, before, after);
        put(findings, id, after);
    }

    void remove(Findings findings, String id, RegistryLine<R> removed) {
        compare(findings, id, removed.record(), removed);
        put(findings, id, removed);
    }

    private void compare(Findings findings, String id, R before, RegistryLine<R> line) {
        RegistryLine<R> old = lines.get(id);
        if (!isLive(old)) {
            findings.add("NOT_REGISTERED", line.index(), line.stream(), "", before);
        } else if (!old.record().equals(before)) {
            findings.add("BEFORE_DIFFERS", line.index(), line.stream(), old.record(), before);
        }
    }

    private void put(Findings findings, String id, RegistryLine<R> line) {
        RegistryLine<R> old = lines.put(id, line);
        if (old != null && !old.removed()) {
            drop(number.apply(old.record()), id);
        }
        String no = number.apply(line.record());
        if (line.removed() || no.isEmpty()) {
            return;
        }
        TreeSet<String> ids = holders.computeIfAbsent(no, n -> new TreeSet<>());
        ids.add(id);
        if (ids.size() > 1 && !heldBefore(old, no)) {
            findings.add(twiceCode, line.index(), line.stream(), "one holder of " + no, ids);
        }
    }

    // A later change of something else does not report the same pair again.
    private boolean heldBefore(RegistryLine<R> old, String no) {
        return isLive(old) && number.apply(old.record()).equals(no);
    }

    private void drop(String no, String id) {
        TreeSet<String> ids = holders.get(no);
        if (ids != null) {
            ids.remove(id);
            if (ids.isEmpty()) {
                holders.remove(no);
            }
        }
    }

    private boolean isLive(RegistryLine<R> line) {
        return line != null && !line.removed();
    }
}
