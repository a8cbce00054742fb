package org.yanqian.verifier.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.witness.TrustedAuthorities;
import org.yanqian.ledger.witness.WitnessAnswer;
import org.yanqian.ledger.witness.WitnessClient;
import org.yanqian.verifier.Verify;

class WitnessTlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir Path folder;
    private final SampleLog log = new SampleLog("ledger.sample/huancui", 9);

    /** Makes {@code <name>.p12} and {@code <name>.pem} with the JDK's own tool. */
    private void certificate(String name, String address) throws Exception {
        Path store = folder.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                "witness",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "sample-password",
                "-dname",
                "CN=sample witness",
                "-ext",
                "san=ip:" + address);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "witness",
                "-keystore",
                store.toString(),
                "-storepass",
                "sample-password",
                "-file",
                folder.resolve(name + ".pem").toString());
        Files.writeString(folder.resolve("password"), "sample-password\n");
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private WitnessAnswer ask(String authorities) throws Exception {
        NoteSigner signer =
                new NoteSigner(
                        "witness.sample/w1", PrivateKey.generate(Suite.INTL, new SecureRandom()));
        Path store = folder.resolve("witness.p12");
        SSLContext tls = TlsKeyFile.context(store, folder.resolve("password"));
        Path own = Files.createTempDirectory(folder, "state");
        try (WitnessState state = new WitnessState(own, signer.key(NoteKey.Type.COSIGNATURE_V1));
                WitnessServer server =
                        new WitnessServer(
                                new Witness(signer, List.of(log.key()), state, Clock.systemUTC()),
                                new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0),
                                tls)) {
            assertThat(server.url()).startsWith("https://127.0.0.1:");
            Optional<SSLContext> trusted =
                    Optional.of(authorities)
                            .filter(name -> !name.isEmpty())
                            .map(name -> TrustedAuthorities.context(folder.resolve(name)));
            return new WitnessClient(PATIENCE, trusted)
                    .addCheckpoint(server.url(), 0, List.of(), log.note(7));
        }
    }

    @Test
    void aCheckpointTravelsUnderTlsToAWitnessOfATrustedAuthority() throws Exception {
        certificate("witness", "127.0.0.1");
        assertThat(ask("witness.pem")).isInstanceOf(WitnessAnswer.Cosigned.class);
    }

    @Test
    void aWitnessOfAnotherAuthorityOrAnotherAddressIsNotTalkedTo() throws Exception {
        certificate("witness", "127.0.0.1");
        certificate("other", "127.0.0.1");
        assertThat(ask("other.pem")).isInstanceOf(WitnessAnswer.Unreachable.class);
        assertThat(ask("")).isInstanceOf(WitnessAnswer.Unreachable.class);
        Files.delete(folder.resolve("witness.p12"));
        certificate("witness", "192.0.2.1");
        assertThat(ask("witness.pem")).isInstanceOf(WitnessAnswer.Unreachable.class);
    }

    @Test
    void filesThatAreNoneAreUsageErrors() throws Exception {
        certificate("witness", "127.0.0.1");
        Path key = folder.resolve("w.key");
        assertThat(Verify.execute("keygen", "--suite", "intl", "--out", key.toString())).isZero();
        Files.writeString(folder.resolve("wrong"), "another password\n");
        assertThat(witness(key, "witness.p12", "wrong")).isEqualTo(2);
        assertThat(witness(key, "none.p12", "password")).isEqualTo(2);
        assertThat(witness(key, "witness.pem", "password")).isEqualTo(2);
        assertThatThrownBy(() -> TrustedAuthorities.context(folder.resolve("password")))
                .isInstanceOf(CodedException.class);
        assertThatThrownBy(() -> TrustedAuthorities.context(folder.resolve("none")))
                .isInstanceOf(CodedException.class);
    }

    private int witness(Path key, String store, String password) throws IOException {
        return Verify.execute(
                "witness",
                "--key",
                key.toString(),
                "--name",
                "w",
                "--log",
                log.key().format(),
                "--state",
                folder.resolve("state").toString(),
                "--tls",
                folder.resolve(store).toString(),
                "--tls-password-file",
                folder.resolve(password).toString());
    }
}
