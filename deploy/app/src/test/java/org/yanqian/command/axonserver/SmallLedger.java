package org.yanqian.command.axonserver;

import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionTemplate;
import org.yanqian.app.testing.axonserver.StandInAxonServer;
import org.yanqian.command.seal.Identifiers;
import org.yanqian.command.seal.LedgerAppender;
import org.yanqian.command.seal.NewEntries;
import org.yanqian.command.seal.SealSignal;
import org.yanqian.command.seal.Sealer;
import org.yanqian.command.seal.StoreHalt;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;

/** A ledger (样本) on a stand-in and a database of its own, without the service around it. */
final class SmallLedger implements AutoCloseable {
    static final String ORIGIN = "yanqian.sample/axon";
    static final Duration DOUBT = Duration.ofMillis(800);

    private static final Actor ACTOR = new Actor("yunling", "o-1", "approver");

    private static EmbeddedPostgres postgres;
    private static int databases;

    final SecureRandom random = new SecureRandom();
    final StandInAxonServer server = new StandInAxonServer();
    final DataSource dataSource;
    final JdbcClient jdbc;
    final SealedLedger sealed;
    final StoreHalt halt;
    final AxonServerClient client;
    final AxonServerTransactions transactions;
    final LedgerAppender appender;
    private final Suite suite;
    private final PrivateKey key;
    private final Identifiers identifiers = new Identifiers(Clock.systemUTC(), random);
    private final SealSignal signal = new SealSignal();
    private final NoteSigner log;
    private final InDoubt doubts;
    private final List<Sealer> sealers = new ArrayList<>();

    SmallLedger(Suite suite) {
        this.suite = suite;
        this.key = PrivateKey.generate(suite, random);
        this.log = new NoteSigner(ORIGIN, PrivateKey.generate(Suite.INTL, random));
        this.dataSource = database();
        Flyway.configure().dataSource(dataSource).load().migrate();
        this.jdbc = JdbcClient.create(dataSource);
        this.sealed = new SealedLedger(dataSource);
        this.halt = new StoreHalt(jdbc, Clock.systemUTC());
        String address = server.address();
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        AxonServerConnectionFactory factory =
                AxonServerConnectionFactory.forClient("yanqian-test")
                        .routingServers(new ServerAddress("127.0.0.1", port))
                        .connectTimeout(10, TimeUnit.SECONDS)
                        .build();
        this.client =
                new AxonServerClient(
                        () -> factory.connect("default").eventChannel(),
                        factory::shutdown,
                        Duration.ofSeconds(20));
        this.doubts = new InDoubt(dataSource::getConnection, client, DOUBT, random);
        AxonServerEntries entries = new AxonServerEntries(client, suite);
        this.transactions = new AxonServerTransactions(dataSource, entries, client, doubts);
        this.appender = new LedgerAppender(ORIGIN, suite, key, identifiers).into(entries);
        doubts.start();
    }

    private static synchronized DataSource database() {
        try {
            if (postgres == null) {
                postgres =
                        EmbeddedPostgres.builder()
                                .setServerConfig("max_prepared_transactions", "20")
                                .start();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String name = "ledger" + ++databases;
        JdbcClient.create(postgres.getPostgresDatabase()).sql("create database " + name).update();
        return postgres.getDatabase("postgres", name);
    }

    void open() {
        append(
                OriginEvent.ORIGIN_STREAM,
                0,
                new OriginEvent.LedgerOpened(
                        ORIGIN,
                        suite.wire(),
                        log.key(NoteKey.Type.ED25519).format(),
                        List.of(new OriginEvent.ServiceKey("", key.publicKey().format()))));
    }

    void append(String stream, long seq) {
        append(stream, seq, new RuleSetAdopted("样本", "{}", "00"));
    }

    private void append(String stream, long seq, EventData data) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> draft(appender, stream, seq, data));
        signal.wake();
    }

    /** In the transaction of this thread. */
    void draft(LedgerAppender with, String stream, long seq, EventData data) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            with.append(
                    connection,
                    List.of(
                            new LedgerAppender.Draft(
                                    stream,
                                    seq,
                                    data,
                                    ACTOR,
                                    "c",
                                    identifiers.newId(),
                                    Clock.systemUTC().instant())));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /** An appender with a key that the ledger does not know. */
    LedgerAppender forger() {
        return new LedgerAppender(ORIGIN, suite, PrivateKey.generate(suite, random), identifiers)
                .into(appender.store());
    }

    Sealer sealer(Sealer.Connections connections) {
        NewEntries.Source source =
                connection -> new AxonServerNewEntries(connection, client, halt, ORIGIN, suite);
        Sealer sealer =
                new Sealer(
                        connections,
                        appender.into(new org.yanqian.command.seal.PostgresEntries()),
                        log,
                        identifiers,
                        signal,
                        Clock.systemUTC(),
                        Duration.ofMillis(50),
                        new WhileRight(halt),
                        source);
        sealers.add(sealer);
        sealer.start();
        return sealer;
    }

    private record WhileRight(StoreHalt halt) implements Sealer.Guard {
        @Override
        public boolean mayLead() {
            return maySeal();
        }

        @Override
        public boolean maySeal() {
            return halt.find().isEmpty();
        }
    }

    AxonServerComparison comparison() {
        return new AxonServerComparison(dataSource, client);
    }

    @Override
    public void close() {
        sealers.forEach(Sealer::stop);
        doubts.stop();
        client.close();
        server.close();
    }
}
