package org.yanqian.verifier.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.SignedCheckpoint;
import org.yanqian.ledger.witness.WitnessAnswer;
import org.yanqian.ledger.witness.WitnessClient;

class WitnessServerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");

    @TempDir Path folder;
    private final SampleLog log = new SampleLog("ledger.sample/<huancui>", 40);
    private final NoteSigner signer =
            new NoteSigner(
                    "witness.sample/w1", PrivateKey.generate(Suite.INTL, new SecureRandom()));
    private final HttpClient http = HttpClient.newHttpClient();
    private final WitnessClient client = new WitnessClient(Duration.ofSeconds(10));
    private List<NoteKey> logs = List.of(log.key());
    private WitnessState state;
    private WitnessServer server;

    @BeforeEach
    void start() throws IOException {
        startAt(NOON);
    }

    private void startAt(Instant time) throws IOException {
        state = new WitnessState(folder.resolve("state"), key());
        Clock clock = Clock.fixed(time, ZoneOffset.UTC);
        server =
                new WitnessServer(
                        new Witness(signer, logs, state, clock),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        state.close();
    }

    private NoteKey key() {
        return signer.key(NoteKey.Type.COSIGNATURE_V1);
    }

    private HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(server.url() + "add-checkpoint"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server.url() + path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(
                request.timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private void cosigned(int from, int to) {
        WitnessAnswer answer =
                client.addCheckpoint(server.url(), from, log.proof(from, to), log.note(to));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        WitnessAnswer.Cosigned.class,
                        c -> {
                            var note = log.note(to).with(c.lines().get(0));
                            var signed =
                                    SignedCheckpoint.verify(
                                            note, List.of(log.key()), List.of(key()));
                            assertThat(signed.cosignatures()).hasSize(1);
                        });
    }

    @Test
    void aGrowingLogIsCosignedAtTheTimeOfTheClock() throws Exception {
        cosigned(0, 5);
        cosigned(5, 5);
        cosigned(5, 17);
        String hash = WitnessState.originHash("ledger.sample/<huancui>");
        byte[] served = get(hash + "/checkpoint").body().getBytes(StandardCharsets.UTF_8);
        var signed = SignedCheckpoint.verify(served, List.of(log.key()), List.of(key()));
        assertThat(signed.checkpoint().size()).isEqualTo(17);
        assertThat(signed.cosignatures().get(0).timestampSeconds())
                .isEqualTo(NOON.getEpochSecond());
        assertThat(folder.resolve("state/" + hash + "/checkpoint")).hasBinaryContent(served);
    }

    @Test
    void everyRefusalHasItsStatus() throws Exception {
        cosigned(0, 5);
        var conflict = post(log.request(0, 9).format());
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.headers().firstValue("Content-Type")).hasValue("text/x.tlog.size");
        assertThat(conflict.body()).isEqualTo("5\n");

        assertThat(post(new byte[] {'x'}).statusCode()).isEqualTo(400);
        SampleLog other = new SampleLog("ledger.sample/other", 3);
        assertThat(post(other.request(0, 3).format()).statusCode()).isEqualTo(404);
        SampleLog forger = new SampleLog("ledger.sample/<huancui>", 9);
        assertThat(post(forger.request(5, 9).format()).statusCode()).isEqualTo(403);
        var wrong = new org.yanqian.ledger.witness.AddCheckpoint(5, List.of(), log.note(9));
        assertThat(post(wrong.format()).statusCode()).isEqualTo(422);
        assertThat(get("add-checkpoint").statusCode()).isEqualTo(405);
        assertThat(get("other").statusCode()).isEqualTo(404);
        assertThat(get("../../etc/passwd").statusCode()).isEqualTo(404);
        cosigned(5, 9);
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() throws Exception {
        byte[] large = new byte[WitnessServer.MAX_BODY + 1];
        assertThat(post(large).statusCode()).isEqualTo(413);
        assertThat(post(new byte[WitnessServer.MAX_BODY]).statusCode()).isEqualTo(400);
    }

    @Test
    void aRestartRemembersTheLargestSize() throws Exception {
        cosigned(0, 5);
        cosigned(5, 12);
        stop();
        Files.writeString(
                folder.resolve("state")
                        .resolve(WitnessState.originHash("ledger.sample/<huancui>"))
                        .resolve("checkpoint.tmp"),
                "half a no");
        startAt(NOON.plusSeconds(60));
        assertThat(client.addCheckpoint(server.url(), 5, log.proof(5, 20), log.note(20)))
                .isEqualTo(new WitnessAnswer.Conflict(12));
        cosigned(12, 20);
    }

    @Test
    void aClockBehindTheLastCosignatureCosignsNothing() throws Exception {
        cosigned(0, 5);
        stop();
        startAt(NOON.minusSeconds(1));
        assertThat(post(log.request(5, 9).format()).statusCode()).isEqualTo(503);
        stop();
        startAt(NOON);
        cosigned(5, 9);
    }

    @Test
    void aForkIsRefusedAndBothNotesAreKept() throws Exception {
        cosigned(0, 5);
        byte[] fork =
                new org.yanqian.ledger.witness.AddCheckpoint(5, List.of(), log.fork(5)).format();
        assertThat(post(fork).statusCode()).isEqualTo(422);
        assertThat(post(fork).statusCode()).isEqualTo(422);
        List<String> names = state.evidenceNames();
        assertThat(names).hasSize(1);
        Set<String> roots = new HashSet<>();
        for (String file : ForkEvidence.FILES) {
            String path = "evidence/" + names.get(0) + "/" + file;
            byte[] served = get(path).body().getBytes(StandardCharsets.UTF_8);
            assertThat(folder.resolve("state").resolve(path)).hasBinaryContent(served);
            var signed = SignedCheckpoint.verify(served, List.of(log.key()), List.of());
            assertThat(signed.checkpoint().size()).isEqualTo(5);
            String root = Hex.format(signed.checkpoint().root());
            roots.add(root);
            assertThat(get("").body()).contains(path, root, "class=\"alarm\" role", "fork");
        }
        assertThat(roots).hasSize(2);
        assertThat(get("evidence/" + names.get(0) + "/other").statusCode()).isEqualTo(404);
        assertThat(get("evidence/none/cosigned.note").statusCode()).isEqualTo(404);
        stop();
        startAt(NOON);
        assertThat(get("").body()).contains(names.get(0));
        cosigned(5, 9);
    }

    @Test
    void aRewrittenLogThatGrewIsRefusedAndBothNotesAreKept() throws Exception {
        cosigned(0, 5);
        byte[] rewritten =
                new org.yanqian.ledger.witness.AddCheckpoint(5, log.proof(5, 9), log.fork(9))
                        .format();
        assertThat(post(rewritten).body()).startsWith("NOT_CONSISTENT");
        assertThat(state.evidenceNames()).hasSize(1);
        assertThat(state.evidenceNames().get(0)).startsWith("inconsistent-");
        assertThat(get("").body()).contains("未证明一致", "not shown consistent");
        cosigned(5, 9);
    }

    @Test
    void whoCannotSignForTheLogLeavesNoEvidence() throws Exception {
        cosigned(0, 5);
        SampleLog forger = new SampleLog("ledger.sample/<huancui>", 9);
        assertThat(post(forger.request(5, 5).format()).statusCode()).isEqualTo(403);
        assertThat(state.evidenceNames()).isEmpty();
    }

    @Test
    void thePageCountsWhatWasAnsweredForEachLog() throws Exception {
        cosigned(0, 5);
        cosigned(5, 6);
        cosigned(6, 7);
        for (int i = 0; i < 4; i++) {
            assertThat(post(log.request(0, 9).format()).statusCode()).isEqualTo(409);
        }
        var wrong = new org.yanqian.ledger.witness.AddCheckpoint(7, List.of(), log.note(9));
        assertThat(post(wrong.format()).statusCode()).isEqualTo(422);
        SampleLog other = new SampleLog("ledger.sample/other", 3);
        assertThat(post(other.request(0, 3).format()).statusCode()).isEqualTo(404);
        assertThat(get("").body())
                .contains("<td>3</td><td>4</td><td>1<br>NOT_CONSISTENT<br>2026-11-22T04:00:00Z")
                .contains("其他来源的请求拒绝 1 次", "Refused from elsewhere: 1");
    }

    @Test
    void eachLogOfAWitnessHasAMemoryOfItsOwn() throws Exception {
        SampleLog second = new SampleLog("ledger.sample/second", 20);
        stop();
        logs = List.of(log.key(), second.key());
        startAt(NOON);
        cosigned(0, 5);
        assertThat(client.addCheckpoint(server.url(), 0, List.of(), second.note(9)))
                .isInstanceOf(WitnessAnswer.Cosigned.class);
        assertThat(client.addCheckpoint(server.url(), 0, List.of(), log.note(9)))
                .isEqualTo(new WitnessAnswer.Conflict(5));
        stop();
        startAt(NOON);
        assertThat(client.addCheckpoint(server.url(), 5, second.proof(5, 9), second.note(9)))
                .isEqualTo(new WitnessAnswer.Conflict(9));
        cosigned(5, 9);
        // A log signs for its own name only.
        var borrowed =
                log.signer.sign(
                        new org.yanqian.ledger.tree.Checkpoint(
                                "ledger.sample/second", 10, new byte[32]));
        var request =
                new org.yanqian.ledger.witness.AddCheckpoint(9, second.proof(9, 10), borrowed);
        assertThat(post(request.format()).statusCode()).isEqualTo(403);
        assertThat(get("").body()).contains("ledger.sample/second", "&lt;huancui&gt;", ">9<");
    }

    @Test
    void thePageSaysWhatWasCosignedInBothLanguages() throws Exception {
        assertThat(get("").body()).contains("尚未联署", "none yet", "ledger.sample/&lt;huancui&gt;");
        cosigned(0, 7);
        var page = get("");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("见证服务", "Witness", ">7<", "2026-11-22T04:00:00Z", key().name())
                .doesNotContain("<huancui>", "class=\"alarm\" role");
    }

    @Test
    void onlyOneWitnessRunsOnAState() {
        assertThatThrownBy(() -> new WitnessState(folder.resolve("state"), key()))
                .extracting("code")
                .isEqualTo("STATE_IN_USE");
    }

    @Test
    void aStateThatIsNotItsOwnIsNoNewBeginning() throws Exception {
        cosigned(0, 5);
        stop();
        Path file =
                folder.resolve("state")
                        .resolve(WitnessState.originHash("ledger.sample/<huancui>"))
                        .resolve("checkpoint");
        byte[] good = Files.readAllBytes(file);
        for (byte[] bad : List.of(new byte[0], log.note(5).formatBytes())) {
            Files.write(file, bad);
            assertThatThrownBy(this::start).extracting("code").isEqualTo("BAD_STATE");
            state.close();
        }
        Files.write(file, good);
        start();
        cosigned(5, 6);
    }

    @Test
    void manyAtOnceNeverGoBack() throws Exception {
        cosigned(0, 1);
        var threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<WitnessAnswer>> calls = new java.util.ArrayList<>();
            for (int to = 2; to <= 30; to++) {
                int size = to;
                calls.add(
                        () ->
                                client.addCheckpoint(
                                        server.url(), 1, log.proof(1, size), log.note(size)));
            }
            int cosigned = 0;
            for (Future<WitnessAnswer> answer : threads.invokeAll(calls)) {
                cosigned += answer.get() instanceof WitnessAnswer.Cosigned ? 1 : 0;
            }
            assertThat(cosigned).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
    }
}
