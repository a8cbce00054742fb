package org.yanqian.query.source;

import java.util.Optional;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.StreamableMessageSource;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealedLedger;

/**
 * The sealed ledger as a stream of events. The token is the ledger index: without gaps, and the same
 * whichever event store lies underneath. The payload is the event's data record; the envelope stands in
 * the metadata under the names below.
 */
public final class SealedLedgerSource implements StreamableMessageSource<TrackedEventMessage<?>> {
    public static final String BUREAU = "bureau";
    public static final String OFFICER = "officer";
    public static final String ROLE = "role";
    public static final String CAUSE = "cause";
    public static final String TIME = "time";
    public static final String STREAM = "stream";
    public static final String SEQ = "seq";

    /** Suite hash of the event bytes in hex, by the suite of the ledger. */
    public static final String HASH = "hash";

    private static final long BEFORE_FIRST = -1;

    private final SealedLedger ledger;
    private final LedgerAvailability availability;
    private volatile Suite suite;

    public SealedLedgerSource(SealedLedger ledger, LedgerAvailability availability) {
        this.ledger = ledger;
        this.availability = availability;
    }

    public SealedLedger ledger() {
        return ledger;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(TrackingToken token) {
        long last = token == null ? BEFORE_FIRST : token.position().orElse(BEFORE_FIRST);
        return new SealedLedgerStream(this, availability, last + 1);
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(BEFORE_FIRST);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(ledger.size() - 1);
    }

    TrackedEventMessage<?> message(SealedLedger.SealedEntry sealed) {
        Entry entry = Entry.parse(sealed.entry());
        LedgerEvent event = entry.event();
        String kind = event.stream().substring(0, event.stream().indexOf('/'));
        return new GenericTrackedDomainEventMessage<>(
                new GlobalSequenceTrackingToken(sealed.index()),
                new GenericDomainEventMessage<>(
                        kind,
                        event.stream(),
                        event.seq(),
                        event.data(),
                        metaData(event, entry),
                        event.id(),
                        EventCodec.parseTime(event.time())));
    }

    private MetaData metaData(LedgerEvent event, Entry entry) {
        return MetaData.with(BUREAU, event.actor().bureau())
                .and(OFFICER, event.actor().officer())
                .and(ROLE, event.actor().role())
                .and(CAUSE, event.cause())
                .and(TIME, event.time())
                .and(STREAM, event.stream())
                .and(SEQ, event.seq())
                .and(HASH, Hex.format(entry.hash(suite())));
    }

    /** The suite of the ledger, as its first event states it. */
    private Suite suite() {
        Suite known = suite;
        if (known == null) {
            EventData first =
                    Optional.of(ledger.read(0, 1))
                            .filter(found -> !found.isEmpty())
                            .map(found -> Entry.parse(found.get(0).entry()).event().data())
                            .orElseThrow(() -> new AssertionError("an entry but no first entry"));
            if (!(first instanceof OriginEvent.LedgerOpened opened)) {
                throw new AssertionError("the first event of a ledger opens it, not " + first);
            }
            known = Suite.of(opened.suite());
            suite = known;
        }
        return known;
    }
}
