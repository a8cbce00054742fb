package org.yanqian.ledger.draw;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.codec.Utf8Order;
import org.yanqian.ledger.sign.Suite;

/**
 * SPEC section "Assignment" word for word, on plain sets of labels and without any short cut: the
 * oracle that the fast matching is compared with.
 */
final class PlainMatching {
    private record Slot(Bytes visit, String role) {}

    private record Step(Bytes inspector, Bytes from, Slot slot) {}

    private final Suite suite;
    private final Bytes seed;
    private final Map<Bytes, Long> capacity = new TreeMap<>();
    private final Map<Bytes, Map<String, RoleEligibility>> eligibility;
    private final List<Bytes> visits;
    private Map<Slot, Set<Bytes>> teams = new HashMap<>();

    PlainMatching(
            Suite suite,
            Bytes seed,
            List<PoolInspector> inspectors,
            Map<Bytes, Map<String, RoleEligibility>> eligibility,
            Collection<Bytes> drawn) {
        this.suite = suite;
        this.seed = seed;
        this.eligibility = eligibility;
        inspectors.forEach(i -> capacity.put(i.label(), i.capacity()));
        visits = new ArrayList<>(drawn);
        visits.sort(visitOrder());
    }

    Assignment run() {
        List<Bytes> unstaffable = new ArrayList<>();
        List<Shortage> shortages = new ArrayList<>();
        for (Bytes visit : visits) {
            Map<Slot, Set<Bytes>> before = new HashMap<>();
            teams.forEach((slot, team) -> before.put(slot, new TreeSet<>(team)));
            Shortage shortage = staff(visit);
            if (shortage != null) {
                teams = before;
                unstaffable.add(visit);
                shortages.add(shortage);
            }
        }
        return new Assignment(result(), unstaffable, shortages);
    }

    private Map<Bytes, SortedMap<String, List<Bytes>>> result() {
        Map<Bytes, SortedMap<String, List<Bytes>>> result = new LinkedHashMap<>();
        for (Bytes visit : visits) {
            SortedMap<String, List<Bytes>> roles = new TreeMap<>(Utf8Order.ASCENDING);
            for (String role : eligibility.get(visit).keySet()) {
                roles.put(role, List.copyOf(team(new Slot(visit, role))));
            }
            result.put(visit, roles);
        }
        return result;
    }

    private Shortage staff(Bytes visit) {
        TreeMap<String, RoleEligibility> roles = new TreeMap<>(Utf8Order.ASCENDING);
        roles.putAll(eligibility.get(visit));
        for (Map.Entry<String, RoleEligibility> role : roles.entrySet()) {
            for (long unit = 0; unit < role.getValue().demand(); unit++) {
                Shortage shortage = place(new Slot(visit, role.getKey()), role.getValue());
                if (shortage != null) {
                    return shortage;
                }
            }
        }
        return null;
    }

    private Shortage place(Slot slot, RoleEligibility role) {
        Bytes best =
                role.eligible().stream()
                        .filter(i -> !onVisit(slot.visit(), i) && load(i) < capacity.get(i))
                        .min(Comparator.comparing(this::load).thenComparing(pair(slot.visit())))
                        .orElse(null);
        if (best != null) {
            team(slot).add(best);
            return null;
        }
        Map<Bytes, Step> enqueued = new HashMap<>();
        ArrayDeque<Bytes> queue = new ArrayDeque<>();
        enqueue(slot, null, enqueued, queue);
        while (!queue.isEmpty()) {
            Bytes i = queue.remove();
            if (load(i) < capacity.get(i)) {
                apply(enqueued, i);
                return null;
            }
            teams.entrySet().stream()
                    .filter(held -> held.getValue().contains(i))
                    .map(Map.Entry::getKey)
                    .sorted(
                            Comparator.comparing(Slot::visit, visitOrder())
                                    .thenComparing(Slot::role, Utf8Order.ASCENDING))
                    .toList()
                    .forEach(s -> enqueue(s, i, enqueued, queue));
        }
        return new Shortage(slot.visit(), slot.role(), new TreeSet<>(enqueued.keySet()));
    }

    private void enqueue(
            Slot slot, Bytes from, Map<Bytes, Step> enqueued, ArrayDeque<Bytes> queue) {
        eligibility.get(slot.visit()).get(slot.role()).eligible().stream()
                .filter(j -> !enqueued.containsKey(j) && !onVisit(slot.visit(), j))
                .sorted(pair(slot.visit()))
                .forEach(
                        j -> {
                            enqueued.put(j, new Step(j, from, slot));
                            queue.add(j);
                        });
    }

    private void apply(Map<Bytes, Step> enqueued, Bytes end) {
        for (Bytes i = end; i != null; i = enqueued.get(i).from()) {
            Step step = enqueued.get(i);
            if (step.from() != null) {
                team(step.slot()).remove(step.from());
            }
            team(step.slot()).add(i);
        }
    }

    private Set<Bytes> team(Slot slot) {
        return teams.computeIfAbsent(slot, s -> new TreeSet<>());
    }

    private long load(Bytes inspector) {
        return teams.values().stream().filter(t -> t.contains(inspector)).count();
    }

    private boolean onVisit(Bytes visit, Bytes inspector) {
        Set<Bytes> on = new HashSet<>();
        teams.forEach(
                (slot, team) -> {
                    if (slot.visit().equals(visit)) {
                        on.addAll(team);
                    }
                });
        return on.contains(inspector);
    }

    private Comparator<Bytes> visitOrder() {
        Comparator<Bytes> byTicket = Comparator.comparing(l -> ticket("DRAW1/visit", l));
        return byTicket.thenComparing(Comparator.naturalOrder());
    }

    private Comparator<Bytes> pair(Bytes visit) {
        Comparator<Bytes> byHash =
                Comparator.comparing(
                        i ->
                                Bytes.of(
                                        suite.hash(
                                                ticket("DRAW1/visit", visit).toArray(),
                                                ticket("DRAW1/person", i).toArray())));
        return byHash.thenComparing(Comparator.naturalOrder());
    }

    private Bytes ticket(String tag, Bytes label) {
        byte[] info = Enc.of(tag).bytes(label.toArray()).toBytes();
        return Bytes.of(suite.mac(seed.toArray(), info, new byte[] {1}));
    }
}
