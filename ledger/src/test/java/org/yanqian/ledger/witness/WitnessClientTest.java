package org.yanqian.ledger.witness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteSigner;

class WitnessClientTest {
    private static final NoteSigner SIGNER =
            new NoteSigner("a", PrivateKey.generate(Suite.INTL, new SecureRandom()));
    private static final Checkpoint HEAD = new Checkpoint("a", 0, Suite.INTL.hash());
    private static final Note NOTE = SIGNER.sign(HEAD);
    private static final String LINE = SIGNER.cosign(HEAD.format(), 9).signature().format();

    private final WitnessClient client = new WitnessClient(Duration.ofSeconds(5));
    private final AtomicReference<byte[]> received = new AtomicReference<>();
    private HttpServer server;
    private volatile int status = 200;
    private volatile byte[] body = new byte[0];

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/w/add-checkpoint",
                exchange -> {
                    received.set(exchange.getRequestBody().readAllBytes());
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private WitnessAnswer ask(int status, String body) {
        this.status = status;
        this.body = body.getBytes(StandardCharsets.UTF_8);
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/w";
        WitnessAnswer answer = client.addCheckpoint(url, 0, List.of(), NOTE);
        assertThat(client.addCheckpoint(url + "/", 0, List.of(), NOTE)).isEqualTo(answer);
        return answer;
    }

    @Test
    void cosignedLinesAreRead() {
        assertThat(ask(200, LINE + LINE))
                .isInstanceOfSatisfying(
                        WitnessAnswer.Cosigned.class,
                        c -> {
                            assertThat(c.lines()).hasSize(2);
                            assertThat(c.lines().get(0).format()).isEqualTo(LINE);
                        });
        assertThat(received.get()).isEqualTo(new AddCheckpoint(0, List.of(), NOTE).format());
    }

    @Test
    void aConflictNamesTheSize() {
        assertThat(ask(409, "17\n")).isEqualTo(new WitnessAnswer.Conflict(17));
    }

    @Test
    void whatCannotBeReadIsARefusal() {
        for (String text : List.of("", "\n", "x\n", LINE.trim(), LINE + "x\n", LINE + "\n")) {
            assertThat(ask(200, text)).isInstanceOf(WitnessAnswer.Refused.class);
        }
        for (String text : List.of("", "17", "-1\n", "017\n", "17\n\n", "99999999999999999999\n")) {
            assertThat(ask(409, text)).isInstanceOf(WitnessAnswer.Refused.class);
        }
        assertThat(ask(403, "no")).isEqualTo(new WitnessAnswer.Refused(403, "no"));
        assertThat(ask(302, "moved")).isEqualTo(new WitnessAnswer.Refused(302, "moved"));
        assertThat(ask(500, "x".repeat(5000)))
                .isEqualTo(new WitnessAnswer.Refused(500, "x".repeat(1000)));
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        assertThat(ask(200, "x".repeat(1 << 20)))
                .isInstanceOfSatisfying(
                        WitnessAnswer.Unreachable.class,
                        u -> assertThat(u.reason()).contains("64 KiB"));
    }

    @Test
    void nobodyThere() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        for (String url : List.of("http://127.0.0.1:" + port, "no url", "ftp://x/", "")) {
            assertThat(client.addCheckpoint(url, 0, List.of(), NOTE))
                    .isInstanceOf(WitnessAnswer.Unreachable.class);
        }
    }

    @Test
    void aWitnessThatNeverAnswersTimesOut() throws IOException {
        WitnessClient hasty = new WitnessClient(Duration.ofMillis(300));
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            assertThat(hasty.addCheckpoint(url, 0, List.of(), NOTE))
                    .isInstanceOf(WitnessAnswer.Unreachable.class);
        }
    }
}
