package org.yanqian.ledger.draw;

import java.util.List;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;

/**
 * Who may take a role of a visit, and how many are needed.
 *
 * @param demand 1 to 9; role {@code enforcement} 2 or more
 * @param eligible labels of inspectors in any order, nobody twice
 * @param salt 32 bytes, {@link Labels#eligibilitySalt}
 */
public record RoleEligibility(long demand, List<Bytes> eligible, Bytes salt) {
    public RoleEligibility {
        eligible = eligible == null ? null : List.copyOf(eligible);
    }

    /** {@code enc("DRAW1/set", l1..lm)}: one byte string for all who share the list. */
    byte[] set() {
        return labels("DRAW1/set", eligible);
    }

    /** {@code enc("DRAW1/eligible", label, role, demand, MAC(es, set))}, mac under the salt. */
    byte[] leaf(DrawMac mac, Bytes label, String role, byte[] set) {
        return Enc.of("DRAW1/eligible")
                .bytes(label.toArray())
                .string(role)
                .number(demand)
                .bytes(mac.of(set))
                .toBytes();
    }

    static byte[] labels(String tag, List<Bytes> labels) {
        Enc enc = Enc.of(tag);
        labels.stream().sorted().forEach(l -> enc.bytes(l.toArray()));
        return enc.toBytes();
    }
}
