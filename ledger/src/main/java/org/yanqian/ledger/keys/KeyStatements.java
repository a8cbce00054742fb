package org.yanqian.ledger.keys;

import org.yanqian.ledger.codec.Enc;

/** The bytes by which keys speak for themselves; kind, holder and ledger stand inside. */
public final class KeyStatements {
    private KeyStatements() {}

    /** enc("YQ1/key-proof", ledger, kind, bureau, holder, key): signed by the new key. */
    public static byte[] proof(
            String ledger, String kind, String bureau, String holder, String key) {
        return Enc.of("YQ1/key-proof")
                .string(ledger)
                .string(kind)
                .string(bureau)
                .string(holder)
                .string(key)
                .toBytes();
    }

    /** enc("YQ1/key-succession", ledger, kind, bureau, holder, old, key): signed by the old key. */
    public static byte[] succession(
            String ledger, String kind, String bureau, String holder, String old, String key) {
        return Enc.of("YQ1/key-succession")
                .string(ledger)
                .string(kind)
                .string(bureau)
                .string(holder)
                .string(old)
                .string(key)
                .toBytes();
    }
}
