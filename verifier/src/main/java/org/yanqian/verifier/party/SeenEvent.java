package org.yanqian.verifier.party;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.keys.EnrolledKey;
import org.yanqian.ledger.keys.KeyRing;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Receipt;
import org.yanqian.ledger.tree.SignedCheckpoint;
import org.yanqian.ledger.tree.TreeHash;

/**
 * An event of a draw that a quorum of the party's own policy has seen. There is no other way to one:
 * everything that the service says beside it is recomputed.
 *
 * @param hash of the event in the suite of the draw
 * @param under the cosigned checkpoint that holds it
 * @param seenAtSeconds when the quorum was met, since 1970
 * @param keys the policy's and those that the ledger names after them
 */
record SeenEvent<T extends EventData>(
        T data,
        Bytes hash,
        Suite suite,
        String time,
        long index,
        Checkpoint under,
        long seenAtSeconds,
        KeyRing keys) {
    /**
     * @param json {@code {index, hash, entry, witnessed, proof, keys}} of the service's answer
     *     <p>Codes: those of {@link Entry#parse} and {@link Receipt#check}, {@code OTHER_LEDGER},
     *     {@code OTHER_DRAW}, {@code OTHER_EVENT}, {@code SERVICE_SIGNATURE}, {@code HASH_DIFFERS},
     *     {@code NOT_WITNESSED}, and those of {@link KeyRing#apply}
     */
    static <T extends DrawEvent> SeenEvent<T> verify(
            Object json, Class<T> type, DrawName draw, Policy policy) {
        return verify(json, type, DrawEvent.stream(draw.id()), draw, policy);
    }

    /** As {@link #verify(Object, Class, DrawName, Policy)}, of another stream of the draw. */
    static <T extends EventData> SeenEvent<T> verify(
            Object json, Class<T> type, String stream, DrawName draw, Policy policy) {
        if (!(json instanceof Map<?, ?> map) || !(map.get("entry") instanceof String text)) {
            throw new CodedException("OTHER_EVENT", "the answer holds no " + type.getSimpleName());
        }
        Entry entry = Entry.parse(text.getBytes(StandardCharsets.UTF_8));
        LedgerEvent event = entry.event();
        require(
                event.ledger().equals(policy.origin()) && draw.origin().equals(policy.origin()),
                "OTHER_LEDGER",
                "of " + event.ledger() + ", the policy is for " + policy.origin());
        require(
                event.stream().equals(stream),
                "OTHER_DRAW",
                "the event stands in " + event.stream());
        require(type.isInstance(event.data()), "OTHER_EVENT", "not a " + type.getSimpleName());
        KeyRing keys = keys(map.get("keys"), policy);
        long index = map.get("index") instanceof Long stated ? stated : -1;
        Suite suite = signedBy(entry, index, keys).key().suite();
        Bytes hash = Bytes.of(entry.hash(suite));
        require(hash.hex().equals(map.get("hash")), "HASH_DIFFERS", "the event hashes to " + hash);
        if (!(map.get("proof") instanceof String proof)) {
            throw new CodedException("NOT_WITNESSED", "no proof under a cosigned checkpoint yet");
        }
        Receipt receipt = Receipt.parse(proof.getBytes(StandardCharsets.UTF_8));
        SignedCheckpoint signed =
                receipt.check(
                        TreeHash.leaf(Suite.INTL, entry.bytes()),
                        policy.logKeys(),
                        policy.witnessKeys());
        require(
                receipt.index() == index,
                "OTHER_EVENT",
                "stated at index " + index + ", proved at " + receipt.index());
        OptionalLong seen = policy.quorumMetAt(signed);
        require(seen.isPresent(), "NOT_WITNESSED", "its checkpoint lacks the policy's quorum");
        return new SeenEvent<>(
                type.cast(event.data()),
                hash,
                suite,
                event.time(),
                receipt.index(),
                signed.checkpoint(),
                seen.getAsLong(),
                keys);
    }

    private static EnrolledKey signedBy(Entry entry, long index, KeyRing keys) {
        return keys.signer(index, entry)
                .orElseThrow(
                        () ->
                                new CodedException(
                                        "SERVICE_SIGNATURE",
                                        "no signature by a service key that the policy names, or"
                                                + " that the ledger names after it"));
    }

    /**
     * From the policy's keys along the ledger's key events to those of today. Left out or made up,
     * they can only take a signature's ground away: each stands on the one before.
     */
    private static KeyRing keys(Object json, Policy policy) {
        KeyRing ring = KeyRing.of(policy);
        if (!(json instanceof List<?> events)) {
            return ring;
        }
        for (Object event : events) {
            if (!(event instanceof Map<?, ?> map)
                    || !(map.get("entry") instanceof String text)
                    || !(map.get("index") instanceof Long index)) {
                throw new CodedException("OTHER_EVENT", "expected key events {index, entry}");
            }
            Entry entry = Entry.parse(text.getBytes(StandardCharsets.UTF_8));
            require(
                    entry.event().ledger().equals(policy.origin()),
                    "OTHER_LEDGER",
                    entry.event().ledger());
            ring.apply(index, entry.event(), signedBy(entry, index, ring));
        }
        return ring;
    }

    /** {@code WITNESSED_TOO_LATE}: whoever showed it then may have known the beacon. */
    void requireSeenBefore(long seconds) {
        require(
                seenAtSeconds < seconds,
                "WITNESSED_TOO_LATE",
                "seen at " + time(seenAtSeconds) + ", needed before " + time(seconds));
    }

    static void require(boolean holds, String code, String message) {
        if (!holds) {
            throw new CodedException(code, message);
        }
    }

    static String time(long seconds) {
        return EventCodec.formatTime(Instant.ofEpochSecond(seconds));
    }
}
