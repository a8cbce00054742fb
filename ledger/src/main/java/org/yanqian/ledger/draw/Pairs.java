package org.yanqian.ledger.draw;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.yanqian.ledger.sign.Suite;

/**
 * e(o,i) = H(t(o) ‖ t(i)) of visits and inspectors. Hashing these is most of the work of an
 * assignment, so those that the next visits are likely to compare, their least loaded inspectors,
 * are hashed ahead on all cores; any other is hashed when it is asked for. A guess that was wrong
 * costs time and changes nothing.
 */
final class Pairs {
    /** A window of visits in which a draw fills about this part of all inspectors' next places. */
    private static final int WINDOWS = 16;

    private final Staffing in;
    private final Suite suite;
    private final Hasher own;
    private final int window;
    private int from;
    private int to;

    /** prefix[v − from][i], where bit i of known[v − from] is set. */
    private final long[][] prefix;

    private final long[][] known;

    Pairs(Suite suite, Staffing in) {
        this.in = in;
        this.suite = suite;
        int n = in.inspectors.length;
        own = new Hasher();
        window = Math.min(Math.max(16, n / WINDOWS), Math.max(1, in.visits.length));
        prefix = new long[window][n];
        known = new long[window][in.words()];
    }

    /** Moves the window forward once the visit has left it. */
    void approach(int visit, int[] load, long[] free) {
        if (visit < to) {
            return;
        }
        from = visit;
        to = Math.min(visit + window, in.visits.length);
        IntStream.range(from, to).parallel().forEach(v -> guess(v, load, free));
    }

    private void guess(int visit, int[] load, long[] free) {
        Hasher hasher = new Hasher();
        long[] mine = known[visit - from];
        Arrays.fill(mine, 0);
        for (int slot = in.firstSlot[visit]; slot < in.firstSlot[visit + 1]; slot++) {
            int least = Integer.MAX_VALUE;
            for (int w = 0; w < mine.length; w++) {
                for (long b = in.eligible[slot][w] & free[w]; b != 0; b &= b - 1) {
                    least = Math.min(least, load[(w << 6) + Long.numberOfTrailingZeros(b)]);
                }
            }
            for (int w = 0; w < mine.length; w++) {
                for (long b = in.eligible[slot][w] & free[w]; b != 0; b &= b - 1) {
                    int i = (w << 6) + Long.numberOfTrailingZeros(b);
                    if (load[i] == least) {
                        prefix[visit - from][i] = hasher.prefix(visit, i);
                        mine[w] |= 1L << i;
                    }
                }
            }
        }
    }

    /** Whether (e(o,i), label) of i is smaller than that of j. */
    boolean precedes(int visit, int i, int j) {
        int order = Long.compareUnsigned(prefix(visit, i), prefix(visit, j));
        return order != 0 ? order < 0 : own.compare(visit, i, j) < 0;
    }

    /** First eight bytes of e(o,i), to be compared as an unsigned number. */
    private long prefix(int visit, int i) {
        if (visit < from || visit >= to) {
            return own.prefix(visit, i);
        }
        int v = visit - from;
        if ((known[v][i >> 6] >>> i & 1) == 0) {
            prefix[v][i] = own.prefix(visit, i);
            known[v][i >> 6] |= 1L << i;
        }
        return prefix[v][i];
    }

    /** Not thread safe. */
    private final class Hasher {
        private final DrawMac.Digest digest = DrawMac.Digest.of(suite);
        private final byte[] hash = new byte[32];

        long prefix(int visit, int inspector) {
            pair(visit, inspector);
            return Tickets.prefix(hash);
        }

        int compare(int visit, int i, int j) {
            pair(visit, i);
            byte[] first = hash.clone();
            pair(visit, j);
            int byHash = Arrays.compareUnsigned(first, hash);
            return byHash != 0 ? byHash : Integer.compare(i, j);
        }

        private void pair(int visit, int inspector) {
            digest.update(in.visitTicket[visit], 32);
            digest.update(in.personTicket[inspector], 32);
            digest.finish(hash);
        }
    }
}
