package org.yanqian.app.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Accounts in the database; the usual ones are made at first start and their secrets shown once. */
@Component
@Conditional(EmbeddedIdentity.class)
public class Accounts {
    /** @param secret encoded */
    public record Stored(Account account, String secret) {}

    private final JdbcClient jdbc;
    private final PasswordEncoder encoder;
    private final IdentitySettings settings;
    private final SecureRandom random = new SecureRandom();

    public Accounts(JdbcClient jdbc, PasswordEncoder encoder, IdentitySettings settings) {
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.settings = settings;
        makeTheUsual();
    }

    public Optional<Stored> find(String id) {
        return jdbc.sql("select id, secret, bureau, roles from account where id = ?")
                .param(id)
                .query(
                        (row, n) ->
                                new Stored(
                                        new Account(
                                                row.getString(1),
                                                row.getString(3),
                                                List.of(row.getString(4).split(","))),
                                        row.getString(2)))
                .optional();
    }

    private void makeTheUsual() {
        if (jdbc.sql("select count(*) from account").query(Long.class).single() > 0) {
            return;
        }
        Map<String, String> secrets = new TreeMap<>();
        for (Account account : usual()) {
            byte[] bytes = new byte[24];
            random.nextBytes(bytes);
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            secrets.put(account.id(), secret);
            jdbc.sql(
                            "insert into account (id, secret, bureau, roles, made)"
                                    + " values (?, ?, ?, ?, ?)")
                    .params(
                            account.id(),
                            encoder.encode(secret),
                            account.bureau(),
                            String.join(",", account.roles()),
                            Timestamp.from(Clock.systemUTC().instant()))
                    .update();
        }
        showOnce(secrets);
    }

    private List<Account> usual() {
        List<Account> usual = new ArrayList<>();
        for (String bureau : settings.bureaus()) {
            for (String role :
                    List.of(
                            "registry-keeper",
                            "plan-author",
                            "draw-operator",
                            "seed-party",
                            "inspector",
                            "reviewer",
                            "publisher",
                            "approver")) {
                usual.add(new Account(bureau + "-" + role, bureau, List.of(role)));
            }
        }
        String overseer = settings.overseer();
        usual.add(new Account(overseer + "-seed-party", overseer, List.of("seed-party")));
        usual.add(new Account(overseer + "-auditor", overseer, List.of("auditor")));
        for (String admin : List.of("system-admin", "security-admin", "audit-admin")) {
            usual.add(new Account(admin, "", List.of(admin)));
        }
        return usual;
    }

    private void showOnce(Map<String, String> secrets) {
        StringBuilder text = new StringBuilder();
        secrets.forEach((id, secret) -> text.append(id).append(' ').append(secret).append('\n'));
        if (settings.secretsFile() == null) {
            System.out.print(
                    "首次启动，已建立账户；以下口令只显示这一次："
                            + "\nFirst start: accounts were made, their secrets are shown only now:\n"
                            + text);
            return;
        }
        try {
            Path file = settings.secretsFile().toAbsolutePath();
            Files.createDirectories(file.getParent());
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("writing the secrets of the new accounts", e);
        }
    }
}
