package org.yanqian.verifier.stamp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.stamp.StampAuthority;
import org.yanqian.ledger.tree.Base64Text;
import org.yanqian.verifier.file.OwnerOnlyFile;
import org.yanqian.verifier.net.ListenAddress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code yanqian-verify tsa}: runs until it is stopped. */
@Command(
        name = "tsa",
        mixinStandardHelpOptions = true,
        description = {
            "运行时间戳机构（RFC 3161，ECDSA），用于演示与隔离网络",
            "Runs a time-stamp authority for demonstrations and isolated networks. Its time is worth",
            "as much as whoever runs it. Prints its address and the certificate for the policy."
        })
public final class StampCommand implements Callable<Integer> {
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
            description = "Key and certificates; made when the file does not exist")
    Path keyFile;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "sample time-stamp authority",
            description = "Name in new certificates. Default: ${DEFAULT-VALUE}")
    String name;

    @Override
    public Integer call() throws InterruptedException {
        InetSocketAddress address;
        try {
            address = ListenAddress.parse(listen);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
        }
        Clock clock = Clock.systemUTC();
        try (StampServer server = new StampServer(authority(clock.instant()), clock, address)) {
            spec.commandLine().getOut().println("tsa " + server.url() + " " + certificate());
            spec.commandLine().getOut().flush();
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException | CodedException e) {
            spec.commandLine().getErr().println("tsa: " + e);
            return CANNOT_START;
        }
    }

    private StampAuthority authority(Instant now) throws IOException {
        if (!Files.exists(keyFile)) {
            // A day of room for verifiers whose clock is behind.
            Instant from = now.truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.DAYS);
            OwnerOnlyFile.write(
                    keyFile, StampAuthority.create(name, from, new SecureRandom()).format());
        }
        return StampAuthority.parse(Files.readAllBytes(keyFile));
    }

    private String certificate() throws IOException {
        return Base64Text.format(
                StampAuthority.parse(Files.readAllBytes(keyFile)).rootCertificate());
    }
}
