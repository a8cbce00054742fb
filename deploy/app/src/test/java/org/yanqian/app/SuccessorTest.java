package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.app.testing.Cli;
import org.yanqian.app.testing.Exports;
import org.yanqian.app.testing.RunningService;
import org.yanqian.app.testing.Setting;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.NoteSigner;

/** Where the witnessed entries cannot be had again: a new ledger says which one it takes the place of. */
class SuccessorTest {
    @TempDir private Path folder;

    @Test
    void a_successor_names_the_last_witnessed_checkpoint_and_the_verifier_shows_it()
            throws IOException {
        NoteSigner lost =
                new NoteSigner(
                        "yanqian.sample/lost", PrivateKey.generate(Suite.INTL, new SecureRandom()));
        Checkpoint last = new Checkpoint("yanqian.sample/lost", 4711, new byte[32]);
        Path note = Files.writeString(folder.resolve("last-witnessed"), lost.sign(last).format());
        try (Setting setting = new Setting(Suite.INTL)) {
            List<String> arguments = new ArrayList<>(RunningService.arguments(setting));
            arguments.add("--yanqian.predecessor=" + note);
            RunningService service = RunningService.start(setting, arguments);
            try {
                Exports.awaitWitnessed(service);
                Path export = Exports.fetch(service, folder.resolve("export"));
                Cli verdict =
                        Cli.run(
                                "ledger",
                                export,
                                "--policy",
                                setting.policyFolder(),
                                "--lang",
                                "en");
                assertThat(verdict.exit()).as(verdict.out() + verdict.err()).isZero();
                assertThat(verdict.out()).contains("SUCCESSOR").contains("4711");
            } finally {
                service.stop();
            }
        }
    }
}
