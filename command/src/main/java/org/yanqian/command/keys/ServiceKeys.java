package org.yanqian.command.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;

/**
 * The service's own keys, read from a folder: {@code service.json} signs events, {@code log.json}
 * (Ed25519) signs checkpoints. Missing ones are made at first start. No party's key is ever here.
 */
public record ServiceKeys(PrivateKey service, PrivateKey log) {
    public static ServiceKeys loadOrCreate(Path folder, Suite suite, SecureRandom random) {
        try {
            Files.createDirectories(folder);
            PrivateKey service = key(folder.resolve("service.json"), suite, random);
            if (service.publicKey().suite() != suite) {
                throw new IllegalStateException(
                        "service.json is of suite "
                                + service.publicKey().suite().wire()
                                + ", the service is set to "
                                + suite.wire());
            }
            return new ServiceKeys(service, key(folder.resolve("log.json"), Suite.INTL, random));
        } catch (IOException e) {
            throw new UncheckedIOException("keys in " + folder, e);
        }
    }

    private static PrivateKey key(Path file, Suite suite, SecureRandom random) throws IOException {
        if (Files.exists(file)) {
            return PrivateKey.parse(Files.readAllBytes(file), random);
        }
        PrivateKey key = PrivateKey.generate(suite, random);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(
                        Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
        Files.write(file, key.format(), StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        return key;
    }
}
