package org.yanqian.command.axonserver;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.command.operations.PostgresRows;
import org.yanqian.command.operations.StoreRows;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.StoreRow;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.sign.Suite;

/** Axon Server's events as they stand there, with the indexes and leaves of the database. */
final class AxonServerRows implements StoreRows {
    private static final int PAGE = 500;

    /** @param own entry of the sealer's that Axon Server may not hold yet, else null */
    private record Place(long index, byte[] leaf, long token, byte[] own) {}

    private final AxonServerClient client;
    private final Suite suite;

    AxonServerRows(AxonServerClient client, Suite suite) {
        this.client = client;
        this.suite = suite;
    }

    @Override
    public void read(Connection connection, Sink sink) throws SQLException, IOException {
        long head = client.lastToken();
        List<Place> page = page(connection, 0);
        while (!page.isEmpty()) {
            Map<Long, Event> events = events(page, head);
            for (Place place : page) {
                sink.take(row(place, events.get(place.token())));
            }
            page = page(connection, page.get(page.size() - 1).index() + 1);
        }
        for (long from = SealedTokens.last(connection) + 1; from <= head; from += PAGE) {
            for (EventWithToken event : client.read(from, Math.min(head + 1, from + PAGE))) {
                sink.take(row(new Place(-1, new byte[0], 0, null), event.getEvent()));
            }
        }
    }

    private static List<Place> page(Connection connection, long from) throws SQLException {
        List<Place> places = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select i.idx, i.leaf, coalesce(a.token, -1), case when a.token is null"
                                + " and e.stream = ? then e.entry end from ledger_index i"
                                + " left join ledger_axon a using (pos)"
                                + " left join ledger_event e using (pos)"
                                + " where i.idx >= ? and i.idx < ? order by i.idx")) {
            select.setString(1, OriginEvent.SM3_STREAM);
            select.setLong(2, from);
            select.setLong(3, from + PAGE);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    places.add(
                            new Place(
                                    row.getLong(1),
                                    row.getBytes(2),
                                    row.getLong(3),
                                    row.getBytes(4)));
                }
            }
        }
        return places;
    }

    /** By token; an event behind the head is gone. */
    private Map<Long, Event> events(List<Place> page, long head) {
        List<Long> tokens =
                page.stream().map(Place::token).filter(t -> t >= 0 && t <= head).sorted().toList();
        Map<Long, Event> events = new HashMap<>();
        if (!tokens.isEmpty()) {
            client.read(tokens.get(0), tokens.get(tokens.size() - 1) + 1)
                    .forEach(e -> events.put(e.getToken(), e.getEvent()));
        }
        return events;
    }

    private StoreRow row(Place place, Event event) {
        if (event == null && place.own() == null) {
            return new StoreRow("", "", "", place.index(), Hex.format(place.leaf()), -1, "");
        }
        byte[] bytes = event == null ? place.own() : event.getPayload().getData().toByteArray();
        Entry entry = parse(bytes);
        boolean own = event == null;
        return new StoreRow(
                Base64.getEncoder().encodeToString(bytes),
                entry == null ? "" : Hex.format(entry.hash(suite)),
                PostgresRows.writable(own ? entry.event().id() : event.getMessageIdentifier()),
                place.index(),
                Hex.format(place.leaf()),
                own ? entry.event().seq() : event.getAggregateSequenceNumber(),
                PostgresRows.writable(
                        own ? entry.event().stream() : event.getAggregateIdentifier()));
    }

    private static Entry parse(byte[] bytes) {
        try {
            return Entry.parse(bytes);
        } catch (CodedException e) {
            return null;
        }
    }
}
