package org.yanqian.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {
    @TempDir Path root;

    @Test
    void aSecondRunStartsFreshAndKeepsTheLastOne() throws IOException {
        Layout layout = new Layout(root, root.resolve("deploy/sample/county"));
        assertThat(layout.setAside()).isFalse();
        for (String run : new String[] {"first", "second"}) {
            Files.createDirectories(layout.keys());
            Files.writeString(layout.keys().resolve("service.json"), run);
            Files.createDirectories(layout.data().resolve("postgres"));
            Files.createDirectories(layout.export());
            assertThat(layout.setAside()).isTrue();
            assertThat(layout.keys()).doesNotExist();
            assertThat(layout.demo()).doesNotExist();
            assertThat(layout.data().resolve("previous/keys/service.json")).hasContent(run);
        }
    }

    @Test
    void onlyTheThreeFoldersOfTheDemonstrationAreMoved() throws IOException {
        Layout layout = new Layout(root, root.resolve("deploy/sample/county"));
        Files.createDirectories(layout.data());
        Files.writeString(layout.data().resolve("notes.txt"), "mine");
        Files.createDirectories(layout.demo());
        layout.setAside();
        assertThat(layout.data().resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void aDatabaseLeftBehindIsStoppedByItsIdOnlyIfItIsOne() throws Exception {
        Layout layout = new Layout(root, root.resolve("deploy/sample/county"));
        Process stranger = new ProcessBuilder("sleep", "600").start();
        Path postgres = Files.createDirectories(layout.data().resolve("postgres"));
        Files.writeString(postgres.resolve("postmaster.pid"), stranger.pid() + "\n");
        layout.setAside();
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroy();
        stranger.waitFor();
    }

    @Test
    void aTakenPortIsLeftAlone() throws IOException {
        int port = Layout.freePort();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            if (port == 8080) {
                assertThat(Layout.freePort()).isNotEqualTo(taken.getLocalPort()).isPositive();
            } else {
                assertThat(port).isPositive();
            }
        }
    }
}
