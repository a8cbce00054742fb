package org.yanqian.ledger.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Utf8Order;
import org.yanqian.ledger.sign.Suite;

/**
 * The matching of SPEC section "Assignment", with the same result as its plain search and four short
 * cuts.
 *
 * <p>1. Sets of inspectors are bit sets, and e(o,i) is hashed only where two inspectors have to be
 * compared.
 *
 * <p>2. A search ends where it first enqueues somebody with free capacity: the queue is first in,
 * first out, so the one that would be taken from it first is the smallest (e, label) of that batch,
 * and what would be enqueued meanwhile comes after it.
 *
 * <p>3. A batch, the inspectors enqueued for one slot, is sorted only when the search takes its first
 * from the queue: until then its order changes nothing.
 *
 * <p>4. Dead inspectors are skipped. Let D be a set of inspectors without free capacity such that
 * for every slot they hold, everyone eligible for it and not on its visit is in D too. No search
 * that enters D leaves it or ends in it, so leaving D out changes neither which path is found first
 * nor who discovered whom. No path that is applied touches D either, so D stays such a set for the
 * rest of the draw. A failed search's reach is such a set, once the state in which it failed is the
 * one that remains (see {@link #bury}).
 */
final class Matching {
    private static final int SMALL = 24;

    private final Staffing in;
    private final Pairs pairs;
    private final int words;
    private final int[] load;

    /** held[i][0 .. load[i]) = the slots that inspector i holds, ascending. */
    private final int[][] held;

    /** team[slot][0 .. filled[slot]) = who holds the slot, in no order. */
    private final int[][] team;

    private final int[] filled;

    /** Bit i: inspector i has free capacity. */
    private final long[] free;

    private final long[] dead;
    private final List<int[]> undo = new ArrayList<>();

    // one search: queue[start[b] .. start[b + 1]) are the batch of slot batchSlot[b]
    private final int[] queue;
    private final int[] start;
    private final int[] batchSlot;
    private final int[] batchBy;
    private int batches;
    private final long[] enqueued;
    private final long[] fresh;
    private final int[] discoverer;
    private final int[] discoveredAt;

    // the reach of the last failed search; many failures in a row reach the same
    private long[] lastReach;
    private SortedSet<Bytes> lastLabels;

    Matching(Suite suite, Staffing in) {
        this.in = in;
        this.pairs = new Pairs(suite, in);
        this.words = in.words();
        int n = in.inspectors.length;
        load = new int[n];
        held = new int[n][];
        free = new long[words];
        for (int i = 0; i < n; i++) {
            held[i] = new int[in.capacity[i]];
            if (in.capacity[i] > 0) {
                free[i >> 6] |= 1L << i;
            }
        }
        team = new int[in.demand.length][];
        filled = new int[in.demand.length];
        dead = new long[words];
        queue = new int[n];
        start = new int[n + 1];
        batchSlot = new int[n];
        batchBy = new int[n];
        enqueued = new long[words];
        fresh = new long[words];
        discoverer = new int[n];
        discoveredAt = new int[n];
    }

    Assignment run() {
        List<Bytes> unstaffable = new ArrayList<>();
        List<Shortage> shortages = new ArrayList<>();
        for (int v = 0; v < in.visits.length; v++) {
            undo.clear();
            pairs.approach(v, load, free);
            int failed = staff(v);
            if (failed >= 0) {
                long[] reached = reach(in.eligible[failed], v);
                shortages.add(shortage(failed, reached));
                unstaffable.add(in.visits[v]);
                restore();
                bury(reached);
            }
        }
        return new Assignment(teams(), List.copyOf(unstaffable), List.copyOf(shortages));
    }

    /** The slot that could not be filled, or −1. */
    private int staff(int visit) {
        for (int slot = in.firstSlot[visit]; slot < in.firstSlot[visit + 1]; slot++) {
            team[slot] = new int[in.demand[slot]];
        }
        for (int slot = in.firstSlot[visit]; slot < in.firstSlot[visit + 1]; slot++) {
            while (filled[slot] < in.demand[slot]) {
                int free = leastLoaded(slot);
                if (free >= 0) {
                    put(slot, free);
                } else if (!augment(slot)) {
                    return slot;
                }
            }
        }
        return -1;
    }

