package org.yanqian.ledger.bundle;

import java.util.List;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.sign.Suite;

/**
 * An eligibility leaf with its set closed: a public bundle opens the sets of drawn visits only
 * (SPEC section "Freeze").
 *
 * @param mac {@code MAC(es, enc("DRAW1/set", labels ascending))}, 32 bytes
 */
public record EligibilityLeaf(Bytes label, String role, long demand, Bytes mac) {

    public static Bytes mac(Suite suite, Bytes salt, List<Bytes> eligible) {
        Enc enc = Enc.of("DRAW1/set");
        eligible.stream().sorted().forEach(l -> enc.bytes(l.toArray()));
        return Bytes.of(suite.mac(salt.toArray(), enc.toBytes()));
    }

    /** {@code enc("DRAW1/eligible", label, role, demand, mac)}. */
    public byte[] leaf() {
        return Enc.of("DRAW1/eligible")
                .bytes(label.toArray())
                .string(role)
                .number(demand)
                .bytes(mac.toArray())
                .toBytes();
    }
}
