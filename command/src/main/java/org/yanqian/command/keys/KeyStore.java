package org.yanqian.command.keys;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yanqian.command.seal.EntryStore;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.OriginEvent.LedgerOpened;
import org.yanqian.ledger.keys.EnrolledKey;
import org.yanqian.ledger.keys.KeyRing;
import org.yanqian.ledger.policy.PartyKey;
import org.yanqian.ledger.policy.ServiceKey;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.store.EventTable.Condition;

/** Key events as the event store holds them, and the lock that puts them in order with all others. */
final class KeyStore {
    /** Last sequence number of an empty stream. */
    static final long NO_EVENTS = -1;

    private static final long LOCK = 0x59514B455953L;

    private KeyStore() {}

    /**
     * Waits for a key event under way and keeps others away until the transaction ends.
     *
     * @return last sequence number in {@code ledger/keys}
     */
    static long shared(EntryStore entries, Connection connection) throws SQLException {
        return entries.lastSeqLocked(connection, LOCK, KeyEvent.SERVICE_STREAM).orElse(NO_EVENTS);
    }

    /** That no key event came after this one, and that none comes until the transaction ends. */
    static Condition endsAt(long seq) {
        return new Condition(LOCK, KeyEvent.SERVICE_STREAM, seq);
    }

    /** Waits until everything being appended is committed; nothing is appended beside it. */
    static void exclusive(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
    }

    /** All keys of the service, the parties' and those of the bureaus; the store's order for index. */
    static KeyRing ring(
            EntryStore entries, Connection connection, List<PartyKey> parties, List<String> bureaus)
            throws SQLException {
        List<byte[]> opened = entries.readStream(connection, OriginEvent.ORIGIN_STREAM, 0);
        LedgerOpened origin = (LedgerOpened) Entry.parse(opened.get(0)).event().data();
        KeyRing ring =
                new KeyRing(
                        origin.origin(),
                        Set.of(),
                        origin.serviceKeys().stream()
                                .map(k -> new ServiceKey(k.bureau(), PublicKey.parse(k.key())))
                                .toList(),
                        parties);
        List<byte[]> found =
                new ArrayList<>(entries.readStream(connection, KeyEvent.SERVICE_STREAM, 0));
        for (String bureau : bureaus) {
            for (String kind : List.of(KeyEvent.OFFICER, KeyEvent.PARTY)) {
                found.addAll(entries.readStream(connection, KeyEvent.stream(kind, bureau), 0));
            }
        }
        long index = 0;
        for (byte[] bytes : found) {
            Entry entry = Entry.parse(bytes);
            EnrolledKey signer = ring.find(entry.signatures().get(0).key()).orElseThrow();
            ring.apply(++index, entry.event(), signer);
        }
        return ring;
    }
}
