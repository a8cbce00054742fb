package org.yanqian.command.keys;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.seal.EntryStore;
import org.yanqian.command.seal.PostgresEntries;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.event.KeyEvent.KeyEnrolled;
import org.yanqian.ledger.event.KeyEvent.KeyRevoked;
import org.yanqian.ledger.event.KeyEvent.KeyRotated;
import org.yanqian.ledger.event.KeyEvent.PartyKeySucceeded;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.keys.EnrolledKey;
import org.yanqian.ledger.keys.KeyRing;
import org.yanqian.ledger.keys.OfficerChain;
import org.yanqian.ledger.policy.PartyKey;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Signer;

/** The keys that count now, and the only way to change them. Works in the caller's transaction. */
@Component
public class KeyRegister {
    private final DataSource dataSource;
    private final EntryStore entries;
    private final CommandEndpoint commands;
    private final ServiceKeys keys;
    private final PolicySource policies;
    private final CommandSettings settings;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    public KeyRegister(
            DataSource dataSource,
            EntryStore entries,
            CommandEndpoint commands,
            ServiceKeys keys,
            PolicySource policies,
            CommandSettings settings,
            Clock clock,
            ApplicationEventPublisher events) {
        this.dataSource = dataSource;
        this.entries = entries;
        this.commands = commands;
        this.keys = keys;
        this.policies = policies;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T connected(Work<T> work) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            return work.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("keys", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /** The key that seals what leaves the service now. */
    public Signer sealing() {
        return connected(connection -> keys.in(entries, connection));
    }

    private List<PartyKey> parties() {
        return policies.find().map(Policy::parties).orElse(List.of());
    }

    /** Keys of the service and of one bureau; in a transaction they stay as they are until its end. */
    public KeyRing ring(String bureau) {
        return connected(
                connection -> {
                    KeyStore.shared(entries, connection);
                    return KeyStore.ring(entries, connection, parties(), List.of(bureau));
                });
    }

    /**
     * Appends the event if the fold of the ledger accepts it; refuses with {@code KEY_REFUSED} and
     * the fold's code.
     */
    void record(Actor actor, KeyEvent event) {
        String stream = stream(event);
        connected(
                connection -> {
                    KeyStore.exclusive(connection);
                    judge(connection, actor, event, stream);
                    return null;
                });
        commands.send(actor, new RecordKeyEvent(stream, event));
        if (event instanceof KeyRevoked revoked && revoked.reason().equals(KeyEvent.COMPROMISED)) {
            events.publishEvent(new KeyCompromised(revoked.key()));
        }
    }

    private void judge(Connection connection, Actor actor, KeyEvent event, String stream)
            throws SQLException {
        KeyRing ring = KeyStore.ring(entries, connection, parties(), List.of(bureau(event)));
        EnrolledKey signer = ring.find(keys.in(entries, connection).publicKey().id()).orElseThrow();
        LedgerEvent probe =
                new LedgerEvent(
                        actor,
                        "",
                        event,
                        "",
                        settings.origin(),
                        "",
                        "",
                        0,
                        stream,
                        EventCodec.formatTime(clock.instant()));
        try {
            requireChain(event, probe);
            ring.apply(Long.MAX_VALUE - 1, probe, signer);
        } catch (CodedException e) {
            throw new Refusal(RefusalCode.KEY_REFUSED, e.code(), e.getMessage());
        }
    }

    // The store's own fold does not ask: a root that a policy dropped later changes no past event.
    private void requireChain(KeyEvent event, LedgerEvent probe) {
        List<Bytes> roots = policies.find().map(p -> p.officers().roots()).orElse(List.of());
        Instant now = EventCodec.parseTime(probe.time());
        if (roots.isEmpty()) {
            return;
        }
        if (event instanceof KeyEnrolled e && e.kind().equals(KeyEvent.OFFICER)) {
            OfficerChain.require(e.chain(), roots, PublicKey.parse(e.key()), e.holder(), now);
        }
        if (event instanceof KeyRotated e && e.kind().equals(KeyEvent.OFFICER)) {
            OfficerChain.require(e.chain(), roots, PublicKey.parse(e.key()), e.holder(), now);
        }
    }

    private static String stream(KeyEvent event) {
        return KeyEvent.stream(kind(event), bureau(event));
    }

    private static String kind(KeyEvent event) {
        if (event instanceof KeyEnrolled e) {
            return e.kind();
        }
        if (event instanceof KeyRotated e) {
            return e.kind();
        }
        return event instanceof KeyRevoked e ? e.kind() : KeyEvent.PARTY;
    }

    private static String bureau(KeyEvent event) {
        if (event instanceof KeyEnrolled e) {
            return e.bureau();
        }
        if (event instanceof KeyRotated e) {
            return e.bureau();
        }
        return event instanceof KeyRevoked e ? e.bureau() : ((PartyKeySucceeded) event).bureau();
    }

    /**
     * Keys that may sign events as far as the database holds the ledger, by id; revoked ones too, since
     * what they signed before stays signed.
     *
     * @param opening first entry of a ledger that the database does not hold yet
     */
    public static Map<String, PublicKey> sealedServiceKeys(Connection connection, Entry opening)
            throws SQLException {
        if (opening.event().data() instanceof OriginEvent.LedgerOpened opened) {
            return opened.serviceKeys().stream()
                    .map(k -> PublicKey.parse(k.key()))
                    .collect(Collectors.toMap(PublicKey::id, k -> k, (one, same) -> one));
        }
        Map<String, PublicKey> keys = new HashMap<>();
        KeyStore.ring(new PostgresEntries(), connection, List.of(), List.of())
                .all()
                .forEach(
                        key -> {
                            if (key.kind().equals(KeyEvent.SERVICE)) {
                                keys.put(key.key().id(), key.key());
                            }
                        });
        return keys;
    }

    /** The key of this id that is in force; empty for another. */
    public static Optional<EnrolledKey> inForce(KeyRing ring, String keyId) {
        return ring.find(keyId).filter(k -> k.isValidAt(Long.MAX_VALUE));
    }
}
