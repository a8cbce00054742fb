package org.yanqian.ledger.freeze;

import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
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
}
