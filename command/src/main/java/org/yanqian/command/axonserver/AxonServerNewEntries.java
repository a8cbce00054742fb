package org.yanqian.command.axonserver;

import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yanqian.command.axonserver.SealedTokens.Head;
import org.yanqian.command.axonserver.SealedTokens.Row;
import org.yanqian.command.seal.NewEntries;
import org.yanqian.command.seal.StoreHalt;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.EventTable;
import org.yanqian.ledger.store.SealTable;
import org.yanqian.ledger.store.SealTable.Unsealed;
import org.yanqian.ledger.store.StoreComparison.Difference;
import org.yanqian.ledger.store.StoredEvent;

/**
 * Axon Server's events in its own order, which has no gaps, copied into the database in the transaction
 * that seals them. The one stream that the sealer writes itself, SM3 roots, goes the other way: sealed
 * first, so that a root stands where it counts, and then appended in Axon Server.
 */
final class AxonServerNewEntries implements NewEntries {
    private static final int PASS = 2_000;

    private final Connection connection;
    private final AxonServerClient client;
    private final StoreHalt halt;
    private final Suite suite;
    private final EventCheck check;
    private final NewEntries rows;
    private final EventStream stream;
    private final long headAtStart;
    private long last;

    AxonServerNewEntries(
            Connection connection,
            AxonServerClient client,
            StoreHalt halt,
            String origin,
            Suite suite)
            throws SQLException {
        this.connection = connection;
        this.client = client;
        this.halt = halt;
        this.suite = suite;
        this.check = new EventCheck(origin, suite);
        this.rows = NewEntries.ofPostgres().lead(connection);
        this.last = SealedTokens.last(connection);
        sealedOwn();
        this.headAtStart = client.lastToken();
        this.stream = client.open(last);
    }

    @Override
    public List<Unsealed> next() throws SQLException {
        if (!rows.isCaughtUp()) {
            return rows.next();
        }
        List<EventWithToken> events = arrived();
        if (events.isEmpty()) {
            return List.of();
        }
        List<Unsealed> added = copy(events);
        if (added.isEmpty()) {
            connection.commit();
        }
        return added;
    }

    private List<EventWithToken> arrived() {
        List<EventWithToken> events = new ArrayList<>();
        EventWithToken event = stream.nextIfAvailable();
        while (event != null) {
            events.add(event);
            event = events.size() < PASS ? stream.nextIfAvailable() : null;
        }
        if (events.isEmpty() && stream.isClosed()) {
            throw new IllegalStateException(
                    "Axon Server's events ended", stream.getError().orElse(null));
        }
        return events;
    }

    /** Empty as well when something is wrong and the store is halted. */
    private List<Unsealed> copy(List<EventWithToken> events) throws SQLException {
        Map<Long, Entry> arrived = parse(events);
        List<StoredEvent> stored =
                arrived.values().stream().map(entry -> StoredEvent.of(entry, suite)).toList();
        Map<String, Row> known = SealedTokens.rows(connection, stored);
        List<Entry> fresh = new ArrayList<>();
        boolean right =
                arrived.size() == events.size()
                        && areRight(arrived, known, SealedTokens.heads(connection, stored), fresh);
        if (!right) {
            return List.of();
        }
        EventTable.insert(connection, fresh.stream().map(e -> StoredEvent.of(e, suite)).toList());
        Map<String, Row> all = SealedTokens.rows(connection, stored);
        Map<Long, Long> positions = new LinkedHashMap<>();
        arrived.forEach((token, entry) -> positions.put(token, all.get(place(entry)).pos()));
        SealedTokens.insert(connection, positions);
        last = events.get(events.size() - 1).getToken();
        List<Unsealed> added = new ArrayList<>();
        for (Entry entry : fresh) {
            added.add(
                    new Unsealed(
                            all.get(place(entry)).pos(),
                            entry.event().stream(),
                            entry.event().seq(),
                            entry.bytes()));
        }
        return added;
    }

    private Map<Long, Entry> parse(List<EventWithToken> events) throws SQLException {
        Map<Long, Entry> entries = new LinkedHashMap<>();
        for (EventWithToken event : events) {
            long expected = last + entries.size() + 1;
            try {
                if (event.getToken() != expected) {
                    throw new CodedException("GAP", "event " + event.getToken());
                }
                entries.put(expected, EventCheck.parse(event.getEvent()));
            } catch (CodedException e) {
                differs("event " + expected, e.getMessage());
                return entries;
            }
        }
        return entries;
    }

    private boolean areRight(
            Map<Long, Entry> arrived,
            Map<String, Row> known,
            Map<String, Head> heads,
            List<Entry> fresh)
            throws SQLException {
        for (Map.Entry<Long, Entry> next : arrived.entrySet()) {
            Entry entry = next.getValue();
            Row row = known.get(place(entry));
            if (row != null && Arrays.equals(row.entry(), entry.bytes())) {
                continue;
            }
            String stream = entry.event().stream();
            Optional<EventCheck.Fault> fault =
                    row != null || stream.equals(OriginEvent.SM3_STREAM)
                            ? Optional.of(sealedOtherwise(row, entry))
                            : check.judge(entry, heads.get(stream), connection);
            if (fault.isPresent()) {
                differs(fault.get().expected(), fault.get().found());
                return false;
            }
            heads.put(stream, check.headAfter(entry));
            fresh.add(entry);
        }
        return true;
    }

    private EventCheck.Fault sealedOtherwise(Row row, Entry entry) {
        String sealed = row == null ? "nothing" : Hex.format(Entry.parse(row.entry()).hash(suite));
        return new EventCheck.Fault(
                place(entry) + " " + sealed, place(entry) + " " + Hex.format(entry.hash(suite)));
    }

    private static String place(Entry entry) {
        return SealedTokens.place(entry.event().stream(), entry.event().seq());
    }

    private void differs(String expected, String found) throws SQLException {
        connection.rollback();
        long size = SealTable.load(connection, suite).size();
        connection.rollback();
        halt.differs(new Difference(size, AxonServerComparison.WHAT, expected, found));
    }

    @Override
    public boolean isCaughtUp() {
        return rows.isCaughtUp() && last >= headAtStart;
    }

    /** Appends the SM3 roots that Axon Server does not hold yet: the last one, or none. */
    @Override
    public void sealedOwn() throws SQLException {
        long there = client.lastSeq(OriginEvent.SM3_STREAM);
        List<StoredEvent> absent = new ArrayList<>();
        for (byte[] entry : EventTable.readStream(connection, OriginEvent.SM3_STREAM, there + 1)) {
            absent.add(StoredEvent.of(Entry.parse(entry), suite));
        }
        connection.rollback();
        if (!absent.isEmpty()) {
            client.append(absent);
        }
    }

    @Override
    public void close() {
        rows.close();
        stream.close();
    }
}
