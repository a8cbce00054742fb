package org.yanqian.ledger.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Utf8Order;
import org.yanqian.ledger.sign.Suite;

/**
 * Who is drawn (SPEC section "Selection"): in each stratum the candidates that are not excluded,
 * ascending by (ticket, label); the first n are drawn, the next are reserves in that order.
 *
 * @param selected labels in draw order, by stratum (every stratum of the quotas)
 * @param reserves the labels that follow, as many as asked for, by stratum
 */
public record Selection(
        SortedMap<String, List<Bytes>> selected, SortedMap<String, List<Bytes>> reserves) {

    public Selection {
        selected = Collections.unmodifiableSortedMap(selected);
        reserves = Collections.unmodifiableSortedMap(reserves);
    }

    /**
     * @param quotas n by stratum, 0 or more; fewer candidates than n: all are drawn
     * @param reserveCount how many reserves to keep in each stratum
     */
    public static Selection compute(
            Suite suite,
            Bytes seed,
            List<Candidate> candidates,
            Map<String, Long> quotas,
            int reserveCount) {
        Map<String, List<Candidate>> strata = new TreeMap<>(Utf8Order.ASCENDING);
        quotas.keySet().forEach(stratum -> strata.put(stratum, new ArrayList<>()));
        for (Candidate c : candidates) {
            if (!c.isExcluded()) {
                strata.get(c.stratum()).add(c);
            }
        }
        SortedMap<String, List<Bytes>> selected = new TreeMap<>(Utf8Order.ASCENDING);
        SortedMap<String, List<Bytes>> reserves = new TreeMap<>(Utf8Order.ASCENDING);
        strata.forEach(
                (stratum, listed) -> {
                    int n = (int) Math.min(quotas.get(stratum), listed.size());
                    int keep = (int) Math.min((long) n + reserveCount, listed.size());
                    List<Bytes> order = new Stratum(suite, seed, listed).first(keep);
                    selected.put(stratum, List.copyOf(order.subList(0, n)));
                    reserves.put(stratum, List.copyOf(order.subList(n, keep)));
                });
        return new Selection(selected, reserves);
    }

    /** All labels drawn, by stratum and rank. */
    public List<Bytes> drawn() {
        return selected.values().stream().flatMap(List::stream).toList();
    }

    /**
     * The first places of one stratum without sorting all of it: tickets fall into 65,536 buckets by
     * their first two bytes, and only buckets that are needed are sorted. Tickets are hashed on all
     * cores; each has its place, so the order of the work changes nothing.
     */
    private static final class Stratum {
        private static final int BUCKETS = 1 << 16;
        private static final int PART = 1 << 14;

        private final Tickets tickets;
        private final List<Candidate> listed;
        private final long[] prefixes;

        Stratum(Suite suite, Bytes seed, List<Candidate> listed) {
            this.tickets = new Tickets(suite, seed);
            this.listed = listed;
            this.prefixes = new long[listed.size()];
            IntStream.rangeClosed(0, (listed.size() - 1) / PART)
                    .parallel()
                    .forEach(part -> hash(new Tickets(suite, seed), part * PART));
        }

        private void hash(Tickets own, int from) {
            int to = Math.min(from + PART, prefixes.length);
            if (from < to) {
                own.targetPrefixes(listed, from, to, prefixes);
            }
        }

        List<Bytes> first(int count) {
            int[] start = new int[BUCKETS + 1];
            for (long prefix : prefixes) {
                start[(int) (prefix >>> 48) + 1]++;
            }
            for (int b = 0; b < BUCKETS; b++) {
                start[b + 1] += start[b];
            }
            int[] place = Arrays.copyOf(start, BUCKETS);
            int[] order = new int[prefixes.length];
            for (int i = 0; i < prefixes.length; i++) {
                order[place[(int) (prefixes[i] >>> 48)]++] = i;
            }
            List<Bytes> first = new ArrayList<>(count);
            for (int b = 0; first.size() < count; b++) {
                List<Integer> bucket = new ArrayList<>();
                for (int at = start[b]; at < start[b + 1]; at++) {
                    bucket.add(order[at]);
                }
                bucket.sort(this::compare);
                bucket.stream()
                        .limit(count - first.size())
                        .forEach(i -> first.add(listed.get(i).label()));
            }
            return first;
        }

        private int compare(int a, int b) {
            int byPrefix = Long.compareUnsigned(prefixes[a], prefixes[b]);
            if (byPrefix != 0 || a == b) {
                return byPrefix;
            }
            Comparator<Candidate> exact =
                    Comparator.comparing(tickets::target, Arrays::compareUnsigned);
            return exact.thenComparing(Candidate::label).compare(listed.get(a), listed.get(b));
        }
    }
}
