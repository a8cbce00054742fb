package org.yanqian.app.backup;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.yanqian.app.backup.Completeness.Signers;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.keys.KeystorePassword;
import org.yanqian.command.keys.ServiceKeys;
import org.yanqian.command.seal.OutsideMemory;
import org.yanqian.command.seal.PostgresEntries;
import org.yanqian.command.seal.WitnessSizes;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.ServiceKey;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.witness.TrustedAuthorities;
import org.yanqian.ledger.witness.WitnessClient;

/**
 * {@code yanqian.jar backup DIR} and {@code yanqian.jar restore DIR [--export DIR]}, with the settings
 * of the service. Exit code: 0 complete, 1 refused, 2 usage.
 */
public final class BackupCommand {
    private static final int REFUSED = 1;
    private static final int USAGE = 2;
    private static final String EXPORT = "--export";

    private final ConfigurableApplicationContext context;
    private final CommandSettings settings;
    private final ServiceKeys keys;
    private final Optional<Policy> policy;
    private final NoteSigner log;
    private final OutsideMemory memory;

    private BackupCommand(ConfigurableApplicationContext context) {
        this.context = context;
        this.settings = context.getBean(CommandSettings.class);
        if (!Files.isDirectory(settings.keys())) {
            throw new CodedException(
                    "KEYS_MISSING", "没有密钥目录 / no folder of keys: " + settings.keys());
        }
        this.keys =
                ServiceKeys.loadOrCreate(
                        settings.keys(),
                        settings.suiteValue(),
                        KeystorePassword.of(context.getEnvironment()::getProperty),
                        new SecureRandom());
        this.policy = Optional.ofNullable(settings.policy()).map(Policy::read);
        this.log = new NoteSigner(settings.origin(), keys.log());
        this.memory = new OutsideMemory(settings);
    }

    /** @param name {@code backup} or {@code restore}, then the folder and settings of the service */
    public static int run(String name, List<String> arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> rest = new ArrayList<>(arguments);
        Optional<Path> export = take(rest, EXPORT).map(Path::of);
        if (rest.isEmpty() || rest.get(0).startsWith("--")) {
            out.println("用法 usage: backup DIR | restore DIR [--export DIR] [--yanqian.…=…]");
            return USAGE;
        }
        Path folder = Path.of(rest.remove(0));
        try (ConfigurableApplicationContext context =
                new SpringApplicationBuilder(BackupSettings.class)
                        .web(WebApplicationType.NONE)
                        .run(rest.toArray(String[]::new))) {
            BackupCommand command = new BackupCommand(context);
            out.println(
                    name.equals("backup")
                            ? command.backup(folder)
                            : command.restore(folder, export));
            return 0;
        } catch (CodedException e) {
            out.println("拒绝 refused: " + e.code() + " " + e.getMessage());
            return REFUSED;
        } catch (IOException | SQLException e) {
            out.println("失败 failed: " + e.getMessage());
            return REFUSED;
        }
    }

    private static Optional<String> take(List<String> arguments, String name) {
        for (String argument : List.copyOf(arguments)) {
            if (argument.startsWith(name + "=")) {
                arguments.remove(argument);
                return Optional.of(argument.substring(name.length() + 1));
            }
        }
        int at = arguments.indexOf(name);
        if (at < 0 || at + 1 >= arguments.size()) {
            return Optional.empty();
        }
        String value = arguments.get(at + 1);
        arguments.subList(at, at + 2).clear();
        return Optional.of(value);
    }

    private String backup(Path folder) throws IOException, SQLException {
        BackupManifest made =
                new BackupWriter(database(), signers(), sealing())
                        .write(folder, Clock.systemUTC().instant());
        return told("备份", "backup", made.size(), made.witnessedSize());
    }

    private Signer sealing() throws SQLException {
        try (Connection connection = database().getConnection()) {
            return keys.in(new PostgresEntries(), connection);
        }
    }

    private String restore(Path folder, Optional<Path> export) throws IOException, SQLException {
        BackupReader backup = BackupReader.open(folder, serviceKeys());
        Completeness complete =
                new Restorer(database(), signers(), witnessedElsewhere()).restore(backup, export);
        return told("恢复", "restore", complete.size(), complete.witnessedSize());
    }

    private static String told(String zh, String en, long size, long witnessed) {
        return "%s完整：%d 条，已见证 %d 条 / %s: complete up to size %d, witnessed size %d"
                .formatted(zh, size, witnessed, en, size, witnessed);
    }

    private DataSource database() {
        return context.getBean(DataSource.class);
    }

    private Signers signers() {
        return new Signers(
                settings.origin(),
                settings.suiteValue(),
                log.key(NoteKey.Type.ED25519),
                policy,
                memory.roots());
    }

    private List<PublicKey> serviceKeys() {
        return Stream.concat(
                        keys.publicKeys().stream(),
                        policy.stream().flatMap(p -> p.serviceKeys().stream()).map(ServiceKey::key))
                .toList();
    }

    private long witnessedElsewhere() {
        WitnessClient client =
                new WitnessClient(
                        Duration.ofSeconds(5),
                        Optional.ofNullable(settings.witnessAuthorities())
                                .map(TrustedAuthorities::context));
        LongStream answered =
                policy.stream()
                        .flatMap(p -> WitnessSizes.ask(p, log, client).values().stream())
                        .mapToLong(Long::longValue);
        return LongStream.concat(
                        answered, memory.lastWitnessed().stream().mapToLong(Checkpoint::size))
                .max()
                .orElse(0);
    }
}
