package org.yanqian.command.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.codec.Hex;

/**
 * Personal values beside the ledger: events hold {@code MAC(r, value)}, r and the value lie here under
 * a key per person (AES-256-GCM). Destroying the key erases the person; every proof still verifies.
 */
@Component
public class Vault {
    private static final int NONCE = 12;
    private static final int SALT = 32;

    private final JdbcClient jdbc;
    private final SecureRandom random;
    private final CommandSettings settings;

    public Vault(JdbcClient jdbc, SecureRandom random, CommandSettings settings) {
        this.jdbc = jdbc;
        this.random = random;
        this.settings = settings;
    }

    /**
     * Keeps the values and returns their digests by field; a value that is there already keeps its
     * digest, so that importing the same file twice changes nothing. Empty values are left out.
     */
    public Map<String, String> keep(String subject, Map<String, String> values) {
        Map<String, String> digests = new TreeMap<>();
        values.forEach(
                (field, value) -> {
                    if (!value.isEmpty()) {
                        digests.put(field, keep(subject, field, value));
                    }
                });
        return digests;
    }

    private String keep(String subject, String field, String value) {
        Optional<String> there =
                jdbc.sql("select digest from vault_value where subject = ? and field = ?")
                        .params(subject, field)
                        .query(String.class)
                        .optional();
        if (there.isPresent() && read(subject, field).filter(value::equals).isPresent()) {
            return there.get();
        }
        byte[] salt = bytes(SALT);
        String digest = digest(salt, field, value);
        byte[] plain = value.getBytes(StandardCharsets.UTF_8);
        byte[] joined = Arrays.copyOf(salt, SALT + plain.length);
        System.arraycopy(plain, 0, joined, SALT, plain.length);
        jdbc.sql(
                        "insert into vault_value (subject, field, digest, sealed) values (?, ?, ?, ?)"
                                + " on conflict (subject, field) do update set"
                                + " digest = excluded.digest, sealed = excluded.sealed")
                .params(subject, field, digest, seal(key(subject), joined))
                .update();
        return digest;
    }

    private String digest(byte[] salt, String field, String value) {
        byte[] message = Enc.of("YQ/personal").string(field).string(value).toBytes();
        return Hex.format(settings.suiteValue().mac(salt, message));
    }

    /** Empty when the person was erased or has no such value. */
    public Optional<String> read(String subject, String field) {
        return jdbc.sql(
                        "select k.key, v.sealed from vault_value v join vault_key k using (subject)"
                                + " where subject = ? and field = ?")
                .params(subject, field)
                .query(
                        (row, n) -> {
                            byte[] joined = open(row.getBytes(1), row.getBytes(2));
                            return new String(
                                    joined, SALT, joined.length - SALT, StandardCharsets.UTF_8);
                        })
                .optional();
    }

    private byte[] key(String subject) {
        jdbc.sql("insert into vault_key (subject, key) values (?, ?) on conflict do nothing")
                .params(subject, bytes(32))
                .update();
        return jdbc.sql("select key from vault_key where subject = ?")
                .param(subject)
                .query((row, n) -> row.getBytes(1))
                .single();
    }

    private byte[] seal(byte[] key, byte[] plain) {
        byte[] nonce = bytes(NONCE);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, plain);
        byte[] joined = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, joined, NONCE, sealed.length);
        return joined;
    }

    private static byte[] open(byte[] key, byte[] joined) {
        return cipher(
                Cipher.DECRYPT_MODE,
                key,
                Arrays.copyOf(joined, NONCE),
                Arrays.copyOfRange(joined, NONCE, joined.length));
    }

    private static byte[] cipher(int mode, byte[] key, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new CodedException("VAULT_DAMAGED", "a personal value does not open", e);
        }
    }

    private byte[] bytes(int n) {
        byte[] out = new byte[n];
        random.nextBytes(out);
        return out;
    }
}
