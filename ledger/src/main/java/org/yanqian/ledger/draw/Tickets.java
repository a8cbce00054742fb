package org.yanqian.ledger.draw;

import java.util.Arrays;
import java.util.List;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.sign.Sm3Lanes;
import org.yanqian.ledger.sign.Suite;

/**
 * ticket(info) = MAC(seed, info ‖ 0x01), which is HKDF-Expand with L = 32 (RFC 5869). Not thread
 * safe.
 */
public final class Tickets {
    private static final int LABEL = 32;

    private final DrawMac mac;

    // info ‖ 0x01 of the last stratum; only label and j change from site to site
    private String stratum;
    private byte[] message;
    private final byte[] ticket = new byte[LABEL];

    public Tickets(Suite suite, Bytes seed) {
        this.mac = new DrawMac(suite, seed.toArray());
    }

    /** min over j = 1..weight of ticket(enc("DRAW1/target", stratum, label, j)); 32 bytes. */
    public byte[] target(Candidate candidate) {
        byte[] smallest = null;
        for (long j = 1; j <= candidate.weight(); j++) {
            target(candidate, j);
            if (smallest == null || Arrays.compareUnsigned(ticket, smallest) < 0) {
                smallest = ticket.clone();
            }
        }
        return smallest;
    }

    /**
     * The first eight bytes of {@link #target} of the candidates {@code from} to {@code to} − 1, all
     * of one stratum, as unsigned numbers into their places of {@code out}.
     */
    void targetPrefixes(List<Candidate> listed, int from, int to, long[] out) {
        stratum(listed.get(from).stratum());
        byte[][] messages = new byte[Sm3Lanes.LANES][];
        Arrays.setAll(messages, k -> message.clone());
        byte[][] tickets = new byte[Sm3Lanes.LANES][LABEL];
        int[] owner = new int[Sm3Lanes.LANES];
        Arrays.fill(out, from, to, -1);
        int count = 0;
        for (int i = from; i < to; i++) {
            for (long j = 1; j <= listed.get(i).weight(); j++) {
                fill(messages[count], listed.get(i), j);
                owner[count++] = i;
                if (count == Sm3Lanes.LANES) {
                    smallest(messages, count, tickets, owner, out);
                    count = 0;
                }
            }
        }
        smallest(messages, count, tickets, owner, out);
    }

    private void smallest(byte[][] messages, int count, byte[][] tickets, int[] owner, long[] out) {
        mac.of(messages, count, tickets);
        for (int k = 0; k < count; k++) {
            long prefix = prefix(tickets[k]);
            if (Long.compareUnsigned(prefix, out[owner[k]]) < 0) {
                out[owner[k]] = prefix;
            }
        }
    }

    /** t(o) = ticket(enc("DRAW1/visit", label)). */
    public byte[] visit(Bytes label) {
        return expand(Enc.of("DRAW1/visit").bytes(label.toArray()).toBytes());
    }

    /** t(i) = ticket(enc("DRAW1/person", label)). */
    public byte[] person(Bytes label) {
        return expand(Enc.of("DRAW1/person").bytes(label.toArray()).toBytes());
    }

    static long prefix(byte[] bytes) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    private void target(Candidate candidate, long j) {
        stratum(candidate.stratum());
        fill(message, candidate, j);
        mac.of(message, ticket);
    }

    private void stratum(String name) {
        if (!name.equals(stratum)) {
            stratum = name;
            message =
                    terminated(
                            Enc.of("DRAW1/target")
                                    .string(stratum)
                                    .bytes(new byte[LABEL])
                                    .number(0)
                                    .toBytes());
        }
    }

    private static void fill(byte[] message, Candidate candidate, long j) {
        // … ‖ label (32) ‖ length 8 (4) ‖ j (8) ‖ 0x01
        int end = message.length - 1;
        candidate.label().copyTo(message, end - 8 - 4 - LABEL);
        message[end - 1] = (byte) j;
    }

    private byte[] expand(byte[] info) {
        return mac.of(terminated(info));
    }

    private static byte[] terminated(byte[] info) {
        byte[] message = Arrays.copyOf(info, info.length + 1);
        message[info.length] = 1;
        return message;
    }
}
