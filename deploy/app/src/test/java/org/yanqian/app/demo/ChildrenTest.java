package org.yanqian.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {
    private static final List<String> SLEEP = List.of("sleep", "600");

    @TempDir Path folder;

    @Test
    void whatEndsByItselfIsReportedWithItsCodeAndOutput() {
        try (Children children = new Children(folder)) {
            Children.Ended ended =
                    children.run(List.of("sh", "-c", "echo 样本; echo also >&2; exit 3"));
            assertThat(ended.code()).isEqualTo(3);
            assertThat(ended.output()).isEqualTo("样本\nalso\n");
        }
    }

    @Test
    void closingStopsWhatWasStartedAndNothingElse() throws Exception {
        Process stranger = new ProcessBuilder(SLEEP).start();
        Children children = new Children(folder);
        Process first = children.start("first", SLEEP);
        Process second = children.start("second", SLEEP);
        assertThat(children.isClosed()).isFalse();
        children.close();
        assertThat(first.isAlive()).isFalse();
        assertThat(second.isAlive()).isFalse();
        assertThat(children.isClosed()).isTrue();
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroy();
        stranger.waitFor();
    }

    @Test
    void afterTheEndNothingIsStarted() {
        Children children = new Children(folder);
        children.close();
        assertThatThrownBy(() -> children.start("late", SLEEP)).isInstanceOf(DemoFailed.class);
        assertThatThrownBy(() -> children.run(SLEEP)).isInstanceOf(DemoFailed.class);
    }

    @Test
    void theLogIsKeptForPeopleWhoLookForAReason() throws Exception {
        try (Children children = new Children(folder.resolve("logs"))) {
            Process process =
                    children.start("talker", List.of("sh", "-c", "echo a; echo b; echo c"));
            assertThat(
                            process.waitFor(
                                    Duration.ofSeconds(20).toSeconds(),
                                    java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
            assertThat(children.tail("talker", 2)).isEqualTo("b\nc");
            assertThat(Files.exists(children.log("talker"))).isTrue();
        }
    }
}
