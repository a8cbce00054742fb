package org.yanqian.verifier.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.drand.DrandChain;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.freeze.BeaconValues;
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

    static boolean isAttested(String type) {
        return type.equals(Beacon.DICE) || type.equals(Beacon.LOTTERY);
    }

    /** What speaks against a value. */
    record Difference(String code, Object expected, Object found) {}

    /** Whether a value of the announced type and round is the announced one; signatures too. */
    static Optional<Difference> difference(
            Evidence evidence, BeaconTerms terms, BeaconValue value) {
        if (isDrand(value.type())) {
            DrandChain chain = evidence.chains.get(value.type());
            if (chain == null) {
                return Optional.of(
                        new Difference("BEACON_NOT_PINNED", "a pinned chain", value.type()));
            }
            return isGenuine(chain, value)
                    ? Optional.empty()
                    : Optional.of(
                            new Difference(
                                    "BEACON_WRONG",
                                    "the chain's signature of round " + value.round(),
                                    value.signature()));
        }
        if (value.type().equals(Beacon.DICE) && terms.dice() != value.digits().length()) {
            return Optional.of(
                    new Difference("BEACON_DICE", terms.dice(), value.digits().length()));
        }
        List<String> issues = BeaconValues.issues(value);
        return value.type().equals(Beacon.LOTTERY) && !terms.issues().equals(issues)
                ? Optional.of(new Difference("BEACON_ISSUES", terms.issues(), issues))
                : Optional.empty();
    }
}
