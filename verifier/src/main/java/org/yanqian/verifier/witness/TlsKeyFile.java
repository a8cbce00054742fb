package org.yanqian.verifier.witness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A PKCS#12 file with the server's key and certificate chain. */
final class TlsKeyFile {
    private TlsKeyFile() {}

    /**
     * @param passwordFile its first line is the password, which so stands in no list of processes
     */
    static SSLContext context(Path file, Path passwordFile)
            throws IOException, GeneralSecurityException {
        String text = Files.readString(passwordFile, StandardCharsets.UTF_8);
        char[] password = text.lines().findFirst().orElse("").toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } finally {
            Arrays.fill(password, ' ');
        }
    }
}
