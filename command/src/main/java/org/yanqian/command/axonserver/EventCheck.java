package org.yanqian.command.axonserver;

import io.axoniq.axonserver.grpc.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.yanqian.command.axonserver.SealedTokens.Head;
import org.yanqian.command.keys.KeyRegister;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.event.KeyEvent.KeyEnrolled;
import org.yanqian.ledger.event.KeyEvent.KeyRotated;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Suite;

/**
 * Whether an event of Axon Server is one that this service appended: anybody with access to that server
 * can append and edit there, nobody without the service's key can make what passes here.
 */
final class EventCheck {
    /** Names what differs. */
    record Fault(String expected, String found) {}

    private final String origin;
    private final Suite suite;
    private final Map<String, PublicKey> serviceKeys = new HashMap<>();

    EventCheck(String origin, Suite suite) {
        this.origin = origin;
        this.suite = suite;
    }

    /** The entry, or why the payload is none that belongs to this event. */
    static Entry parse(Event event) throws CodedException {
        Entry entry = Entry.parse(event.getPayload().getData().toByteArray());
        LedgerEvent inside = entry.event();
        String outer =
                event.getAggregateIdentifier()
                        + "@"
                        + event.getAggregateSequenceNumber()
                        + " "
                        + event.getMessageIdentifier();
        String inner = inside.stream() + "@" + inside.seq() + " " + inside.id();
        if (!outer.equals(inner)) {
            throw new CodedException("NOT_THE_EVENT", outer + " holds " + inner);
        }
        return entry;
    }

    /**
     * @param head of the entry's stream before it, null without one
     * @param connection to read the service's keys up to here
     */
    Optional<Fault> judge(Entry entry, Head head, Connection connection) throws SQLException {
        LedgerEvent event = entry.event();
        String prev = head == null ? "" : Hex.format(head.hash());
        long seq = head == null ? 0 : head.seq() + 1;
        if (!event.ledger().equals(origin)) {
            return Optional.of(new Fault(origin, event.ledger()));
        }
        if (event.seq() != seq || !event.prev().equals(prev)) {
            return Optional.of(
                    new Fault(
                            event.stream() + "@" + seq + " after " + prev,
                            event.stream() + "@" + event.seq() + " after " + event.prev()));
        }
        if (!isSigned(entry, connection)) {
            return Optional.of(
                    new Fault("a signature of the service", entry.signatures().get(0).key()));
        }
        learn(event);
        return Optional.empty();
    }

    // What comes behind it in the same batch may be signed with the new key already.
    private void learn(LedgerEvent event) {
        if (event.data() instanceof KeyEnrolled e && e.kind().equals(KeyEvent.SERVICE)) {
            know(PublicKey.parse(e.key()));
        }
        if (event.data() instanceof KeyRotated e && e.kind().equals(KeyEvent.SERVICE)) {
            know(PublicKey.parse(e.key()));
        }
    }

    private void know(PublicKey key) {
        serviceKeys.put(key.id(), key);
    }

    private boolean isSigned(Entry entry, Connection connection) throws SQLException {
        Entry.Signature signature = entry.signatures().get(0);
        if (!serviceKeys.containsKey(signature.key())) {
            serviceKeys.putAll(KeyRegister.sealedServiceKeys(connection, entry));
        }
        PublicKey key = serviceKeys.get(signature.key());
        return key != null && entry.verify(signature, key);
    }

    Head headAfter(Entry entry) {
        return new Head(entry.event().seq(), entry.hash(suite));
    }
}
