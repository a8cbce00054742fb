package org.yanqian.verifier.party;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.sign.Suite;

/** The party's client against a service that listens: what is sent, and what its refusals become. */
class PostingTest {
    private record Received(
            String method, String path, String authorization, String key, String body) {}

    @TempDir Path folder;
    private final List<Received> received = new ArrayList<>();
    private PartySample sample;
    private HttpServer server;
    private int status = 200;
    private byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);

    @BeforeEach
    void start() throws Exception {
        sample = new PartySample(folder, Suite.GM);
        Files.writeString(sample.file("token"), "header.payload.signature\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.add(
                    new Received(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestHeaders().getFirst("Authorization"),
                            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                            new String(body, StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private int commit(Object... more) {
        List<Object> args =
                new ArrayList<>(
                        List.of(
                                "party",
                                "commit",
                                "--key",
                                sample.file("party.key"),
                                "--party",
                                PartySample.PARTY,
                                "--draw",
                                sample.drawId,
                                "--suite",
                                "gm",
                                "--nonce",
                                sample.file("nonce")));
        args.addAll(List.of(more));
        return sample.run(args.toArray());
    }

    @Test
    void aCommitmentIsSignedKeptAndSent() throws Exception {
        assertThat(commit("--post", url() + "/", "--token-file", sample.file("token"))).isZero();
        Received post = received.get(0);
        assertThat(post.method()).isEqualTo("POST");
        assertThat(post.path()).isEqualTo("/api/v1/draws/yunling/2026/0001/commitments");
        assertThat(post.authorization()).isEqualTo("Bearer header.payload.signature");
        assertThat(post.key()).hasSize(32);
        assertThat(post.body()).isEqualTo(sample.out.strip());
        Map<String, Object> body = sample.body().orElseThrow();
        NonceFile nonce = NonceFile.parse(Files.readAllBytes(sample.file("nonce")));
        assertThat(body).containsEntry("commitment", nonce.commitment().hex());
        assertThat(body).containsEntry("party", PartySample.PARTY);
        assertThat(
                        sample.keys
                                .supervisingParty
                                .publicKey()
                                .verify(
                                        Labels.commitMessage(
                                                sample.drawId,
                                                PartySample.PARTY,
                                                nonce.commitment()),
                                        Hex.parse((String) body.get("signature"))))
                .isTrue();
        assertThat(post.body()).doesNotContain(nonce.nonce());
        assertThat(Files.getPosixFilePermissions(sample.file("nonce")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aNonceIsNeverOverwritten() throws Exception {
        assertThat(commit()).isZero();
        byte[] first = Files.readAllBytes(sample.file("nonce"));
        assertThat(commit()).isEqualTo(2);
        assertThat(Files.readAllBytes(sample.file("nonce"))).isEqualTo(first);
    }

    @Test
    void twoNoncesDiffer() throws Exception {
        assertThat(commit()).isZero();
        String first = NonceFile.parse(Files.readAllBytes(sample.file("nonce"))).nonce();
        Files.delete(sample.file("nonce"));
        assertThat(commit()).isZero();
        assertThat(NonceFile.parse(Files.readAllBytes(sample.file("nonce"))).nonce())
                .isNotEqualTo(first);
    }

    @Test
    void aRevealIsFetchedCheckedAndSent() throws Exception {
        sample.announce(sample.commit());
        answer = CanonicalJson.format(sample.status());
        assertThat(reveal()).as(sample.err).isZero();
        assertThat(received.stream().map(r -> r.method() + " " + r.path()))
                .containsExactly(
                        "GET /api/v1/draws/yunling/2026/0001",
                        "POST /api/v1/draws/yunling/2026/0001/reveals");
        assertThat(received.get(1).body()).isEqualTo(sample.out.strip());
    }

    private int reveal() {
        return sample.run(
                "party",
                "reveal",
                "--key",
                sample.file("party.key"),
                "--party",
                PartySample.PARTY,
                "--draw",
                sample.drawId,
                "--nonce",
                sample.file("nonce"),
                "--policy",
                sample.file("policy"),
                "--get",
                url(),
                "--token-file",
                sample.file("token"),
                "--post");
    }

    @Test
    void whatIsNotWitnessedIsNeverSent() {
        sample.witnesses = List.of();
        sample.announce(sample.commit());
        answer = CanonicalJson.format(sample.status());
        assertThat(reveal()).isEqualTo(1);
        assertThat(received).hasSize(1);
    }

    @Test
    void theServicesRefusalIsPassedOnWithItsCode() {
        status = 409;
        answer = "{\"code\":\"COMMITTED_ALREADY\",\"title\":\"…\"}".getBytes();
        assertThat(commit("--post", url(), "--token-file", sample.file("token"))).isEqualTo(1);
        assertThat(sample.err).contains("COMMITTED_ALREADY: 409 ");
        status = 404;
        answer = "not json".getBytes();
        assertThat(reveal()).isEqualTo(1);
        assertThat(sample.err).contains("SERVICE_REFUSED: 404 ");
    }

    @Test
    void aServiceThatFailsOrIsAwayJudgesNothing() throws Exception {
        status = 500;
        assertThat(commit("--post", url(), "--token-file", sample.file("token"))).isEqualTo(3);
        assertThat(sample.err).startsWith("SERVICE_FAILED: 500 ");
        assertThat(sample.body()).isPresent();
        server.stop(0);
        Files.delete(sample.file("nonce"));
        assertThat(commit("--post", url(), "--token-file", sample.file("token"))).isEqualTo(3);
        assertThat(sample.err).startsWith("SERVICE_UNREACHABLE: ");
    }

    @Test
    void wrongArgumentsMakeNoNonce() throws Exception {
        assertThat(commit("--post", url())).isEqualTo(2);
        assertThat(commit("--post", url(), "--token-file", sample.file("absent"))).isEqualTo(3);
        Files.writeString(sample.file("token"), "two words");
        assertThat(commit("--post", url(), "--token-file", sample.file("token"))).isEqualTo(3);
        assertThat(sample.err).contains("BAD_TOKEN");
        assertThat(sample.run("party")).isEqualTo(2);
        assertThat(
                        sample.run(
                                "party",
                                "commit",
                                "--key",
                                sample.file("party.key"),
                                "--party",
                                PartySample.PARTY,
                                "--draw",
                                "yunling/2026",
                                "--suite",
                                "gm",
                                "--nonce",
                                sample.file("nonce")))
                .isEqualTo(1);
        assertThat(sample.err).contains("BAD_DRAW_ID");
        assertThat(sample.file("nonce")).doesNotExist();
    }
}