    /** Step 1: the smallest (load, e(o,i), label) with free capacity and not on the visit, or −1. */
    private int leastLoaded(int slot) {
        int visit = in.visitOfSlot[slot];
        for (int w = 0; w < words; w++) {
            fresh[w] = in.eligible[slot][w] & free[w];
        }
        leaveOut(visit, fresh);
        int best = -1;
        for (int i = next(fresh, 0); i >= 0; i = next(fresh, i + 1)) {
            if (best < 0
                    || load[i] < load[best]
                    || load[i] == load[best] && pairs.precedes(visit, i, best)) {
                best = i;
            }
        }
        return best;
    }

    /** Step 2: breadth first for an augmenting path, applied from its end. */
    private boolean augment(int slot) {
        System.arraycopy(dead, 0, enqueued, 0, words);
        batches = 0;
        int end = enqueue(slot, -1);
        for (int b = 0; b < batches && end < 0; b++) {
            sort(in.visitOfSlot[batchSlot[b]], start[b], start[b + 1]);
            for (int head = start[b]; head < start[b + 1] && end < 0; head++) {
                int i = queue[head];
                discoverer[i] = batchBy[b];
                discoveredAt[i] = batchSlot[b];
                for (int h = 0; h < load[i] && end < 0; h++) {
                    end = enqueue(held[i][h], i);
                }
            }
        }
        if (end < 0) {
            return false;
        }
        apply(slot, end);
        return true;
    }

    /**
     * Enqueues a batch, who could take the slot. Returns where the path ends, if somebody of them has
     * free capacity, else −1.
     */
    private int enqueue(int slot, int from) {
        int visit = in.visitOfSlot[slot];
        long[] eligible = in.eligible[slot];
        long any = 0;
        for (int w = 0; w < words; w++) {
            fresh[w] = eligible[w] & ~enqueued[w];
            any |= fresh[w];
        }
        if (any == 0) {
            return -1;
        }
        leaveOut(visit, fresh);
        int tail = start[batches];
        int end = -1;
        for (int w = 0; w < words; w++) {
            enqueued[w] |= fresh[w];
            for (long bits = fresh[w]; bits != 0; bits &= bits - 1) {
                int i = (w << 6) + Long.numberOfTrailingZeros(bits);
                queue[tail++] = i;
                if ((free[w] >>> i & 1) != 0 && (end < 0 || pairs.precedes(visit, i, end))) {
                    end = i;
                }
            }
        }
        if (tail > start[batches]) {
            batchSlot[batches] = slot;
            batchBy[batches] = from;
            start[++batches] = tail;
        }
        if (end >= 0) {
            discoverer[end] = from;
            discoveredAt[end] = slot;
        }
        return end;
    }

    private void sort(int visit, int from, int to) {
        if (to - from > SMALL) {
            sortMany(visit, from, to);
            return;
        }
        for (int k = from + 1; k < to; k++) {
            int i = queue[k];
            int at = k;
            for (; at > from && pairs.precedes(visit, i, queue[at - 1]); at--) {
                queue[at] = queue[at - 1];
            }
            queue[at] = i;
        }
    }

    private void sortMany(int visit, int from, int to) {
        Integer[] part = new Integer[to - from];
        for (int k = from; k < to; k++) {
            part[k - from] = queue[k];
        }
        Arrays.sort(part, (i, j) -> i.equals(j) ? 0 : pairs.precedes(visit, i, j) ? -1 : 1);
        for (int k = from; k < to; k++) {
            queue[k] = part[k - from];
        }
    }

    private void apply(int start, int end) {
        int i = end;
        while (discoverer[i] >= 0) {
            int gives = discoverer[i];
            int slot = discoveredAt[i];
            take(slot, gives);
            put(slot, i);
            i = gives;
        }
        if (discoveredAt[i] != start) {
            throw new AssertionError("a path begins at the slot that is searched for");
        }
        put(start, i);
    }

    /**
     * Everyone that a search for these inspectors would enqueue, as a set: order does not matter
     * here, and dead inspectors are included.
     *
     * @param visit whose team is left out, or −1
     */
    private long[] reach(long[] from, int visit) {
        long[] reached = from.clone();
        if (visit >= 0) {
            leaveOut(visit, reached);
        }
        int tail = 0;
        for (int i = next(reached, 0); i >= 0; i = next(reached, i + 1)) {
            queue[tail++] = i;
        }
        for (int head = 0; head < tail && tail < queue.length; head++) {
            int i = queue[head];
            for (int h = 0; h < load[i] && tail < queue.length; h++) {
                tail = reachThrough(held[i][h], reached, tail);
            }
        }
        return reached;
    }

