package org.yanqian.ledger.draw;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.yanqian.ledger.sign.Sm3Lanes;
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

    /** Visits that are hashed together, so that there are enough pairs for all lanes. */
    private static final int PART = 16;

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
        IntStream.rangeClosed(0, (to - from - 1) / PART)
                .parallel()
                .forEach(part -> guess(from + part * PART, new Ahead(), load, free));
    }

    private void guess(int first, Ahead ahead, int[] load, long[] free) {
        for (int v = first; v < Math.min(first + PART, to); v++) {
            guess(ahead, v, load, free);
        }
        ahead.hash();
    }

    private void guess(Ahead ahead, int visit, int[] load, long[] free) {
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
                    if (load[i] == least && (mine[w] >>> i & 1) == 0) {
                        ahead.add(visit, i);
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

    /** Pairs that wait until there are enough of them to be hashed side by side. */
    private final class Ahead {
        private final Sm3Lanes lanes = suite == Suite.GM ? new Sm3Lanes() : null;
        private final Hasher one = new Hasher();
        private final byte[][] messages = new byte[Sm3Lanes.LANES][64];
        private final byte[][] hashes = new byte[Sm3Lanes.LANES][32];
        private final int[] visits = new int[Sm3Lanes.LANES];
        private final int[] inspectors = new int[Sm3Lanes.LANES];
        private int count;

        void add(int visit, int inspector) {
            if (lanes == null) {
                prefix[visit - from][inspector] = one.prefix(visit, inspector);
                return;
            }
            System.arraycopy(in.visitTicket[visit], 0, messages[count], 0, 32);
            System.arraycopy(in.personTicket[inspector], 0, messages[count], 32, 32);
            visits[count] = visit;
            inspectors[count++] = inspector;
            if (count == Sm3Lanes.LANES) {
                hash();
            }
        }

        void hash() {
            if (count > 0) {
                lanes.hash(messages, count, hashes);
            }
            for (int k = 0; k < count; k++) {
                prefix[visits[k] - from][inspectors[k]] = Tickets.prefix(hashes[k]);
            }
            count = 0;
        }
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
