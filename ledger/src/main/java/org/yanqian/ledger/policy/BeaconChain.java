package org.yanqian.ledger.policy;

import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.drand.DrandChain;

/**
 * A drand chain of one's own; the public ones are pinned in code.
 *
 * @param type {@code drand-local}, the only one a policy may pin
 * @param scheme {@code bls-unchained-g1-rfc9380}, that of quicknet
 * @param publicKey 96 bytes, a compressed point of G2
 * @param genesisSeconds time of round 1, since 1970
 * @param periodSeconds between rounds, 1 or more
 */
public record BeaconChain(
        String type, String scheme, Bytes publicKey, long genesisSeconds, long periodSeconds) {
    public static final String QUICKNET_SCHEME = "bls-unchained-g1-rfc9380";

    /** Reading the key's point takes milliseconds; throws {@code BAD_KEY}. */
    public DrandChain chain() {
        return DrandChain.local(publicKey, genesisSeconds, periodSeconds);
    }

    /** As {@link DrandChain#roundTime(long)}. */
    public long roundTimeSeconds(long round) {
        return DrandChain.roundTime(genesisSeconds, periodSeconds, round);
    }
}
