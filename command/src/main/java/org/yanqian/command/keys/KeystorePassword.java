package org.yanqian.command.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * The password of the service's PKCS#12 files: {@code yanqian.keystore.password}, in the environment
 * {@code YANQIAN_KEYSTORE_PASSWORD}, or the first line of {@code yanqian.keystore.password-file}.
 */
public final class KeystorePassword {
    private KeystorePassword() {}

    /** Empty without either. */
    public static String of(UnaryOperator<String> property) {
        String password = property.apply("yanqian.keystore.password");
        String file = property.apply("yanqian.keystore.password-file");
        if (file == null) {
            return password == null ? "" : password;
        }
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException("yanqian.keystore.password-file", e);
        }
    }
}
