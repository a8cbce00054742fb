package org.yanqian.ledger.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.event.KeyEvent.KeyEnrolled;
import org.yanqian.ledger.event.KeyEvent.KeyRevoked;
import org.yanqian.ledger.event.KeyEvent.KeyRotated;
import org.yanqian.ledger.event.KeyEvent.PartyKeySucceeded;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.policy.PartyKey;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.ServiceKey;
import org.yanqian.ledger.sign.PublicKey;

/**
 * All keys of a ledger, from the roots of a policy through its key events in ledger order. A refused
 * event changes nothing. Not thread safe.
 */
public final class KeyRing {
    private final String ledger;
    private final Set<String> known;
    private final Map<String, EnrolledKey> keys = new LinkedHashMap<>();

    /** Certificates that officers' chains must lead to; none asks for a chain when it is empty. */
    private final List<Bytes> officerRoots = new ArrayList<>();

    /** Roots that bear a time of their own, by key id. */
    private final Map<String, List<PartyKey>> partyRoots = new LinkedHashMap<>();

    /**
     * @param known bureaus whose events must be signed for them; nothing is said of others, which a
     *     reader's policy need not name
     * @param services a bureau that is {@code ""} stands for all
     */
    public KeyRing(
            String ledger,
            Collection<String> known,
            List<ServiceKey> services,
            List<PartyKey> parties) {
        this.ledger = ledger;
        this.known = Set.copyOf(known);
        Map<PublicKey, Set<String>> bureaus = new LinkedHashMap<>();
        services.forEach(
                s -> bureaus.computeIfAbsent(s.key(), k -> new HashSet<>()).add(s.bureau()));
        bureaus.forEach((key, b) -> put(key, KeyEvent.SERVICE, b, "", -1, false));
        for (PartyKey p : parties) {
            partyRoots.computeIfAbsent(p.key().id(), id -> new ArrayList<>()).add(p);
            EnrolledKey there = keys.get(p.key().id());
            Set<String> all = new HashSet<>(there == null ? Set.of() : there.bureaus());
            all.add(p.bureau());
            put(p.key(), KeyEvent.PARTY, all, p.party(), -1, p.supervising());
        }
    }

    public static KeyRing of(Policy policy) {
        KeyRing ring =
                new KeyRing(
                        policy.origin(), policy.bureaus(), policy.serviceKeys(), policy.parties());
        ring.officerRoots.addAll(policy.officers().roots());
        return ring;
    }

    private void put(
            PublicKey key,
            String kind,
            Set<String> bureaus,
            String holder,
            long after,
            boolean supervising) {
        keys.put(
                key.id(),
                new EnrolledKey(
                        key,
                        kind,
                        bureaus,
                        holder,
                        after,
                        EnrolledKey.OPEN,
                        supervising,
                        Optional.empty()));
    }

    /** Every key that ever was, in the order of its enrolment. */
    public Collection<EnrolledKey> all() {
        return Collections.unmodifiableCollection(keys.values());
    }

    public Optional<EnrolledKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    /**
     * Whether a key may sign this event of this index; else the code of why not: {@code
     * SIGNATURE_KEY}, {@code KEY_NOT_VALID}, {@code KEY_REVOKED}, {@code KEY_OF_OTHER_BUREAU}, {@code
     * KEY_OF_OTHER_OFFICER}. Says nothing of the signature itself.
     */
    public Optional<String> objection(String keyId, long index, LedgerEvent event) {
        EnrolledKey key = keys.get(keyId);
        if (key == null || key.kind().equals(KeyEvent.PARTY)) {
            return Optional.of("SIGNATURE_KEY");
        }
        if (!key.isValidAt(index)) {
            boolean revoked = key.revoked().filter(r -> r.index() < index).isPresent();
            return Optional.of(revoked ? "KEY_REVOKED" : "KEY_NOT_VALID");
        }
        if (key.kind().equals(KeyEvent.OFFICER)) {
            boolean own =
                    key.holder().equals(event.actor().officer())
                            && key.bureaus().contains(event.actor().bureau());
            return own ? Optional.empty() : Optional.of("KEY_OF_OTHER_OFFICER");
        }
        String bureau = EventBureau.of(event);
        return !known.contains(bureau) || key.serves(bureau)
                ? Optional.empty()
                : Optional.of("KEY_OF_OTHER_BUREAU");
    }

