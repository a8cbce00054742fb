package org.yanqian.verifier.check;

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

    /** Null for a type that neither code nor policy pins. */
    static DrandChain chain(String type, Policy policy) {
        if (type.equals(Beacon.QUICKNET)) {
            return DrandChain.QUICKNET;
        }
        if (type.equals(Beacon.DEFAULT)) {
            return DrandChain.DEFAULT;
        }
        return policy.beacon(type).map(Beacons::own).orElse(null);
    }

    private static DrandChain own(BeaconChain chain) {
        return new DrandChain(
                chain.type(),
                DrandScheme.of(chain.scheme()),
                chain.publicKey(),
                chain.genesisSeconds(),
                chain.periodSeconds());
    }

    /** Seconds since 1970 before which announcement and close had to be seen; empty for none. */
    static OptionalLong roundTime(BeaconTerms terms, Policy policy) {
        if (isDrand(terms.type())) {
            DrandChain chain = chain(terms.type(), policy);
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
