package org.yanqian.command.axonserver;

import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.yanqian.command.axonserver.SealedTokens.Leaf;
import org.yanqian.command.seal.StoreWatch.Elsewhere;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.StoreComparison.Difference;
import org.yanqian.ledger.tree.TreeHash;

/**
 * What Axon Server holds against the leaves that were signed. It can edit and remove events in place;
 * an event counts here by the leaf hash of its payload and by what it says of itself around it.
 */
final class AxonServerComparison implements Elsewhere {
    /** In a {@link Difference}. */
    static final String WHAT = "axon-server";

    private final DataSource dataSource;
    private final AxonServerClient client;

    AxonServerComparison(DataSource dataSource, AxonServerClient client) {
        this.dataSource = dataSource;
        this.client = client;
    }

    @Override
    public Seen compare(long from, int limit) throws SQLException {
        long last;
        long start;
        long end;
        Map<Long, Leaf> leaves;
        try (Connection connection = dataSource.getConnection()) {
            last = SealedTokens.last(connection);
            start = from < 0 ? Math.max(0, last + 1 + from) : from;
            end = Math.min(last + 1, start + limit);
            leaves = SealedTokens.leaves(connection, start, end);
        }
        Optional<Difference> difference =
                start >= end ? Optional.empty() : differs(start, end, last, leaves);
        return new Seen(end, end > last, difference);
    }

    private Optional<Difference> differs(long start, long end, long last, Map<Long, Leaf> leaves) {
        long head = client.lastToken();
        if (head < last) {
            Leaf first = leaves.get(Math.max(start, head + 1));
            return Optional.of(difference(first, "event " + last, "the last event is " + head));
        }
        for (EventWithToken event : client.read(start, end)) {
            Leaf leaf = leaves.get(event.getToken());
            if (leaf == null) {
                return Optional.of(difference(null, "a row", "none for event " + event.getToken()));
            }
            String found = found(event);
            if (!Hex.format(leaf.leaf()).equals(found)) {
                return Optional.of(difference(leaf, Hex.format(leaf.leaf()), found));
            }
        }
        return Optional.empty();
    }

    private static Difference difference(Leaf leaf, String expected, String found) {
        return new Difference(leaf == null ? 0 : leaf.index(), WHAT, expected, found);
    }

    private static String found(EventWithToken event) {
        try {
            return Hex.format(
                    TreeHash.leaf(Suite.INTL, EventCheck.parse(event.getEvent()).bytes()));
        } catch (CodedException e) {
            return "event " + event.getToken() + ": " + e.getMessage();
        }
    }
}
