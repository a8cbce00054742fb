package org.yanqian.command.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.Database;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.PersonalDigest;
import org.yanqian.ledger.sign.Suite;

/** Values under a key per person; all names are invented (样本). */
class VaultTest {
    private static final String SUBJECT = "inspector/yunling/RY00001";

    private final DataSource dataSource = Database.dataSource(Database.create());
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final SecureRandom random = new SecureRandom();

    private Vault vault(Suite suite) {
        CommandSettings settings =
                new CommandSettings(
                        "yanqian.example/test",
                        suite.wire(),
                        Path.of("keys"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1));
        return new Vault(jdbc, new JdbcTemplate(dataSource), random, settings);
    }

    private static Map<String, Map<String, String>> names(String name) {
        return Map.of(SUBJECT, Map.of("name", name, "sex", ""));
    }

    private String text(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }

    @ParameterizedTest
    @EnumSource
    void a_value_lies_under_the_suites_cipher_and_its_digest_opens(Suite suite) {
        Vault vault = vault(suite);
        String digest = vault.keepAll(names("样本甲")).get(SUBJECT).get("name");
        assertThat(text("select cipher from vault_key"))
                .isEqualTo(suite == Suite.GM ? "SM4-GCM" : "AES-256-GCM");
        Vault.Stored stored = vault.openAll("inspector/").get(0);
        assertThat(stored.value()).isEqualTo("样本甲");
        assertThat(PersonalDigest.of(suite, stored.r(), "name", "样本甲")).isEqualTo(digest);
        assertThat(vault.keepAll(names("样本甲")).get(SUBJECT)).containsEntry("name", digest);
        assertThat(text("select string_agg(encode(sealed, 'escape'), '') from vault_value"))
                .doesNotContain("样本甲");
    }

    /** A row as it was written before there was a choice of ciphers, by the JDK's own AES-GCM. */
    @Test
    void a_row_from_before_is_still_readable_in_suite_gm() throws Exception {
        byte[] key = new byte[32];
        byte[] nonce = new byte[12];
        random.nextBytes(key);
        random.nextBytes(nonce);
        javax.crypto.Cipher aes = javax.crypto.Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(
                javax.crypto.Cipher.ENCRYPT_MODE,
                new javax.crypto.spec.SecretKeySpec(key, "AES"),
                new javax.crypto.spec.GCMParameterSpec(128, nonce));
        byte[] plain = (" ".repeat(32) + "样本乙").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String joined = Hex.format(nonce) + Hex.format(aes.doFinal(plain));
        jdbc.sql("insert into vault_key (subject, key, cipher) values (?, ?, 'AES-256-GCM')")
                .params(SUBJECT, key)
                .update();
        jdbc.sql("insert into vault_value values (?, 'name', 'd', ?)")
                .params(SUBJECT, Hex.parse(joined))
                .update();
        assertThat(vault(Suite.GM).read(SUBJECT, "name")).contains("样本乙");
    }

    @ParameterizedTest
    @EnumSource
    void a_sealed_value_edited_in_the_database_does_not_open(Suite suite) {
        Vault vault = vault(suite);
        vault.keepAll(names("样本甲"));
        jdbc.sql("update vault_value set sealed = overlay(sealed placing '\\x00' from 30)")
                .update();
        jdbc.sql("update vault_value set sealed = overlay(sealed placing '\\x01' from 31)")
                .update();
        assertThatThrownBy(() -> vault.read(SUBJECT, "name"))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo("VAULT_DAMAGED"));
    }

    @Test
    void an_erased_person_has_neither_key_nor_values_and_is_not_taken_in_again() {
        Vault vault = vault(Suite.GM);
        vault.keepAll(names("样本甲"));
        assertThat(vault.fields(SUBJECT)).isEqualTo(List.of("name"));
        vault.erase(SUBJECT, Instant.EPOCH);
        assertThat(text("select count(*) from vault_key")).isEqualTo("0");
        assertThat(text("select count(*) from vault_value")).isEqualTo("0");
        assertThat(vault.read(SUBJECT, "name")).isEmpty();
        assertThat(vault.erasedWith("inspector/yunling/")).containsExactly(SUBJECT);
        assertThat(vault.keepAll(names("样本甲")).get(SUBJECT)).isEmpty();
        assertThat(text("select count(*) from vault_key")).isEqualTo("0");
    }
}
