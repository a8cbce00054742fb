package org.yanqian.ledger.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Utf8Order;

/**
 * The matching of SPEC section "Assignment", with the same result as its plain search and two short
 * cuts.
 *
 * <p>1. Sets of inspectors are bit sets, and e(o,i) is hashed only for inspectors that a search
 * meets for the first time.
 *
 * <p>2. Dead inspectors are skipped. Let D be a set of inspectors without free capacity such that
 * for every slot they hold, everyone eligible for it and not on its visit is in D too. No search
 * that enters D leaves it or ends in it, so leaving D out changes neither which path is found first
 * nor who discovered whom. No path that is applied touches D either, so D stays such a set for the
 * rest of the draw. A failed search's reach is such a set, once the state in which it failed is the
 * one that remains (see {@link #bury}).
 */
final class Matching {
    private final Staffing in;
    private final int words;
    private final int[] load;

    /** held[i][0 .. load[i]) = the slots that inspector i holds, ascending. */
    private final int[][] held;

    /** On a slot's team, as bits; filled[slot] is their number. */
    private final long[][] team;

    private final int[] filled;
    private final long[] dead;
    private final List<int[]> undo = new ArrayList<>();

    // one search
    private final int[] queue;
    private final long[] enqueued;
    private final int[] discoverer;
    private final int[] discoveredAt;
    private final long[] prefix;

    Matching(Staffing in) {
        this.in = in;
        this.words = in.words();
        int n = in.inspectors.length;
        load = new int[n];
        held = new int[n][];
        for (int i = 0; i < n; i++) {
            held[i] = new int[in.capacity[i]];
        }
        team = new long[in.demand.length][];
        filled = new int[in.demand.length];
        dead = new long[words];
        queue = new int[n];
        enqueued = new long[words];
        discoverer = new int[n];
        discoveredAt = new int[n];
        prefix = new long[n];
    }

