package org.yanqian.verifier.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.witness.WitnessAnswer;
import org.yanqian.ledger.witness.WitnessClient;

/** The witness's process dies between any two steps of storing, and is started again. */
class WitnessCrashTest {
    private static final String NEVER = "never";

    @TempDir Path folder;
    private final SampleLog log = new SampleLog("ledger.sample/huancui", 40);
    private final WitnessClient client = new WitnessClient(Duration.ofSeconds(10));

    private record Running(Process process, String url, NoteKey key) implements AutoCloseable {
        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void key() throws IOException {
        Files.write(
                folder.resolve("w.key"),
                PrivateKey.generate(Suite.INTL, new SecureRandom()).format());
    }

    private Running start(String step, int nth) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                DyingWitness.class.getName(),
                                folder.resolve("w.key").toString(),
                                folder.resolve("state").toString(),
                                log.key().format(),
                                step,
                                String.valueOf(nth))
                        .redirectError(new File(folder.toFile(), "err.txt"))
                        .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String[] words = String.valueOf(out.readLine()).split(" ");
        assertThat(words).as(Files.readString(folder.resolve("err.txt"))).hasSize(3);
        return new Running(process, words[1], NoteKey.parse(words[2]));
    }

    private WitnessAnswer submit(Running witness, int from, int to) {
        return client.addCheckpoint(witness.url, from, log.proof(from, to), log.note(to));
    }

    @ParameterizedTest
    @CsvSource({"opened,5", "written,5", "forced,5", "moved,6", "lasting,6"})
    void killedBetweenTwoStepsItStandsBeforeOrAfterAndNeverBetween(String step, int remembered)
            throws Exception {
        try (Running witness = start(step, 2)) {
            assertThat(submit(witness, 0, 5)).isInstanceOf(WitnessAnswer.Cosigned.class);
            assertThat(submit(witness, 5, 6)).isInstanceOf(WitnessAnswer.Unreachable.class);
            assertThat(witness.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(witness.process.exitValue()).isEqualTo(137);
        }
        try (Running again = start(NEVER, 1)) {
            assertThat(client.addCheckpoint(again.url, 0, List.of(), log.note(40)))
                    .isEqualTo(new WitnessAnswer.Conflict(remembered));
            // Neither what it answered before nor what it stored is forgotten.
            assertThat(client.addCheckpoint(again.url, remembered, List.of(), log.fork(remembered)))
                    .isInstanceOfSatisfying(
                            WitnessAnswer.Refused.class,
                            refused -> assertThat(refused.status()).isEqualTo(422));
            assertThat(submit(again, remembered, 9)).isInstanceOf(WitnessAnswer.Cosigned.class);
        }
    }

    /** Steps 1 to 5 store the cosigned note, 6 to 10 and 11 to 15 the two notes of the evidence. */
    @Test
    void killedWhileItKeepsEvidenceItKeepsBothNotesTheNextTime() throws Exception {
        for (int nth = 2; nth <= 3; nth++) {
            for (String step : List.of("opened", "forced", "moved")) {
                Path fresh = folder.resolve("state");
                deleteTree(fresh);
                try (Running witness = start(step, nth)) {
                    assertThat(submit(witness, 0, 5)).isInstanceOf(WitnessAnswer.Cosigned.class);
                    assertThat(client.addCheckpoint(witness.url, 5, List.of(), log.fork(5)))
                            .isInstanceOf(WitnessAnswer.Unreachable.class);
                }
                try (Running again = start(NEVER, 1)) {
                    assertThat(client.addCheckpoint(again.url, 5, List.of(), log.fork(5)))
                            .isInstanceOf(WitnessAnswer.Refused.class);
                    assertThat(notes(fresh)).hasSize(2);
                }
            }
        }
    }

    private static List<Path> notes(Path state) throws IOException {
        List<Path> notes = new ArrayList<>();
        try (var files = Files.walk(state.resolve("evidence"))) {
            files.filter(file -> file.toString().endsWith(".note")).forEach(notes::add);
        }
        return notes;
    }

    private static void deleteTree(Path state) throws IOException {
        if (!Files.exists(state)) {
            return;
        }
        try (var files = Files.walk(state)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
