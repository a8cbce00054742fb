package org.yanqian.query.workqueue;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.drand.DrandChain;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.query.projection.Times;

/** When the beacon of a draw can be known (DRAW/1 section 4). */
final class RoundTimes {
    private RoundTimes() {}

    /**
     * Null for {@code none}, and for a chain of one's own: its genesis and period stand in the
     * verifier's policy, which this side does not hold.
     */
    static OffsetDateTime of(BeaconTerms terms) {
        return switch (terms.type()) {
            case Beacon.DEFAULT -> at(DrandChain.DEFAULT, terms.round());
            case Beacon.QUICKNET -> at(DrandChain.QUICKNET, terms.round());
            default -> Times.instant(terms.notBefore());
        };
    }

    private static OffsetDateTime at(DrandChain chain, long round) {
        return Instant.ofEpochSecond(chain.roundTime(round)).atOffset(ZoneOffset.UTC);
    }
}
