package org.yanqian.verifier.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.keys.EnrolledKey;
import org.yanqian.ledger.keys.KeyRing;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Suite;

/** The keys of the ledger while it is read, and until where each of them signed. */
final class Keys {
    private final KeyRing ring;
    private final ItemReader reader;
    private final Map<String, Long> lastUse = new HashMap<>();

    Keys(Policy policy, Suite suite) {
        this.ring = KeyRing.of(policy);
        this.reader = new ItemReader(suite, policy);
    }

    KeyRing ring() {
        return ring;
    }

    ItemReader reader() {
        return reader;
    }

    /** State of one signature, now that everything before it was read. */
    Item.SignatureState state(Item item, int signature) {
        Item.SignatureState state = item.signatures().get(signature);
        if (state != Item.SignatureState.UNKNOWN_KEY) {
            return state;
        }
        var signed = item.entry().signatures().get(signature);
        Optional<EnrolledKey> key = ring.find(signed.key());
        if (key.isEmpty()) {
            return Item.SignatureState.UNKNOWN_KEY;
        }
        return item.entry().verify(signed, key.get().key())
                ? Item.SignatureState.VALID
                : Item.SignatureState.WRONG;
    }

    void used(String keyId, long index) {
        lastUse.put(keyId, index);
    }

    /** The last event that this key signed with right. */
    OptionalLong lastUse(String keyId) {
        Long index = lastUse.get(keyId);
        return index == null ? OptionalLong.empty() : OptionalLong.of(index);
    }

    void apply(Item item, EnrolledKey signer) {
        ring.apply(item.index(), item.entry().event(), signer).ifPresent(reader::learn);
    }

    /** A key of the service that is in force at the end of what was read; null for another. */
    PublicKey sealKey(String keyId) {
        return ring.find(keyId)
                .filter(k -> k.kind().equals(KeyEvent.SERVICE) && k.isValidAt(Long.MAX_VALUE))
                .map(EnrolledKey::key)
                .orElse(null);
    }
}
