package org.yanqian.verifier.check;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.drand.DrandChain;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.policy.BeaconChain;
import org.yanqian.ledger.policy.Policy;

/** Beacons as a verifier sees them: chains pinned here or by its policy, never by the ledger. */
final class Beacons {
    private Beacons() {}

    static boolean isDrand(String type) {
        return type.startsWith("drand-");
    }

    /** The chains that code and policy pin, by type; reading a key's point takes milliseconds. */
    static Map<String, DrandChain> pinned(Policy policy) {
        Map<String, DrandChain> chains = new HashMap<>();
        Stream<String> own = policy.beacons().stream().map(BeaconChain::type);
        Stream.concat(own, Stream.of(Beacon.QUICKNET, Beacon.DEFAULT))
                .forEach(type -> chains.put(type, policy.chain(type).orElseThrow()));
        return chains;
    }

    /** Whether a drand value carries the signature of its round by the pinned chain. */
    static boolean isGenuine(DrandChain chain, BeaconValue value) {
        return chain.verify(
                value.round(), Hex.parse(value.signature()), Hex.parse(value.previousSignature()));
    }
}
