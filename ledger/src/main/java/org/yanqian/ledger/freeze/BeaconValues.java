package org.yanqian.ledger.freeze;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Seed;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.DrawEvent.Confirmation;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.DrawEvent.DrawClosed;
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
            DrawAnnounced announced,
            Collection<? extends Confirmation> confirmed,
            BeaconValue value) {
        Set<String> parties = new TreeSet<>();
        announced.parties().forEach(party -> parties.add(party.party()));
        Set<String> confirming = new TreeSet<>();
        confirmed.stream()
                .filter(c -> c.value().equals(value) && parties.contains(c.party()))
                .forEach(c -> confirming.add(c.party()));
        return confirming;
    }

    /** The seed of announcement, close and beacon; throws as {@link Seed#compute}. */
    public static Bytes seed(Suite suite, Bytes announcement, DrawClosed close, Beacon beacon) {
        Map<String, Bytes> contributions = new TreeMap<>();
        close.reveals().forEach(r -> contributions.put(r.party(), Bytes.ofHex(r.nonce(), 32)));
        Map<String, Bytes> missing = new TreeMap<>();
        close.missing().forEach(m -> missing.put(m.party(), Bytes.ofHex(m.commitment(), 32)));
        return Seed.compute(suite, announcement, contributions, missing, beacon);
    }

    /** {@code game|issue} of lines {@code game|issue|numbers}, as an announcement names them. */
    public static List<String> issues(BeaconValue value) {
        return value.issues().stream()
                .map(line -> line.substring(0, Math.max(0, line.lastIndexOf('|'))))
                .toList();
    }
}
