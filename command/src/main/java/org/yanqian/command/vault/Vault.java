package org.yanqian.command.vault;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.ledger.event.PersonalDigest;

/**
 * Personal values beside the ledger: events hold {@code MAC(r, value)}, r and the value lie here under
 * a key per person (AES-256-GCM, SM4-GCM in suite gm). Destroying the key erases the person; every
 * proof still verifies, and nothing of an erased person is taken in again.
 */
@Component
public class Vault {
    private static final int SALT = PersonalDigest.SALT;

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

    /** @param r the salt of the digest */
    public record Stored(String subject, String field, String digest, byte[] r, String value) {}

    private record PersonKey(PersonCipher cipher, byte[] key) {
        byte[] open(byte[] sealedValue) {
            return cipher.open(key, sealedValue);
        }
    }

    /**
     * Keeps the values by subject and field and returns their digests likewise. A value that is there
     * already keeps its digest, so that importing the same file twice changes nothing. Empty values
     * are left out.
     */
    public Map<String, Map<String, String>> keepAll(Map<String, Map<String, String>> values) {
        Map<String, Map<String, String>> digests = new HashMap<>();
        Set<String> erased = erased(values.keySet());
        erased.forEach(subject -> digests.put(subject, Map.of()));
        Map<String, Map<String, String>> wanted = new HashMap<>(values);
        wanted.keySet().removeAll(erased);
        Map<String, PersonKey> keys = keys(wanted.keySet());
        Map<String, Map<String, Stored>> there = stored(wanted.keySet());
        List<Object[]> rows = new ArrayList<>();
        wanted.forEach(
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
            Map<String, PersonKey> keys,
            String subject,
            String field,
            String value) {
        byte[] salt = bytes(SALT);
        String digest = PersonalDigest.of(settings.suiteValue(), salt, field, value);
        byte[] plain = value.getBytes(StandardCharsets.UTF_8);
        byte[] joined = Arrays.copyOf(salt, SALT + plain.length);
        System.arraycopy(plain, 0, joined, SALT, plain.length);
        PersonKey key = keys.get(subject);
        rows.add(
                new Object[] {
                    subject, field, digest, key.cipher().seal(key.key(), random, joined)
                });
        return digest;
    }

    private Map<String, Map<String, Stored>> stored(Collection<String> subjects) {
        Map<String, Map<String, Stored>> found = new HashMap<>();
        values("v.subject = any (?)", (Object) subjects.toArray(String[]::new))
                .forEach(
                        value ->
                                found.computeIfAbsent(value.subject(), s -> new HashMap<>())
                                        .put(value.field(), value));
        return found;
    }

    private List<Stored> values(String where, Object parameter) {
        return jdbc.sql(
                        "select v.subject, v.field, v.digest, k.cipher, k.key, v.sealed from"
                                + " vault_value v join vault_key k using (subject) where "
                                + where
                                + " order by v.subject, v.field")
                .param(parameter)
                .query(
                        (row, n) -> {
                            byte[] joined =
                                    key(row.getString(4), row.getBytes(5)).open(row.getBytes(6));
                            return new Stored(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    Arrays.copyOf(joined, SALT),
                                    new String(
                                            joined,
                                            SALT,
                                            joined.length - SALT,
                                            StandardCharsets.UTF_8));
                        })
                .list();
    }

    private static PersonKey key(String cipher, byte[] key) {
        return new PersonKey(PersonCipher.of(cipher), key);
    }

    private Map<String, PersonKey> keys(Collection<String> subjects) {
        PersonCipher cipher = PersonCipher.of(settings.suiteValue());
        List<Object[]> fresh = new ArrayList<>();
        subjects.forEach(
                subject ->
                        fresh.add(
                                new Object[] {subject, bytes(cipher.keyLength()), cipher.wire()}));
        batch.batchUpdate(
                "insert into vault_key (subject, key, cipher) values (?, ?, ?)"
                        + " on conflict do nothing",
                fresh);
        Map<String, PersonKey> keys = new HashMap<>();
        jdbc.sql("select subject, cipher, key from vault_key where subject = any (?)")
                .param(subjects.toArray(String[]::new))
                .query(
                        (row, n) ->
                                keys.put(row.getString(1), key(row.getString(2), row.getBytes(3))))
                .list();
        return keys;
    }

    private Set<String> erased(Collection<String> subjects) {
        return Set.copyOf(
                jdbc.sql("select subject from vault_erased where subject = any (?)")
                        .param(subjects.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }

    /** Names of the values that lie under the key of this person, ascending. */
    public List<String> fields(String subject) {
        return jdbc.sql("select field from vault_value where subject = ? order by field")
                .param(subject)
                .query(String.class)
                .list();
    }

    /**
     * Destroys the key of this person and with it all values, in the caller's transaction. What lies
     * in older backups is not reached; see deploy/README.md.
     */
    public void erase(String subject, Instant at) {
        jdbc.sql("delete from vault_key where subject = ?").param(subject).update();
        jdbc.sql("insert into vault_erased (subject, erased) values (?, ?) on conflict do nothing")
                .params(subject, Timestamp.from(at))
                .update();
    }

    /** All values of the subjects that begin so, by subject and field. */
    public List<Stored> openAll(String prefix) {
        return values("starts_with(v.subject, ?)", prefix);
    }

    /** The subjects that begin so and were erased, ascending. */
    public List<String> erasedWith(String prefix) {
        return jdbc.sql(
                        "select subject from vault_erased where starts_with(subject, ?)"
                                + " order by subject")
                .param(prefix)
                .query(String.class)
                .list();
    }

    /** Empty when the person was erased or has no such value. */
    public Optional<String> read(String subject, String field) {
        return values("v.subject = ?", subject).stream()
                .filter(value -> value.field().equals(field))
                .map(Stored::value)
                .findFirst();
    }

    private byte[] bytes(int n) {
        byte[] out = new byte[n];
        random.nextBytes(out);
        return out;
    }
}
