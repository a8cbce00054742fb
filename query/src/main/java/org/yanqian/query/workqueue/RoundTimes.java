package org.yanqian.query.workqueue;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.query.projection.Times;

/** When the beacon of a draw can be known (DRAW/1 section 4). */
final class RoundTimes {
    private static final long DEFAULT_GENESIS = 1_595_431_050L;
    private static final long DEFAULT_PERIOD = 30;
    private static final long QUICKNET_GENESIS = 1_692_803_367L;
    private static final long QUICKNET_PERIOD = 3;

    private RoundTimes() {}

    /** Null for a chain of one's own that gives no {@code notBefore}, and for {@code none}. */
    static OffsetDateTime of(BeaconTerms terms) {
        return switch (terms.type()) {
            case "drand-default" -> at(DEFAULT_GENESIS, DEFAULT_PERIOD, terms.round());
            case "drand-quicknet" -> at(QUICKNET_GENESIS, QUICKNET_PERIOD, terms.round());
            default -> Times.instant(terms.notBefore());
        };
    }

    private static OffsetDateTime at(long genesis, long period, long round) {
        return Instant.ofEpochSecond(genesis + (round - 1) * period).atOffset(ZoneOffset.UTC);
    }
}
