package org.yanqian.ledger.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.Contrast;

/**
 * Collects what is wrong, in ledger order: the first {@value #KEPT_OF_EACH} of every code, for a ledger
 * in which everything is wrong must not fill the memory of whoever reads it.
 */
final class Findings {
    static final int KEPT_OF_EACH = 1_000;

    private final List<RegistryFinding> list;
    private final Map<String, Integer> kept;

    Findings() {
        this(new ArrayList<>(), new HashMap<>());
    }

    private Findings(List<RegistryFinding> list, Map<String, Integer> kept) {
        this.list = list;
        this.kept = kept;
    }

    Findings copy() {
        return new Findings(new ArrayList<>(list), new HashMap<>(kept));
    }

    void add(String code, long index, String stream, Object expected, Object found) {
        Contrast shown = Contrast.of(expected, found);
        add(new RegistryFinding(code, index, stream, shown.expected(), shown.found()));
    }

    void addAll(List<RegistryFinding> more) {
        more.forEach(this::add);
    }

    private void add(RegistryFinding finding) {
        int before = kept.getOrDefault(finding.code(), 0);
        if (before < KEPT_OF_EACH) {
            kept.put(finding.code(), before + 1);
            list.add(finding);
        }
    }

    List<RegistryFinding> list() {
        return List.copyOf(list);
    }
}
