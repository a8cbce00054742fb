package org.yanqian.ledger.draw;

import java.util.SortedMap;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.sign.Suite;

/**
 * What hides names until the embargo ends: labels, salts, records and commitments (SPEC sections
 * "Freeze" and "Announcement"). Every result is 32 bytes except the bytes to be signed.
 */
public final class Labels {
    private Labels() {}

    /** Whether an id names a site or a person. */
    public enum Kind {
        TARGET("target"),
        INSPECTOR("inspector");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    /** H(enc("DRAW1/key", drawId, K)): the commitment to the bureau's key of the draw. */
    public static Bytes keyCommitment(Suite suite, String drawId, Bytes key) {
        byte[] bytes = Enc.of("DRAW1/key").string(drawId).bytes(key.toArray()).toBytes();
        return Bytes.of(suite.hash(bytes));
    }

    /** sub = MAC(K, enc("DRAW1/sub", drawId, kind, id)); what a site learns when labels open. */
    public static Bytes sub(Suite suite, Bytes key, String drawId, Kind kind, String id) {
        byte[] info = Enc.of("DRAW1/sub").string(drawId).string(kind.wire).string(id).toBytes();
        return mac(suite, key, info);
    }

    /** label = MAC(sub, enc("DRAW1/label")). */
    public static Bytes label(Suite suite, Bytes sub) {
        return mac(suite, sub, Enc.of("DRAW1/label").toBytes());
    }

    /** salt = MAC(sub, enc("DRAW1/salt")). */
    public static Bytes salt(Suite suite, Bytes sub) {
        return mac(suite, sub, Enc.of("DRAW1/salt").toBytes());
    }

    /** record = MAC(salt, enc("DRAW1/record", canonical registry record)). */
    public static Bytes record(Suite suite, Bytes salt, byte[] canonicalRecord) {
        return mac(suite, salt, Enc.of("DRAW1/record").bytes(canonicalRecord).toBytes());
    }

    /** es = MAC(K, enc("DRAW1/es", drawId, label, role)). */
    public static Bytes eligibilitySalt(
            Suite suite, Bytes key, String drawId, Bytes label, String role) {
        byte[] info =
                Enc.of("DRAW1/es").string(drawId).bytes(label.toArray()).string(role).toBytes();
        return mac(suite, key, info);
    }

    /** MAC(K, enc("YQ1/pool-salt", drawId, k, n)) of slot n, from 1, of vacancy k. */
    public static Bytes poolSalt(Suite suite, Bytes key, String drawId, long k, long n) {
        return mac(
                suite, key, Enc.of("YQ1/pool-salt").string(drawId).number(k).number(n).toBytes());
    }

    /** MAC(salt, enc("YQ1/pool", l1, f1, l2, f2 ..)): labels ascending, each with its free capacity. */
    public static Bytes pool(Suite suite, Bytes salt, SortedMap<Bytes, Long> pool) {
        Enc enc = Enc.of("YQ1/pool");
        pool.forEach((label, free) -> enc.bytes(label.toArray()).number(free));
        return mac(suite, salt, enc.toBytes());
    }

    /** H(enc("DRAW1/commit", drawId, party, nonce)): what a party commits to beforehand. */
    public static Bytes commitment(Suite suite, String drawId, String party, Bytes nonce) {
        byte[] bytes =
                Enc.of("DRAW1/commit")
                        .string(drawId)
                        .string(party)
                        .bytes(nonce.toArray())
                        .toBytes();
        return Bytes.of(suite.hash(bytes));
    }

    /** enc("YQ1/commit", drawId, party, commitment): the bytes that a party signs to commit. */
    public static byte[] commitMessage(String drawId, String party, Bytes commitment) {
        return Enc.of("YQ1/commit")
                .string(drawId)
                .string(party)
                .bytes(commitment.toArray())
                .toBytes();
    }

    /**
     * enc("DRAW1/reveal", drawId, announcement, party, nonce): the bytes that a party signs with its
     * own key. The draw and the party stand inside, so a reveal cannot be moved to another.
     */
    public static byte[] reveal(String drawId, Bytes announcement, String party, Bytes nonce) {
        return Enc.of("DRAW1/reveal")
                .string(drawId)
                .bytes(announcement.toArray())
                .string(party)
                .bytes(nonce.toArray())
                .toBytes();
    }

    /**
     * The bytes by which two parties confirm drawn numbers or rolled dice: enc("DRAW1/confirm",
     * drawId, close, type, strings of the value), close = hash of the close event.
     */
    public static byte[] confirmation(String drawId, Bytes close, Beacon beacon) {
        Enc enc =
                Enc.of("DRAW1/confirm").string(drawId).bytes(close.toArray()).string(beacon.type());
        if (beacon instanceof Beacon.Lottery lottery) {
            lottery.issues().forEach(enc::string);
        } else if (beacon instanceof Beacon.Dice dice) {
            enc.string(dice.digits());
        } else {
            throw new AssertionError("nobody confirms a beacon of type " + beacon.type());
        }
        return enc.toBytes();
    }

    /**
     * enc("YQ1/countersign", kind, drawId, request): the bytes by which the supervising party agrees
     * to what was asked; request = hash of the asking event, so reason and place are inside.
     *
     * @param kind {@code void}, {@code redraw}, {@code vacancy} or {@code closed-site}
     */
    public static byte[] countersignature(String kind, String drawId, Bytes request) {
        return Enc.of("YQ1/countersign")
                .string(kind)
                .string(drawId)
                .bytes(request.toArray())
                .toBytes();
    }

    private static Bytes mac(Suite suite, Bytes key, byte[] info) {
        return Bytes.of(suite.mac(key.toArray(), info));
    }
}
