package org.yanqian.verifier.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.SignedCheckpoint;
import org.yanqian.ledger.witness.WitnessAnswer;
import org.yanqian.ledger.witness.WitnessClient;
import org.yanqian.verifier.Verify;

class WitnessCommandTest {
    @TempDir Path folder;

    private record Running(Process process, String url, NoteKey key) {}

    private Running start(SampleLog log) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.yanqian.verifier.Verify",
                                "witness",
                                "--key",
                                folder.resolve("w.key").toString(),
                                "--name",
                                "witness.sample/w1",
                                "--state",
                                folder.resolve("state").toString(),
                                "--log",
                                log.key().format())
                        .redirectError(new File(folder.toFile(), "err.txt"))
                        .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String[] words = String.valueOf(out.readLine()).split(" ");
        assertThat(words).as(Files.readString(folder.resolve("err.txt"))).hasSize(3);
        assertThat(words[0]).isEqualTo("witness");
        return new Running(process, words[1], NoteKey.parse(words[2]));
    }

    @Test
    void killedAtAnyMomentItRemembersWhatItAnswered() throws Exception {
        String keyFile = folder.resolve("w.key").toString();
        assertThat(Verify.execute("keygen", "--suite", "intl", "--out", keyFile)).isZero();
        SampleLog log = new SampleLog("ledger.sample/huancui", 3000);
        WitnessClient client = new WitnessClient(Duration.ofSeconds(10));
        int answered = 0;
        for (int round = 0; round < 3; round++) {
            Running witness = start(log);
            try {
                WitnessAnswer first =
                        client.addCheckpoint(witness.url, 3000, List.of(), log.note(3000));
                assertThat(first).isInstanceOf(WitnessAnswer.Conflict.class);
                int size = (int) ((WitnessAnswer.Conflict) first).size();
                assertThat(size).isGreaterThanOrEqualTo(answered);
                answered = submitUntilKilled(client, witness, log, size);
            } finally {
                witness.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        }
        assertThat(answered).isPositive();
    }

    private static int submitUntilKilled(
            WitnessClient client, Running witness, SampleLog log, int from)
            throws InterruptedException {
        int size = from;
        Thread killer =
                new Thread(
                        () -> {
                            try {
                                Thread.sleep(300);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            witness.process.destroyForcibly();
                        });
        killer.start();
        while (size < 2999) {
            var proof = log.proof(size, size + 1);
            var note = log.note(size + 1);
            if (!(client.addCheckpoint(witness.url, size, proof, note)
                    instanceof WitnessAnswer.Cosigned cosigned)) {
                break;
            }
            var signed =
                    SignedCheckpoint.verify(
                            note.with(cosigned.lines().get(0)),
                            List.of(log.key()),
                            List.of(witness.key));
            assertThat(signed.cosignatures()).hasSize(1);
            size++;
        }
        killer.join();
        return size;
    }

    @Test
    void wrongOptionsAreUsageErrors() throws Exception {
        String keyFile = folder.resolve("w.key").toString();
        String gmFile = folder.resolve("gm.key").toString();
        assertThat(Verify.execute("keygen", "--suite", "intl", "--out", keyFile)).isZero();
        assertThat(Verify.execute("keygen", "--suite", "gm", "--out", gmFile)).isZero();
        String log = new SampleLog("a", 1).key().format();
        String witnessKey = new SampleLog("a", 1).signer.key(NoteKey.Type.COSIGNATURE_V1).format();
        assertThat(witness(keyFile, "w", log, "nowhere")).isEqualTo(2);
        assertThat(witness(keyFile, "w", log, "127.0.0.1:x")).isEqualTo(2);
        assertThat(witness(keyFile, "w", log, "127.0.0.1:70000")).isEqualTo(2);
        assertThat(witness(keyFile, "w 1", log, "127.0.0.1:0")).isEqualTo(2);
        assertThat(witness(keyFile, "w", "a+b", "127.0.0.1:0")).isEqualTo(2);
        assertThat(witness(keyFile, "w", witnessKey, "127.0.0.1:0")).isEqualTo(2);
        assertThat(witness(gmFile, "w", log, "127.0.0.1:0")).isEqualTo(2);
        assertThat(witness(keyFile + "x", "w", log, "127.0.0.1:0")).isEqualTo(2);
        Files.writeString(folder.resolve("state"), "a file where the folder should be");
        assertThat(witness(keyFile, "w", log, "127.0.0.1:0")).isEqualTo(3);
    }

    private int witness(String key, String name, String log, String listen) {
        String state = folder.resolve("state").toString();
        return Verify.execute(
                "witness",
                "--key",
                key,
                "--name",
                name,
                "--state",
                state,
                "--log",
                log,
                "--listen",
                listen);
    }

    @Test
    void aKeyFileIsItsOwnersAloneAndNeverOverwritten() throws Exception {
        Path file = folder.resolve("k");
        assertThat(
                        Verify.execute(
                                "keygen",
                                "--suite",
                                "intl",
                                "--out",
                                file.toString(),
                                "--name",
                                "ledger.sample/a"))
                .isZero();
        byte[] before = Files.readAllBytes(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Verify.execute("keygen", "--suite", "gm", "--out", file.toString()))
                .isEqualTo(2);
        assertThat(file).hasBinaryContent(before);
        Path other = folder.resolve("other");
        String out = other.toString();
        assertThat(Verify.execute("keygen", "--suite", "rsa", "--out", out)).isEqualTo(2);
        assertThat(Verify.execute("keygen", "--suite", "gm", "--out", out, "--name", "a"))
                .isEqualTo(2);
        assertThat(Verify.execute("keygen", "--suite", "intl", "--out", out, "--name", "a b"))
                .isEqualTo(2);
        assertThat(other).doesNotExist();
        assertThat(Verify.execute("keygen", "--suite", "gm", "--out", out + "/none/k"))
                .isEqualTo(2);
    }
}