    /** The service's signature on an entry that verifies and may stand there; empty without one. */
    public Optional<EnrolledKey> signer(long index, Entry entry) {
        return entry.signatures().stream()
                .filter(s -> objection(s.key(), index, entry.event()).isEmpty())
                .map(s -> keys.get(s.key()))
                .filter(k -> k.kind().equals(KeyEvent.SERVICE))
                .filter(k -> entry.signatures().stream().anyMatch(s -> entry.verify(s, k.key())))
                .findFirst();
    }

    /**
     * A key event takes effect behind its index; any other changes nothing.
     *
     * @param signer the service's key that signed the event, valid there
     *     <p>Codes: {@code BAD_KEY}, {@code KEY_PROOF}, {@code KEY_SUCCESSION}, {@code KEY_TWICE},
     *     {@code KEY_UNKNOWN}, {@code KEY_NOT_VALID}, {@code KEY_REVOKED}, {@code
     *     KEY_OF_OTHER_BUREAU}, {@code KEY_EVENT_MALFORMED}, those of {@link OfficerChain#require}
     * @return the key that became valid, if one did
     */
    public Optional<PublicKey> apply(long index, LedgerEvent event, EnrolledKey signer) {
        if (event.data() instanceof KeyEnrolled e) {
            return Optional.of(enrolled(index, event, e, signer));
        }
        if (event.data() instanceof KeyRotated e) {
            return Optional.of(rotated(index, event, e));
        }
        if (event.data() instanceof KeyRevoked e) {
            revoked(index, e, signer);
        }
        if (event.data() instanceof PartyKeySucceeded e) {
            return Optional.of(succeeded(index, event, e));
        }
        return Optional.empty();
    }

    private PublicKey enrolled(long index, LedgerEvent event, KeyEnrolled e, EnrolledKey signer) {
        boolean service = e.kind().equals(KeyEvent.SERVICE);
        boolean officer = e.kind().equals(KeyEvent.OFFICER);
        require(
                service && e.holder().isEmpty() && e.chain().isEmpty()
                        || officer && !e.holder().isEmpty() && !e.bureau().isEmpty(),
                "KEY_EVENT_MALFORMED",
                "a service's key without holder and chain, or an officer's with bureau, found "
                        + e.kind()
                        + " \""
                        + e.holder()
                        + "\"");
        require(
                e.bureau().isEmpty() || !known.contains(e.bureau()) || signer.serves(e.bureau()),
                "KEY_OF_OTHER_BUREAU",
                signer.key().id() + " enrols for " + e.bureau());
        PublicKey key = fresh(e.kind(), e.bureau(), e.holder(), e.key(), e.proof());
        if (officer) {
            requireChain(e.chain(), key, e.holder(), event);
        }
        Set<String> bureaus = e.bureau().isEmpty() ? signer.bureaus() : Set.of(e.bureau());
        put(key, e.kind(), bureaus, e.holder(), index, false);
        return key;
    }

    private PublicKey rotated(long index, LedgerEvent event, KeyRotated e) {
        boolean service = e.kind().equals(KeyEvent.SERVICE);
        require(
                !e.kind().equals(KeyEvent.PARTY)
                        && (!service || e.bureau().isEmpty() && e.chain().isEmpty()),
                "KEY_EVENT_MALFORMED",
                "a rotation of " + e.kind() + " for \"" + e.bureau() + "\"");
        EnrolledKey old = held(e.kind(), e.bureau(), e.holder(), e.old());
        requireInForce(old, index);
        requireSuccession(
                old.key(),
                KeyStatements.succession(
                        ledger, e.kind(), e.bureau(), e.holder(), e.old(), e.key()),
                e.signature());
        PublicKey key = fresh(e.kind(), e.bureau(), e.holder(), e.key(), e.proof());
        if (!service) {
            requireChain(e.chain(), key, e.holder(), event);
        }
        keys.put(old.key().id(), old.endedAt(index));
        put(key, e.kind(), old.bureaus(), e.holder(), index, false);
        return key;
    }

    private void requireChain(
            List<String> chain, PublicKey key, String officer, LedgerEvent event) {
        if (!officerRoots.isEmpty()) {
            OfficerChain.require(
                    chain, officerRoots, key, officer, EventCodec.parseTime(event.time()));
        }
    }

