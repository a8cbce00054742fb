package org.yanqian.command.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yanqian.command.Database;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.ServiceKey;
import org.yanqian.ledger.policy.TlogPolicy;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealTable;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.witness.WitnessClient;

/** What one witness does must not decide whether the others are heard. */
class WitnesserTest {
    private static final String ORIGIN = "yanqian.sample/witnesser";

    private final SecureRandom random = new SecureRandom();
    private final NoteSigner log = signer(ORIGIN);
    private final NoteSigner silent = signer("witness.sample/silent");
    private final NoteSigner honest = signer("witness.sample/honest");
    private DataSource dataSource;
    private SealedLedger ledger;
    private ServerSocket neverAnswers;
    private HttpServer answers;
    private Witnesser witnesser;

    private NoteSigner signer(String name) {
        return new NoteSigner(name, PrivateKey.generate(Suite.INTL, random));
    }

    @BeforeEach
    void startWitnesses() throws IOException {
        dataSource = Database.dataSource(Database.create());
        ledger = new SealedLedger(dataSource);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        neverAnswers = new ServerSocket(0, 50, loopback);
        answers = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        answers.createContext(
                "/",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    Note note =
                            Note.parse(
                                    body.substring(body.indexOf("\n\n") + 2)
                                            .getBytes(StandardCharsets.UTF_8));
                    byte[] line =
                            honest.cosign(note.text(), Instant.now().getEpochSecond())
                                    .signature()
                                    .format()
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, line.length);
                    exchange.getResponseBody().write(line);
                    exchange.close();
                });
        answers.start();
    }

    @AfterEach
    void stop() throws IOException {
        witnesser.stop();
        answers.stop(0);
        neverAnswers.close();
    }

    private Policy policy() {
        String tlog =
                "log "
                        + log.key(NoteKey.Type.ED25519).format()
                        + peer("a", silent, neverAnswers.getLocalPort())
                        + peer("b", honest, answers.getAddress().getPort())
                        + "\ngroup any any a b\nquorum any\n";
        return new Policy(
                TlogPolicy.parse(tlog.getBytes(StandardCharsets.UTF_8)),
                ORIGIN,
                List.of(
                        new ServiceKey(
                                "yunling", PrivateKey.generate(Suite.GM, random).publicKey())),
                List.of(),
                List.of("a"),
                List.of(),
                600,
                Grade.C,
                List.of("1"),
                List.of("1"),
                List.of("yunling"),
                Optional.empty());
    }

    private static String peer(String name, NoteSigner key, int port) {
        return "\nwitness "
                + name
                + " "
                + key.key(NoteKey.Type.COSIGNATURE_V1).format()
                + " http://127.0.0.1:"
                + port
                + "/";
    }

    @Test
    void a_witness_that_never_answers_keeps_no_draw_from_its_quorum()
            throws SQLException, InterruptedException {
        witnesser =
                new Witnesser(
                        Optional.of(policy()),
                        ledger,
                        dataSource,
                        new SealSignal(),
                        new WitnessClient(Duration.ofMinutes(5)),
                        new Forgetful());
        witnesser.start();
        try (Connection connection = dataSource.getConnection()) {
            Note note = log.sign(new Checkpoint(ORIGIN, 1, new byte[32]));
            SealTable.insertCheckpoint(connection, 1, note.format(), Instant.EPOCH);
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (ledger.latestCosigned().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(ledger.latestCosigned().orElseThrow().cosignatures()).containsOnlyKeys("b");
        assertThat(witnesser.standing()).containsEntry("b", "").doesNotContainKey("a");
    }

    private static final class Forgetful implements Witnesser.Memory {
        @Override
        public void cosigned(String witness, Note note) {
            // What is remembered outside is another test's matter.
        }

        @Override
        public void hasSeenMore(String witness, long size, long ours) {
            throw new AssertionError(witness + " has seen " + size + ", more than " + ours);
        }
    }
}
