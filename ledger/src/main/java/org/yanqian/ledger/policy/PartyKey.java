package org.yanqian.ledger.policy;

import java.time.Instant;
import java.util.Optional;
import org.yanqian.ledger.sign.PublicKey;

/**
 * A key of a party to a bureau's draws, never held by the service.
 *
 * @param party name as the announcements have it
 * @param key of either suite
 * @param bureau of whose draws
 * @param supervising whether its signature is a countersignature
 * @param from valid from this time on, if given
 * @param until valid before this time only, if given
 */
public record PartyKey(
        String party,
        PublicKey key,
        String bureau,
        boolean supervising,
        Optional<Instant> from,
        Optional<Instant> until) {

    public boolean isValidAt(Instant time) {
        return from.map(f -> !time.isBefore(f)).orElse(true)
                && until.map(time::isBefore).orElse(true);
    }
}