    private void revoked(long index, KeyRevoked e, EnrolledKey signer) {
        require(
                !e.kind().equals(KeyEvent.PARTY)
                        && List.of(KeyEvent.COMPROMISED, "lost", "ceased").contains(e.reason())
                        && (e.since().isEmpty() || e.reason().equals(KeyEvent.COMPROMISED)),
                "KEY_EVENT_MALFORMED",
                "a revocation of " + e.kind() + ": " + e.reason() + " " + e.since());
        Optional<Instant> since =
                e.since().isEmpty()
                        ? Optional.empty()
                        : Optional.of(EventCodec.parseTime(e.since()));
        EnrolledKey key = held(e.kind(), e.bureau(), e.holder(), e.key());
        require(key.revoked().isEmpty(), "KEY_REVOKED", key.key().id() + " is revoked already");
        require(
                key.bureaus().stream().allMatch(signer::serves),
                "KEY_OF_OTHER_BUREAU",
                signer.key().id() + " revokes a key of " + key.bureaus());
        keys.put(
                key.key().id(),
                key.revokedBy(new EnrolledKey.Revocation(index, e.reason(), since)));
    }

    private PublicKey succeeded(long index, LedgerEvent event, PartyKeySucceeded e) {
        EnrolledKey old = held(KeyEvent.PARTY, e.bureau(), e.party(), e.old());
        requireInForce(old, index);
        List<PartyKey> roots = partyRoots.getOrDefault(old.key().id(), List.of());
        Instant time = EventCodec.parseTime(event.time());
        require(
                roots.isEmpty() || roots.stream().anyMatch(r -> r.isValidAt(time)),
                "KEY_NOT_VALID",
                "by the policy not at " + event.time());
        requireSuccession(
                old.key(),
                KeyStatements.succession(
                        ledger, KeyEvent.PARTY, e.bureau(), e.party(), e.old(), e.key()),
                e.signature());
        PublicKey key = fresh(KeyEvent.PARTY, e.bureau(), e.party(), e.key(), e.proof());
        keys.put(old.key().id(), old.endedAt(index));
        put(key, KeyEvent.PARTY, Set.of(e.bureau()), e.party(), index, old.supervising());
        return key;
    }

    private static void requireSuccession(PublicKey old, byte[] message, String signature) {
        require(
                old.verify(message, Hex.parse(signature)),
                "KEY_SUCCESSION",
                "not signed by its predecessor " + old.id());
    }

    private static void requireInForce(EnrolledKey key, long index) {
        require(
                key.isValidAt(index),
                key.revoked().isPresent() ? "KEY_REVOKED" : "KEY_NOT_VALID",
                key.key().id() + " is valid until " + key.until());
    }

    /** A key that nobody here ever had, and that answers for itself. */
    private PublicKey fresh(String kind, String bureau, String holder, String text, String proof) {
        PublicKey key = PublicKey.parse(text);
        require(!keys.containsKey(key.id()), "KEY_TWICE", key.id() + " stands there already");
        require(
                key.verify(
                        KeyStatements.proof(ledger, kind, bureau, holder, text), Hex.parse(proof)),
                "KEY_PROOF",
                "the key's holder did not sign its enrolment: " + key.id());
        return key;
    }

    private EnrolledKey held(String kind, String bureau, String holder, String text) {
        EnrolledKey key = keys.get(PublicKey.parse(text).id());
        require(
                key != null
                        && key.kind().equals(kind)
                        && key.holder().equals(holder)
                        && (bureau.isEmpty() || key.serves(bureau)),
                "KEY_UNKNOWN",
                "no key of " + kind + " \"" + holder + "\" here: " + text);
        return key;
    }

    /**
     * Keys that speak for a party in a draw of the bureau that was opened at this index, by an event
     * of this time: roots of the policy and their successors.
     */
    public List<EnrolledKey> partyKeys(String bureau, String party, long opened, Instant time) {
        return keys.values().stream()
                .filter(k -> k.kind().equals(KeyEvent.PARTY) && k.holder().equals(party))
                .filter(k -> k.bureaus().contains(bureau) && k.isValidAt(opened))
                .filter(
                        k -> {
                            List<PartyKey> roots = partyRoots.get(k.key().id());
                            return roots == null
                                    || roots.stream()
                                            .anyMatch(
                                                    r ->
                                                            r.bureau().equals(bureau)
                                                                    && r.isValidAt(time));
                        })
                .toList();
    }

    private static void require(boolean holds, String code, String message) {
        if (!holds) {
            throw new CodedException(code, message);
        }
    }
}