    Assignment run() {
        List<Bytes> unstaffable = new ArrayList<>();
        List<Shortage> shortages = new ArrayList<>();
        for (int v = 0; v < in.visits.length; v++) {
            undo.clear();
            int failed = staff(v);
            if (failed >= 0) {
                long[] reached = reach(in.eligible[failed], v, new long[words]);
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
            team[slot] = new long[words];
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
        long[] able = notOnVisit(in.eligible[slot], visit);
        int best = -1;
        int least = Integer.MAX_VALUE;
        long bestPrefix = 0;
        for (int i = next(able, 0); i >= 0; i = next(able, i + 1)) {
            if (load[i] == in.capacity[i] || load[i] > least) {
                continue;
            }
            long p = in.pairPrefix(visit, i);
            int order = best < 0 || load[i] < least ? -1 : Long.compareUnsigned(p, bestPrefix);
            if (order < 0 || order == 0 && in.comparePairs(visit, i, best) < 0) {
                best = i;
                least = load[i];
                bestPrefix = p;
            }
        }
        return best;
    }

    /** Step 2: breadth first for an augmenting path, applied from its end. */
    private boolean augment(int slot) {
        System.arraycopy(dead, 0, enqueued, 0, words);
        int tail = enqueue(slot, -1, 0);
        for (int head = 0; head < tail; head++) {
            int i = queue[head];
            if (load[i] < in.capacity[i]) {
                apply(slot, i);
                return true;
            }
            for (int h = 0; h < load[i]; h++) {
                tail = enqueue(held[i][h], i, tail);
            }
        }
        return false;
    }

    /** Enqueues who could take the slot, ascending by (e, label); returns the queue's new end. */
    private int enqueue(int slot, int from, int tail) {
        int visit = in.visitOfSlot[slot];
        int end = tail;
        long[] able = null;
        for (int w = 0; w < words; w++) {
            if ((in.eligible[slot][w] & ~enqueued[w]) != 0) {
                able = notOnVisit(in.eligible[slot], visit);
                break;
            }
        }
        if (able == null) {
            return tail;
        }
        for (int w = 0; w < words; w++) {
            able[w] &= ~enqueued[w];
            enqueued[w] |= able[w];
        }
        for (int i = next(able, 0); i >= 0; i = next(able, i + 1)) {
            discoverer[i] = from;
            discoveredAt[i] = slot;
            prefix[i] = in.pairPrefix(visit, i);
            queue[end++] = i;
        }
        sort(visit, tail, end);
        return end;
    }

    private void sort(int visit, int from, int to) {
        if (to - from < 2) {
            return;
        }
        Integer[] part = new Integer[to - from];
        for (int k = from; k < to; k++) {
            part[k - from] = queue[k];
        }
        Arrays.sort(
                part,
                (i, j) -> {
                    int byPrefix = Long.compareUnsigned(prefix[i], prefix[j]);
                    return byPrefix != 0 ? byPrefix : in.comparePairs(visit, i, j);
                });
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
     */
    private long[] reach(long[] from, int visit, long[] reached) {
        long[] able = notOnVisit(from, visit);
        int tail = 0;
        for (int i = next(able, 0); i >= 0; i = next(able, i + 1)) {
            queue[tail++] = i;
            reached[i >> 6] |= 1L << i;
        }
        for (int head = 0; head < tail; head++) {
            int i = queue[head];
            for (int h = 0; h < load[i]; h++) {
                tail = reachThrough(held[i][h], reached, tail);
            }
        }
        return reached;
    }

    private int reachThrough(int slot, long[] reached, int tail) {
        int end = tail;
        long[] eligible = in.eligible[slot];
        for (int w = 0; w < words; w++) {
            long fresh = eligible[w] & ~reached[w];
            if (fresh != 0) {
                fresh &= ~onVisit(in.visitOfSlot[slot], w);
                reached[w] |= fresh;
                for (; fresh != 0; fresh &= fresh - 1) {
                    queue[end++] = (w << 6) + Long.numberOfTrailingZeros(fresh);
                }
            }
        }
        return end;
    }

    /**
     * After a failed visit was undone, its reach may have free places again. Only if everyone that
     * can be reached from it in the state that remains has none is that set dead.
     */
    private void bury(long[] failed) {
        long[] reached = reach(failed, -1, new long[words]);
        for (int i = next(reached, 0); i >= 0; i = next(reached, i + 1)) {
            if (load[i] < in.capacity[i]) {
                return;
            }
        }
        for (int w = 0; w < words; w++) {
            dead[w] |= reached[w];
        }
    }

    private long[] notOnVisit(long[] eligible, int visit) {
        long[] able = eligible.clone();
        if (visit >= 0) {
            for (int w = 0; w < words; w++) {
                able[w] &= ~onVisit(visit, w);
            }
        }
        return able;
    }

    private long onVisit(int visit, int w) {
        long on = 0;
        for (int slot = in.firstSlot[visit]; slot < in.firstSlot[visit + 1]; slot++) {
            on |= team[slot][w];
        }
        return on;
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
        load[i]++;
        team[slot][i >> 6] |= 1L << i;
        filled[slot]++;
    }

    private void remove(int slot, int i) {
        int at = Arrays.binarySearch(held[i], 0, load[i], slot);
        load[i]--;
        System.arraycopy(held[i], at + 1, held[i], at, load[i] - at);
        team[slot][i >> 6] &= ~(1L << i);
        filled[slot]--;
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
        TreeSet<Bytes> labels = new TreeSet<>();
        for (int i = next(reached, 0); i >= 0; i = next(reached, i + 1)) {
            labels.add(in.inspectors[i]);
        }
        return new Shortage(in.visits[in.visitOfSlot[slot]], in.roleOfSlot[slot], labels);
    }

    private Map<Bytes, SortedMap<String, List<Bytes>>> teams() {
        Map<Bytes, SortedMap<String, List<Bytes>>> teams = new LinkedHashMap<>();
        for (int v = 0; v < in.visits.length; v++) {
            SortedMap<String, List<Bytes>> roles = new TreeMap<>(Utf8Order.ASCENDING);
            for (int slot = in.firstSlot[v]; slot < in.firstSlot[v + 1]; slot++) {
                List<Bytes> labels = new ArrayList<>();
                for (int i = next(team[slot], 0); i >= 0; i = next(team[slot], i + 1)) {
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
