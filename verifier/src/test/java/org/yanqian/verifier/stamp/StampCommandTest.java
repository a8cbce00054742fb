package org.yanqian.verifier.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.stamp.StampAuthority;
import org.yanqian.ledger.stamp.StampClient;
import org.yanqian.ledger.stamp.TimeStamp;
import org.yanqian.ledger.tree.Base64Text;
import org.yanqian.verifier.Verify;

class StampCommandTest {
    private static final String TEXT =
            "ledger.sample/a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

    @TempDir Path folder;

    private String[] start(Path key) throws Exception {
        PipedReader in = new PipedReader(1 << 13);
        PrintWriter out = new PrintWriter(new PipedWriter(in), true);
        Thread thread =
                new Thread(
                        () ->
                                Verify.line("tsa")
                                        .setOut(out)
                                        .execute("tsa", "--key", key.toString()));
        thread.setDaemon(true);
        thread.start();
        return new BufferedReader(in).readLine().split(" ");
    }

    @Test
    void theProgramStampsUnderTheCertificateThatItPrintsAndKeepsItsKey() throws Exception {
        Path key = folder.resolve("tsa.key");
        String[] words = start(key);
        assertThat(words[0]).isEqualTo("tsa");
        StampClient client =
                new StampClient(Duration.ofSeconds(10), Optional.empty(), new SecureRandom());
        Instant before = Instant.now().minusSeconds(2);
        TimeStamp stamp = client.stamp(words[1], TEXT);
        assertThat(stamp.covers(TEXT)).isTrue();
        assertThat(stamp.time()).isBetween(before, Instant.now().plusSeconds(2));
        stamp.verify(Base64Text.parse(words[2], "BAD_STAMP"));
        assertThat(start(key)[2]).isEqualTo(words[2]);
        assertThatThrownBy(() -> client.stamp(words[1].replace("http", "ftp"), TEXT))
                .isInstanceOf(CodedException.class);
    }

    @Test
    void whatIsNoKeyFileOrNoAddressIsRefused() throws Exception {
        Path key = Files.writeString(folder.resolve("none"), "{}");
        assertThat(Verify.execute("tsa", "--key", key.toString())).isEqualTo(3);
        assertThat(Verify.execute("tsa", "--key", key.toString(), "--listen", "x")).isEqualTo(2);
        assertThatThrownBy(() -> StampAuthority.parse("{}".getBytes()))
                .extracting("code")
                .isEqualTo("BAD_KEY");
    }
}
