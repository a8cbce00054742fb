package org.yanqian.ledger.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.sign.Suite;

/**
 * The input of a matching as numbers. Inspectors are numbered ascending by label, visits ascending
 * by (t(o), label), slots (a role of a visit) ascending by (visit, role): so comparing two numbers
 * is comparing what the SPEC orders by.
 */
final class Staffing {
    final Bytes[] inspectors;
    final int[] capacity;
    final Bytes[] visits;

    /** The slots of visit v are firstSlot[v] … firstSlot[v + 1] − 1. */
    final int[] firstSlot;

    final int[] visitOfSlot;
    final String[] roleOfSlot;
    final int[] demand;

    /** Bit i of eligible[slot]: inspector i may take it. */
    final long[][] eligible;

    /** t(o) of each visit. */
    final byte[][] visitTicket;

    /** t(i) of each inspector. */
    final byte[][] personTicket;

    Staffing(
            Suite suite,
            Bytes seed,
            List<PoolInspector> list,
            Map<Bytes, Map<String, RoleEligibility>> eligibility,
            Collection<Bytes> drawn) {
        Tickets tickets = new Tickets(suite, seed);
        List<PoolInspector> people = new ArrayList<>(list);
        people.sort(Comparator.comparing(PoolInspector::label));
        inspectors = people.stream().map(PoolInspector::label).toArray(Bytes[]::new);
        capacity = people.stream().mapToInt(i -> Math.toIntExact(i.capacity())).toArray();
        personTicket = Arrays.stream(inspectors).map(tickets::person).toArray(byte[][]::new);

        Map<Bytes, byte[]> order = new HashMap<>();
        drawn.forEach(label -> order.put(label, tickets.visit(label)));
        visits = drawn.toArray(Bytes[]::new);
        Comparator<Bytes> byTicket = Comparator.comparing(order::get, Arrays::compareUnsigned);
        Arrays.sort(visits, byTicket.thenComparing(Comparator.naturalOrder()));
        visitTicket = Arrays.stream(visits).map(order::get).toArray(byte[][]::new);

        firstSlot = new int[visits.length + 1];
        for (int v = 0; v < visits.length; v++) {
            firstSlot[v + 1] = firstSlot[v] + eligibility.get(visits[v]).size();
        }
        int slots = firstSlot[visits.length];
        visitOfSlot = new int[slots];
        roleOfSlot = new String[slots];
        demand = new int[slots];
        eligible = new long[slots][];
        fill(eligibility);
    }

    private void fill(Map<Bytes, Map<String, RoleEligibility>> eligibility) {
        Map<Bytes, Integer> number = new HashMap<>();
        for (int i = 0; i < inspectors.length; i++) {
            number.put(inspectors[i], i);
        }
        // each visit writes its own slots only
        IntStream.range(0, visits.length)
                .parallel()
                .forEach(v -> fill(v, DrawRoots.byRole(eligibility.get(visits[v])), number));
    }

    private void fill(int v, Map<String, RoleEligibility> roles, Map<Bytes, Integer> number) {
        int slot = firstSlot[v];
        for (Map.Entry<String, RoleEligibility> role : roles.entrySet()) {
            visitOfSlot[slot] = v;
            roleOfSlot[slot] = role.getKey();
            demand[slot] = Math.toIntExact(role.getValue().demand());
            eligible[slot] = new long[words()];
            for (Bytes label : role.getValue().eligible()) {
                int i = number.get(label);
                eligible[slot][i >> 6] |= 1L << i;
            }
            slot++;
        }
    }

    int words() {
        return inspectors.length + 63 >> 6;
    }
}
