package org.yanqian.verifier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.CodedException;

class ScratchTest {
    @TempDir Path folder;

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    void the_heap_comes_first_and_then_the_file_which_is_gone_at_the_end() throws Exception {
        try (Scratch scratch = new Scratch(folder, 100)) {
            assertThat(scratch.take(100).hasArray()).isTrue();
            assertThat(scratch.size()).isZero();
            ByteBuffer far = scratch.take(64);
            assertThat(far.hasArray()).isFalse();
            assertThat(far.capacity()).isEqualTo(64);
            assertThat(scratch.size()).isPositive();
            far.putLong(56, 7);
            assertThat(far.getLong(56)).isEqualTo(7);
        }
        assertThat(files()).isZero();
    }

    @Test
    void blocks_lie_beside_each_other_and_a_released_one_comes_back_empty() {
        try (Scratch scratch = new Scratch(folder, 0)) {
            ByteBuffer one = scratch.take(16);
            ByteBuffer two = scratch.take(16);
            one.putLong(8, -1);
            assertThat(two.getLong(0)).isZero();
            two.putLong(0, 5);
            assertThat(one.getLong(8)).isEqualTo(-1);
            scratch.release(one);
            ByteBuffer again = scratch.take(16);
            assertThat(again.getLong(8)).isZero();
            again.putLong(8, 3);
            assertThat(two.getLong(0)).isEqualTo(5);
        }
    }

    @Test
    void released_heap_is_lent_again() {
        try (Scratch scratch = new Scratch(folder, 16)) {
            scratch.release(scratch.take(16));
            assertThat(scratch.take(16).hasArray()).isTrue();
        }
    }

    @Test
    void a_folder_that_is_not_there_has_a_code() {
        try (Scratch scratch = new Scratch(folder.resolve("absent"), 0)) {
            assertThatThrownBy(() -> scratch.take(8))
                    .isInstanceOfSatisfying(
                            CodedException.class,
                            e -> assertThat(e.code()).isEqualTo("SCRATCH_FAILED"));
        }
    }

    /** Takes a page and waits to be killed. */
    static final class Waiting {
        public static void main(String[] args) throws Exception {
            Scratch scratch = new Scratch(Path.of(args[0]), 0);
            scratch.take(1 << 20).putLong(0, 1);
            System.out.println("ready");
            Thread.sleep(60_000);
            scratch.close();
        }
    }

    @Test
    void a_process_that_is_killed_leaves_nothing_behind() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Waiting.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("ready");
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(files()).isZero();
    }
}
