package org.yanqian.command.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.sign.Pkcs12;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;

/** Where the service's keys lie. */
class ServiceKeysTest {
    private static final String PASSWORD = "sample-password";
    private final SecureRandom random = new SecureRandom();
    @TempDir private Path folder;

    private PrivateKey keystore(String name) throws IOException {
        PrivateKey key = PrivateKey.generate(Suite.GM, random);
        byte[] file =
                Pkcs12.format(
                        key, PASSWORD.toCharArray(), Instant.parse("2026-11-22T00:00:00Z"), random);
        Files.write(folder.resolve(name), file);
        return key;
    }

    @Test
    void a_key_in_a_keystore_is_used_and_none_in_the_clear_is_made_beside_it() throws IOException {
        PrivateKey key = keystore("service.p12");
        ServiceKeys keys = ServiceKeys.loadOrCreate(folder, Suite.GM, PASSWORD, random);
        assertThat(keys.service().publicKey()).isEqualTo(key.publicKey());
        assertThat(folder.resolve("service.json")).doesNotExist();
    }

    @Test
    void the_next_key_goes_into_a_keystore_where_the_first_one_is() throws IOException {
        PrivateKey key = keystore("service.p12");
        ServiceKeys keys = ServiceKeys.loadOrCreate(folder, Suite.GM, PASSWORD, random);
        PrivateKey next = keys.generateNext(Instant.parse("2026-11-22T00:00:00Z"));
        assertThat(keys.publicKeys())
                .containsExactlyInAnyOrderElementsOf(List.of(key.publicKey(), next.publicKey()));
        try (var files = Files.list(folder)) {
            assertThat(files.filter(f -> f.getFileName().toString().startsWith("service")))
                    .hasSize(2)
                    .allMatch(f -> f.toString().endsWith(".p12"));
        }
    }

    @Test
    void without_the_password_or_with_another_the_service_does_not_start() throws IOException {
        keystore("service.p12");
        assertThatThrownBy(() -> ServiceKeys.loadOrCreate(folder, Suite.GM, "", random))
                .hasMessageContaining("service.p12");
        assertThatThrownBy(() -> ServiceKeys.loadOrCreate(folder, Suite.GM, "other", random))
                .hasMessageContaining("PKCS#12");
    }
}
