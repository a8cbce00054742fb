package org.yanqian.ledger.registry;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, in ledger order. */
final class Findings {
    private final List<RegistryFinding> list;

    Findings() {
        this(new ArrayList<>());
    }

    private Findings(List<RegistryFinding> list) {
        this.list = list;
    }

    Findings copy() {
        return new Findings(new ArrayList<>(list));
    }

    void add(String code, long index, String stream, Object expected, Object found) {
        list.add(
                new RegistryFinding(
                        code, index, stream, String.valueOf(expected), String.valueOf(found)));
    }

    void addAll(List<RegistryFinding> more) {
        list.addAll(more);
    }

    List<RegistryFinding> list() {
        return List.copyOf(list);
    }
}
