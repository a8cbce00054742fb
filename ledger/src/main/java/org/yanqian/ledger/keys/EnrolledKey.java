package org.yanqian.ledger.keys;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.yanqian.ledger.sign.PublicKey;

/**
 * One key and the ledger indexes at which it is valid.
 *
 * @param kind {@code service}, {@code officer} or {@code party}
 * @param bureaus for whose events it may sign; one that is {@code ""} stands for all
 * @param holder officer or party; {@code ""} for the service
 * @param after index of the event that made it valid, -1 for a root; valid from the next one on
 * @param until last index at which it is valid, that of the event that ended it; Long.MAX_VALUE while
 *     it is in force
 * @param supervising of a party
 * @param revoked empty unless an event revoked it
 */
public record EnrolledKey(
        PublicKey key,
        String kind,
        Set<String> bureaus,
        String holder,
        long after,
        long until,
        boolean supervising,
        Optional<Revocation> revoked) {
    static final long OPEN = Long.MAX_VALUE;

    /**
     * @param index of the revocation
     * @param since empty unless the event says from when a thief may have had the key
     */
    public record Revocation(long index, String reason, Optional<Instant> since) {
        public boolean isCompromise() {
            return reason.equals(org.yanqian.ledger.event.KeyEvent.COMPROMISED);
        }
    }

    public EnrolledKey {
        bureaus = Set.copyOf(bureaus);
    }

    public boolean isValidAt(long index) {
        return after < index && index <= until;
    }

    public boolean serves(String bureau) {
        return bureaus.contains("") || bureaus.contains(bureau);
    }

    EnrolledKey endedAt(long index) {
        return new EnrolledKey(
                key, kind, bureaus, holder, after, Math.min(until, index), supervising, revoked);
    }

    EnrolledKey revokedBy(Revocation revocation) {
        EnrolledKey ended = endedAt(revocation.index());
        return new EnrolledKey(
                key,
                kind,
                bureaus,
                holder,
                after,
                ended.until,
                supervising,
                Optional.of(revocation));
    }
}
