package org.yanqian.ledger.freeze;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.DrawEvent.BeaconConfirmed;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.sign.Suite;

/** From the beacon value of an event to the beacon of the protocol. Signatures are checked elsewhere. */
public final class BeaconValues {
    private BeaconValues() {}

    /** Throws {@code MALFORMED}, {@code NOT_NFC} or {@code NOT_HEX}. */
    public static Beacon beacon(BeaconValue value) {
        return switch (value.type()) {
            case Beacon.LOTTERY -> new Beacon.Lottery(value.issues());
            case Beacon.DICE -> new Beacon.Dice(value.digits());
            case Beacon.NONE -> new Beacon.None();
            // In both suites SHA-256 of the signature (DRAW/1 section 4).
            default ->
                    new Beacon.Drand(
                            value.type(),
                            value.round(),
                            Bytes.of(Suite.INTL.hash(Hex.parse(value.signature()))));
        };
    }

    /**
     * Parties of the announcement that confirmed this very value, each once; whoever else confirmed,
     * or confirmed another value, does not count (SPEC section 9.4).
     */
    public static Set<String> confirmedBy(
            DrawAnnounced announced, Collection<BeaconConfirmed> confirmed, BeaconValue value) {
        Set<String> parties = new TreeSet<>();
        announced.parties().forEach(party -> parties.add(party.party()));
        Set<String> confirming = new TreeSet<>();
        confirmed.stream()
                .filter(c -> c.value().equals(value) && parties.contains(c.party()))
                .forEach(c -> confirming.add(c.party()));
        return confirming;
    }
}