    private int reachThrough(int slot, long[] reached, int tail) {
        long[] eligible = in.eligible[slot];
        long any = 0;
        for (int w = 0; w < words; w++) {
            fresh[w] = eligible[w] & ~reached[w];
            any |= fresh[w];
        }
        if (any == 0) {
            return tail;
        }
        leaveOut(in.visitOfSlot[slot], fresh);
        int end = tail;
        for (int w = 0; w < words; w++) {
            reached[w] |= fresh[w];
            for (long bits = fresh[w]; bits != 0; bits &= bits - 1) {
                queue[end++] = (w << 6) + Long.numberOfTrailingZeros(bits);
            }
        }
        return end;
    }

    /**
     * After a failed visit was undone, its reach may have free places again. Only if everyone that
     * can be reached from it in the state that remains has none is that set dead.
     */
    private void bury(long[] failed) {
        long[] reached = reach(failed, -1);
        for (int w = 0; w < words; w++) {
            if ((reached[w] & free[w]) != 0) {
                return;
            }
        }
        for (int w = 0; w < words; w++) {
            dead[w] |= reached[w];
        }
    }

    /** Takes whoever is on the visit, in any role, out of the set. */
    private void leaveOut(int visit, long[] set) {
        for (int slot = in.firstSlot[visit]; slot < in.firstSlot[visit + 1]; slot++) {
            for (int k = 0; k < filled[slot]; k++) {
                int i = team[slot][k];
                set[i >> 6] &= ~(1L << i);
            }
        }
    }

    private void put(int slot, int i) {
        undo.add(new int[] {slot, i, 1});
        insert(slot, i);
    }

    private void take(int slot, int i) {
        undo.add(new int[] {slot, i, 0});
        remove(slot, i);
    }

    private void insert(int slot, int i) {
        int at = -1 - Arrays.binarySearch(held[i], 0, load[i], slot);
        System.arraycopy(held[i], at, held[i], at + 1, load[i] - at);
        held[i][at] = slot;
        if (++load[i] == in.capacity[i]) {
            free[i >> 6] &= ~(1L << i);
        }
        team[slot][filled[slot]++] = i;
    }

    private void remove(int slot, int i) {
        int at = Arrays.binarySearch(held[i], 0, load[i], slot);
        load[i]--;
        System.arraycopy(held[i], at + 1, held[i], at, load[i] - at);
        free[i >> 6] |= 1L << i;
        int k = 0;
        while (team[slot][k] != i) {
            k++;
        }
        team[slot][k] = team[slot][--filled[slot]];
    }

    /** Step 3: the exact state before this visit, other visits' replacements too. */
    private void restore() {
        for (int k = undo.size() - 1; k >= 0; k--) {
            int[] step = undo.get(k);
            if (step[2] == 1) {
                remove(step[0], step[1]);
            } else {
                insert(step[0], step[1]);
            }
        }
    }

    private Shortage shortage(int slot, long[] reached) {
        if (!Arrays.equals(reached, lastReach)) {
            TreeSet<Bytes> labels = new TreeSet<>();
            for (int i = next(reached, 0); i >= 0; i = next(reached, i + 1)) {
                labels.add(in.inspectors[i]);
            }
            lastReach = reached;
            lastLabels = Collections.unmodifiableSortedSet(labels);
        }
        return new Shortage(in.visits[in.visitOfSlot[slot]], in.roleOfSlot[slot], lastLabels);
    }

    private Map<Bytes, SortedMap<String, List<Bytes>>> teams() {
        Map<Bytes, SortedMap<String, List<Bytes>>> teams = new LinkedHashMap<>();
        for (int v = 0; v < in.visits.length; v++) {
            SortedMap<String, List<Bytes>> roles = new TreeMap<>(Utf8Order.ASCENDING);
            for (int slot = in.firstSlot[v]; slot < in.firstSlot[v + 1]; slot++) {
                int[] members = Arrays.copyOf(team[slot], filled[slot]);
                Arrays.sort(members);
                List<Bytes> labels = new ArrayList<>();
                for (int i : members) {
                    labels.add(in.inspectors[i]);
                }
                roles.put(in.roleOfSlot[slot], List.copyOf(labels));
            }
            teams.put(in.visits[v], roles);
        }
        return teams;
    }

    /** The first set bit at or after {@code from}, or −1. */
    private static int next(long[] bits, int from) {
        int w = from >> 6;
        if (w >= bits.length) {
            return -1;
        }
        long word = bits[w] & -1L << from;
        while (word == 0) {
            if (++w == bits.length) {
                return -1;
            }
            word = bits[w];
        }
        return (w << 6) + Long.numberOfTrailingZeros(word);
    }
}
