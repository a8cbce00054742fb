package org.yanqian.ledger.draw;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.codec.Utf8Order;
import org.yanqian.ledger.sign.Suite;

/** The seed of a draw (SPEC section "Seed"): an HKDF-Extract over what nobody knew alone. */
public final class Seed {
    private Seed() {}

    /**
     * seed = MAC(announcement, c(1)..c(n) ‖ enc("DRAW1/beacon", type, round, randomness)), parties
     * ascending; c = enc("DRAW1/contribution", party, nonce) or enc("DRAW1/missing", party,
     * commitment).
     *
     * @param announcement H of the announcement's canonical bytes, 32 bytes
     * @param contributions nonces of 32 bytes, by the party that revealed
     * @param missing commitments of 32 bytes, by the party that did not
     * @return 32 bytes
     * @throws DrawRefusedException {@code MALFORMED} for a party both revealed and missing or a
     *     wrong length, {@code NOT_NFC}, {@code PARTY_MISSING}
     */
    public static Bytes compute(
            Suite suite,
            Bytes announcement,
            Map<String, Bytes> contributions,
            Map<String, Bytes> missing,
            Beacon beacon) {
        requireParties(contributions, missing);
        requireEveryoneWhereThereIsNoBeacon(missing, beacon);
        if (announcement.length() != Freeze.HASH_BYTES) {
            throw DrawRefusedException.malformed("announcement is not 32 bytes");
        }
        TreeMap<String, byte[]> parts = new TreeMap<>(Utf8Order.ASCENDING);
        contributions.forEach((p, n) -> parts.put(p, part("DRAW1/contribution", p, n)));
        missing.forEach((p, c) -> parts.put(p, part("DRAW1/missing", p, c)));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        parts.values().forEach(message::writeBytes);
        message.writeBytes(
                Enc.of("DRAW1/beacon")
                        .string(beacon.type())
                        .number(beacon.round())
                        .bytes(beacon.randomness(suite))
                        .toBytes());
        return Bytes.of(suite.mac(announcement.toArray(), message.toByteArray()));
    }

    /** {@code MALFORMED} or {@code NOT_NFC}. */
    public static void requireParties(
            Map<String, Bytes> contributions, Map<String, Bytes> missing) {
        for (String party : contributions.keySet()) {
            if (missing.containsKey(party)) {
                throw DrawRefusedException.malformed("both revealed and missing: " + party);
            }
        }
        contributions.values().forEach(Seed::requireLength);
        missing.values().forEach(Seed::requireLength);
        contributions.keySet().forEach(Freeze::requireNfc);
        missing.keySet().forEach(Freeze::requireNfc);
    }

    /** {@code PARTY_MISSING}. */
    public static void requireEveryoneWhereThereIsNoBeacon(
            Map<String, Bytes> missing, Beacon beacon) {
        if (beacon instanceof Beacon.None && !missing.isEmpty()) {
            throw new DrawRefusedException(
                    "PARTY_MISSING", "no beacon, and did not reveal: " + missing.keySet());
        }
    }

    private static void requireLength(Bytes bytes) {
        if (bytes.length() != Freeze.HASH_BYTES) {
            throw DrawRefusedException.malformed("a nonce or commitment is not 32 bytes");
        }
    }

    private static byte[] part(String tag, String party, Bytes value) {
        return Enc.of(tag).string(party).bytes(value.toArray()).toBytes();
    }
}
