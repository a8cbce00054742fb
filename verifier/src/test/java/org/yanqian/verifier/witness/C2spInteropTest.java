package org.yanqian.verifier.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.SignedCheckpoint;
import org.yanqian.ledger.witness.WitnessAnswer;
import org.yanqian.ledger.witness.WitnessClient;

/** Against public implementations of C2SP, where {@code deploy/interop} built them on this machine. */
@Tag("interop")
class C2spInteropTest {
    @TempDir Path folder;

    private static String program(String variable) {
        String path = System.getenv(variable);
        assumeTrue(
                path != null && !path.isEmpty(),
                "skipped: " + variable + " names no program, see deploy/interop/README.md");
        return path;
    }

    @Test
    void aPublicWitnessCosignsOurLogAndRefusesWhatOursRefuses() throws Exception {
        String witness = program("C2SP_WITNESS");
        SampleLog log = new SampleLog("ledger.sample/huancui", 300);
        Process process =
                new ProcessBuilder(
                                witness,
                                folder.resolve("state.db").toString(),
                                "witness.sample/public",
                                log.key().format())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String[] words = out.readLine().split(" ");
            NoteKey key = NoteKey.parse(words[2]);
            WitnessClient client = new WitnessClient(Duration.ofSeconds(10));
            int last = 0;
            for (int size : new int[] {1, 2, 3, 7, 8, 200, 256, 257, 257, 299}) {
                WitnessAnswer answer =
                        client.addCheckpoint(words[1], last, log.proof(last, size), log.note(size));
                assertThat(answer)
                        .as("size %d", size)
                        .isInstanceOfSatisfying(
                                WitnessAnswer.Cosigned.class,
                                cosigned -> {
                                    var note = log.note(size).with(cosigned.lines().get(0));
                                    var signed =
                                            SignedCheckpoint.verify(
                                                    note, List.of(log.key()), List.of(key));
                                    assertThat(signed.cosignatures()).hasSize(1);
                                });
                last = size;
            }
            assertThat(client.addCheckpoint(words[1], 7, log.proof(7, 299), log.note(299)))
                    .isEqualTo(new WitnessAnswer.Conflict(299));
            refused(422, client.addCheckpoint(words[1], 299, log.proof(200, 256), log.note(300)));
            refused(422, client.addCheckpoint(words[1], 299, List.of(), log.fork(299)));
            SampleLog stranger = new SampleLog("ledger.sample/other", 3);
            refused(403, client.addCheckpoint(words[1], 0, List.of(), stranger.note(3)));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void refused(int status, WitnessAnswer answer) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        WitnessAnswer.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
    }

    @Test
    void aLogMadeOfPublicPackagesIsCosignedByOurWitness() throws Exception {
        String client = program("C2SP_CLIENT");
        PrivateKey key = PrivateKey.generate(Suite.INTL, new SecureRandom());
        byte[] seed = Hex.parse((String) Json.readObject(key.format()).get("private"), 32);
        NoteSigner logSigner = new NoteSigner("ledger.sample/go", key);
        NoteKey logKey = logSigner.key(NoteKey.Type.ED25519);
        NoteSigner own =
                new NoteSigner(
                        "witness.sample/w1", PrivateKey.generate(Suite.INTL, new SecureRandom()));
        NoteKey ownKey = own.key(NoteKey.Type.COSIGNATURE_V1);
        try (WitnessState state = new WitnessState(folder.resolve("state"), ownKey);
                WitnessServer server =
                        new WitnessServer(
                                new Witness(own, List.of(logKey), state, Clock.systemUTC()),
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            Process process =
                    new ProcessBuilder(
                                    client, signerKey(logKey, seed), server.url(), ownKey.format())
                            .redirectErrorStream(true)
                            .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).isEqualTo("ok 10\n");
            assertThat(state.evidenceNames()).hasSize(1);
        }
    }

    /** Go's text of a private key: name, id and base64 of type and seed. */
    private static String signerKey(NoteKey key, byte[] seed) {
        String[] parts = key.format().split("\\+", 3);
        byte[] typed = new byte[33];
        typed[0] = 1;
        System.arraycopy(seed, 0, typed, 1, 32);
        return "PRIVATE+KEY+"
                + parts[0]
                + "+"
                + parts[1]
                + "+"
                + Base64.getEncoder().encodeToString(typed);
    }
}
