package org.yanqian.verifier.check;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.drand.DrandChain;
import org.yanqian.ledger.draw.drand.DrandScheme;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.freeze.BeaconValues;
import org.yanqian.ledger.policy.BeaconChain;
import org.yanqian.ledger.policy.Policy;

/** Beacons as a verifier sees them: chains pinned here or by its policy, never by the ledger. */
final class Beacons {
    private Beacons() {}

    static Beacon value(BeaconValue value) {
        return BeaconValues.beacon(value);
    }

    static boolean isDrand(String type) {
        return type.startsWith("drand-");
    }

    /** The chains that code and policy pin, by type; reading a key's point takes milliseconds. */
    static Map<String, DrandChain> pinned(Policy policy) {
        Map<String, DrandChain> chains = new HashMap<>();
        for (BeaconChain chain : policy.beacons()) {
            chains.put(
                    chain.type(),
                    new DrandChain(
                            chain.type(),
                            DrandScheme.of(chain.scheme()),
                            chain.publicKey(),
                            chain.genesisSeconds(),
                            chain.periodSeconds()));
        }
        chains.put(Beacon.QUICKNET, DrandChain.QUICKNET);
        chains.put(Beacon.DEFAULT, DrandChain.DEFAULT);
        return chains;
    }

    /** Seconds since 1970 before which announcement and close had to be seen; empty for none. */
    static OptionalLong roundTime(BeaconTerms terms, Evidence evidence) {
        if (isDrand(terms.type())) {
            DrandChain chain = evidence.chains.get(terms.type());
            return chain == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(chain.roundTime(terms.round()));
        }
        return terms.notBefore().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(EventCodec.parseTime(terms.notBefore()).getEpochSecond());
    }

    /** Whether a drand value carries the signature of its round by the pinned chain. */
    static boolean isGenuine(DrandChain chain, BeaconValue value) {
        return chain.verify(
                value.round(), Hex.parse(value.signature()), Hex.parse(value.previousSignature()));
    }
}
