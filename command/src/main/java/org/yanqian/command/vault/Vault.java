package org.yanqian.command.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.JdbcTemplate;
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
    private final JdbcTemplate batch;
    private final SecureRandom random;
    private final CommandSettings settings;

    public Vault(
            JdbcClient jdbc, JdbcTemplate batch, SecureRandom random, CommandSettings settings) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.random = random;
        this.settings = settings;
    }

    private record Stored(String subject, String field, String digest, String value) {}

    /**
     * Keeps the values by subject and field and returns their digests likewise. A value that is there
     * already keeps its digest, so that importing the same file twice changes nothing. Empty values
     * are left out.
     */
    public Map<String, Map<String, String>> keepAll(Map<String, Map<String, String>> values) {
        Map<String, Map<String, String>> digests = new HashMap<>();
        Map<String, byte[]> keys = keys(values.keySet());
        Map<String, Map<String, Stored>> there = stored(values.keySet());
        List<Object[]> rows = new ArrayList<>();
        values.forEach(
                (subject, fields) -> {
                    Map<String, String> kept = new TreeMap<>();
                    fields.forEach(
                            (field, value) -> {
                                if (!value.isEmpty()) {
                                    Stored old = there.getOrDefault(subject, Map.of()).get(field);
                                    kept.put(
                                            field,
                                            old != null && old.value().equals(value)
                                                    ? old.digest()
                                                    : add(rows, keys, subject, field, value));
                                }
                            });
                    digests.put(subject, kept);
                });
        batch.batchUpdate(
                "insert into vault_value (subject, field, digest, sealed) values (?, ?, ?, ?)"
                        + " on conflict (subject, field) do update set"
                        + " digest = excluded.digest, sealed = excluded.sealed",
                rows);
        return digests;
    }

    private String add(
            List<Object[]> rows,
            Map<String, byte[]> keys,
            String subject,
            String field,
            String value) {
        byte[] salt = bytes(SALT);
        String digest = digest(salt, field, value);
        byte[] plain = value.getBytes(StandardCharsets.UTF_8);
        byte[] joined = Arrays.copyOf(salt, SALT + plain.length);
        System.arraycopy(plain, 0, joined, SALT, plain.length);
        rows.add(new Object[] {subject, field, digest, seal(keys.get(subject), joined)});
        return digest;
    }

    private Map<String, Map<String, Stored>> stored(Collection<String> subjects) {
        Map<String, Map<String, Stored>> found = new HashMap<>();
        jdbc.sql(
                        "select v.subject, v.field, v.digest, k.key, v.sealed from vault_value v"
                                + " join vault_key k using (subject) where subject = any (?)")
                .param(subjects.toArray(String[]::new))
                .query(
                        (row, n) ->
                                new Stored(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        text(open(row.getBytes(4), row.getBytes(5)))))
                .list()
                .forEach(
                        value ->
                                found.computeIfAbsent(value.subject(), s -> new HashMap<>())
                                        .put(value.field(), value));
        return found;
    }

    private Map<String, byte[]> keys(Collection<String> subjects) {
        List<Object[]> fresh = new ArrayList<>();
        subjects.forEach(subject -> fresh.add(new Object[] {subject, bytes(32)}));
        batch.batchUpdate(
                "insert into vault_key (subject, key) values (?, ?) on conflict do nothing", fresh);
        Map<String, byte[]> keys = new HashMap<>();
        jdbc.sql("select subject, key from vault_key where subject = any (?)")
                .param(subjects.toArray(String[]::new))
                .query((row, n) -> new Object[] {row.getString(1), row.getBytes(2)})
                .list()
                .forEach(row -> keys.put((String) row[0], (byte[]) row[1]));
        return keys;
    }

    private static String text(byte[] joined) {
        return new String(joined, SALT, joined.length - SALT, StandardCharsets.UTF_8);
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
                .query((row, n) -> text(open(row.getBytes(1), row.getBytes(2))))
                .optional();
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
