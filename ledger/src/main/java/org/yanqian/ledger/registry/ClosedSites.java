package org.yanqian.ledger.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.TargetRules;

/** Drawn sites that were reported closed, and what speaks against it later (SPEC section 9.7). */
public final class ClosedSites {
    /** @param found an outcome of an inspection, or the state of operation in a record */
    public record Sign(long index, String found) {}

    private record Site(String drawId, String label) {}

    // The site is one, however many bureaus list it.
    private final Map<String, List<Site>> byPermit;
    private final Map<Site, List<Sign>> signs;

    ClosedSites() {
        this(new HashMap<>(), new HashMap<>());
    }

    private ClosedSites(Map<String, List<Site>> byPermit, Map<Site, List<Sign>> signs) {
        this.byPermit = byPermit;
        this.signs = signs;
    }

    ClosedSites copy() {
        Map<String, List<Site>> sites = new HashMap<>();
        byPermit.forEach((no, list) -> sites.put(no, new ArrayList<>(list)));
        Map<Site, List<Sign>> found = new HashMap<>();
        signs.forEach((site, list) -> found.put(site, new ArrayList<>(list)));
        return new ClosedSites(sites, found);
    }

    void report(String drawId, String label, String permitNo) {
        Site site = new Site(drawId, label);
        if (signs.putIfAbsent(site, new ArrayList<>()) == null) {
            byPermit.computeIfAbsent(permitNo, no -> new ArrayList<>()).add(site);
        }
    }

    /** A record that leaves the state of operation as it was speaks too: whoever wrote it saw it. */
    void written(long index, TargetRecord record, AdoptedRules rules) {
        if (byPermit.containsKey(record.permitNo())
                && rules != null
                && TargetRules.isOperating(parse(rules), record)) {
            add(record.permitNo(), new Sign(index, record.operatingStatus()));
        }
    }

    void inspected(long index, String permitNo, String outcome, AdoptedRules rules) {
        if (byPermit.containsKey(permitNo)
                && rules != null
                && parse(rules).outcomes().stream()
                        .anyMatch(o -> o.code().equals(outcome) && o.inspected())) {
            add(permitNo, new Sign(index, outcome));
        }
    }

    private static RuleSet parse(AdoptedRules rules) {
        return RuleSet.parse(rules.content().getBytes(StandardCharsets.UTF_8));
    }

    private void add(String permitNo, Sign sign) {
        byPermit.get(permitNo).forEach(site -> signs.get(site).add(sign));
    }

    List<Sign> signs(String drawId, String label) {
        return List.copyOf(signs.getOrDefault(new Site(drawId, label), List.of()));
    }
}
