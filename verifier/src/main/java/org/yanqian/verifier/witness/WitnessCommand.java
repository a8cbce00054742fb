package org.yanqian.verifier.witness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.verifier.net.ListenAddress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code yanqian-verify witness}: runs until it is stopped. */
@Command(
        name = "witness",
        mixinStandardHelpOptions = true,
        description = {
            "运行见证服务：只联署前后一致的检查点",
            "Runs a witness (C2SP tlog-witness). Its state must never be lost or copied back:",
            "a witness that forgot could cosign a second history."
        })
public final class WitnessCommand implements Callable<Integer> {
    private static final int CANNOT_START = 3;

    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:0",
            description = "Address; port 0 takes any free one. Default: ${DEFAULT-VALUE}")
    String listen;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "Key file of suite intl, by keygen")
    Path keyFile;

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "Name of the witness, witness.example/w1 for example")
    String name;

    @Option(
            names = "--state",
            required = true,
            paramLabel = "DIR",
            description = "Folder of its memory, for this witness alone")
    Path stateFolder;

    @Option(
            names = "--log",
            required = true,
            paramLabel = "VKEY",
            description = "Key of a log that it serves; may be repeated")
    List<String> logs;

    @Option(
            names = "--tls",
            paramLabel = "FILE",
            description = "PKCS#12 file with key and certificate: HTTPS instead of HTTP")
    Path tlsFile;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "Its first line opens the --tls file")
    Path tlsPasswordFile;

    @Option(
            names = "--clock-skew",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Added to the clock, for drills only. Default: ${DEFAULT-VALUE}")
    long clockSkewSeconds;

    @Override
    public Integer call() throws InterruptedException {
        InetSocketAddress address = address(listen);
        NoteSigner signer;
        List<NoteKey> logKeys;
        try {
            PrivateKey key = PrivateKey.parse(Files.readAllBytes(keyFile), new SecureRandom());
            signer = new NoteSigner(name, key);
            logKeys = logs.stream().map(WitnessCommand::logKey).toList();
        } catch (IOException e) {
            throw usage("cannot read " + keyFile);
        } catch (CodedException e) {
            throw usage(e.toString());
        }
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(clockSkewSeconds));
        NoteKey ownKey = signer.key(NoteKey.Type.COSIGNATURE_V1);
        Optional<SSLContext> tls = tls();
        try (WitnessState state = new WitnessState(stateFolder, ownKey);
                WitnessServer server =
                        server(new Witness(signer, logKeys, state, clock), address, tls)) {
            spec.commandLine().getOut().println("witness " + server.url() + " " + ownKey);
            spec.commandLine().getOut().flush();
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException | CodedException e) {
            spec.commandLine().getErr().println("witness: " + e);
            return CANNOT_START;
        }
    }

    private static WitnessServer server(
            Witness witness, InetSocketAddress address, Optional<SSLContext> tls)
            throws IOException {
        return tls.isPresent()
                ? new WitnessServer(witness, address, tls.get())
                : new WitnessServer(witness, address);
    }

    private Optional<SSLContext> tls() {
        if ((tlsFile == null) != (tlsPasswordFile == null)) {
            throw usage("--tls and --tls-password-file go together");
        }
        if (tlsFile == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(TlsKeyFile.context(tlsFile, tlsPasswordFile));
        } catch (IOException | GeneralSecurityException e) {
            throw usage("--tls: cannot open " + tlsFile + ": " + e.getMessage());
        }
    }

    private static NoteKey logKey(String vkey) {
        NoteKey key = NoteKey.parse(vkey);
        if (key.type() != NoteKey.Type.ED25519) {
            throw new CodedException("BAD_NOTE_KEY", "not the key of a log: " + vkey);
        }
        return key;
    }

    private InetSocketAddress address(String text) {
        try {
            return ListenAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
