package org.yanqian.ledger.draw;

import java.util.Arrays;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;
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

    /** The first eight bytes of {@link #target}, as an unsigned number. */
    long targetPrefix(Candidate candidate) {
        long smallest = -1;
        for (long j = 1; j <= candidate.weight(); j++) {
            target(candidate, j);
            long prefix = prefix(ticket);
            if (Long.compareUnsigned(prefix, smallest) < 0) {
                smallest = prefix;
            }
        }
        return smallest;
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
        if (!candidate.stratum().equals(stratum)) {
            stratum = candidate.stratum();
            message =
                    terminated(
                            Enc.of("DRAW1/target")
                                    .string(stratum)
                                    .bytes(new byte[LABEL])
                                    .number(0)
                                    .toBytes());
        }
        // … ‖ label (32) ‖ length 8 (4) ‖ j (8) ‖ 0x01
        int end = message.length - 1;
        candidate.label().copyTo(message, end - 8 - 4 - LABEL);
        message[end - 1] = (byte) j;
        mac.of(message, ticket);
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
