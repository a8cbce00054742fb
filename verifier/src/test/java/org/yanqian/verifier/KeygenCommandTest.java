package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yanqian.ledger.sign.SealedBox;
import org.yanqian.ledger.sign.Suite;

class KeygenCommandTest {
    @TempDir Path folder;
    private final StringWriter out = new StringWriter();

    @ParameterizedTest
    @EnumSource(Suite.class)
    void aKeyForDecryptionOpensWhatIsSealedToIt(Suite suite) throws Exception {
        Path file = folder.resolve("auditor.key");
        assertThat(run("--suite", suite.wire(), "--use", "decrypt", "--out", file.toString()))
                .isZero();
        String publicKey = out.toString().strip().replace("public-key ", "");
        assertThat(publicKey).startsWith(suite.wire() + ":");
        byte[] box = SealedBox.seal(publicKey, new byte[] {1, 2, 3}, new SecureRandom());
        assertThat(SealedBox.open(Files.readAllBytes(file), box)).containsExactly(1, 2, 3);
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(run("--suite", suite.wire(), "--use", "decrypt", "--out", file.toString()))
                .isEqualTo(2);
    }

    @Test
    void anotherUseOrANameForDecryptionIsRefused() {
        String file = folder.resolve("k").toString();
        assertThat(run("--suite", "gm", "--use", "both", "--out", file)).isEqualTo(2);
        assertThat(run("--suite", "intl", "--use", "decrypt", "--name", "w", "--out", file))
                .isEqualTo(2);
        assertThat(folder.resolve("k")).doesNotExist();
    }

    private int run(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "keygen";
        System.arraycopy(args, 0, all, 1, args.length);
        return Verify.line("keygen")
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter(), true))
                .execute(all);
    }
}
