package org.yanqian.command.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.seal.EntryStore;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.keys.KeyRing;
import org.yanqian.ledger.sign.Pkcs12;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.sign.Suite;

/**
 * The service's own keys, read from a folder: {@code service.json} and every other {@code
 * service*.json} or {@code service*.p12} (PKCS#12 under a password) may sign events, the first of them
 * that the ledger calls valid does; {@code log.json} (Ed25519) signs checkpoints. Missing ones are made
 * at first start. No party's or officer's key is ever here.
 */
public final class ServiceKeys implements SigningKey {
    private static final String FIRST = "service.json";
    private static final String FIRST_KEYSTORE = "service.p12";

    private record Current(PrivateKey key, long seq) {}

    private final Path folder;
    private final Suite suite;
    private final String password;
    private final SecureRandom random;
    private final PrivateKey log;
    private volatile Current current;

    private ServiceKeys(Path folder, Suite suite, String password, SecureRandom random)
            throws IOException {
        this.folder = folder;
        this.suite = suite;
        this.password = password;
        this.random = random;
        Files.createDirectories(folder);
        if (files().isEmpty()) {
            write(folder.resolve(FIRST), PrivateKey.generate(suite, random));
        }
        Path logFile = folder.resolve("log.json");
        if (!Files.exists(logFile)) {
            write(logFile, PrivateKey.generate(Suite.INTL, random));
        }
        this.log = PrivateKey.parse(Files.readAllBytes(logFile), random);
        this.current = new Current(candidates().get(0), KeyStore.NO_EVENTS);
    }

    public static ServiceKeys loadOrCreate(Path folder, Suite suite, SecureRandom random) {
        return loadOrCreate(folder, suite, "", random);
    }

    /** @param password of the PKCS#12 files, empty where there are none */
    public static ServiceKeys loadOrCreate(
            Path folder, Suite suite, String password, SecureRandom random) {
        try {
            return new ServiceKeys(folder, suite, password, random);
        } catch (IOException e) {
            throw new UncheckedIOException("keys in " + folder, e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> f.getFileName().toString().matches("service.*\\.(json|p12)"))
                    .sorted(
                            Comparator.comparing(ServiceKeys::isNotFirst)
                                    .thenComparing(Path::getFileName))
                    .toList();
        }
    }

    private List<PrivateKey> candidates() throws IOException {
        List<PrivateKey> keys = new ArrayList<>();
        for (Path file : files()) {
            PrivateKey key = read(file);
            if (key.publicKey().suite() != suite) {
                throw new IllegalStateException(
                        file.getFileName()
                                + " is of suite "
                                + key.publicKey().suite().wire()
                                + ", the service is set to "
                                + suite.wire());
            }
            keys.add(key);
        }
        return keys;
    }

    private static boolean isNotFirst(Path file) {
        return !file.endsWith(FIRST) && !file.endsWith(FIRST_KEYSTORE);
    }

    private static boolean isKeystore(Path file) {
        return file.getFileName().toString().endsWith(".p12");
    }

    private PrivateKey read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!isKeystore(file)) {
            return PrivateKey.parse(bytes, random);
        }
        if (password.isEmpty()) {
            throw new IllegalStateException(
                    file.getFileName() + " needs yanqian.keystore.password or password-file");
        }
        return Pkcs12.parse(bytes, password.toCharArray(), random);
    }

    private static void write(Path file, PrivateKey key) throws IOException {
        write(file, key.format());
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(
                        Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
        Files.write(file, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    }

    /** A key that no event names yet, on disk before anything is said of it. */
    PrivateKey generateNext(Instant now) {
        PrivateKey key = PrivateKey.generate(suite, random);
        String id = key.publicKey().id();
        String name = "service-" + id.substring(id.indexOf('-') + 1);
        try {
            if (isKeystore(files().get(0))) {
                char[] secret = password.toCharArray();
                write(folder.resolve(name + ".p12"), Pkcs12.format(key, secret, now, random));
            } else {
                write(folder.resolve(name + ".json"), key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("keys in " + folder, e);
        }
        return key;
    }

    /** A key of the folder by its id; refuses with {@code KEY_REFUSED}. */
    PrivateKey require(String keyId) {
        try {
            return candidates().stream()
                    .filter(key -> key.publicKey().id().equals(keyId))
                    .findFirst()
                    .orElseThrow(() -> new Refusal(RefusalCode.KEY_REFUSED, "KEY_UNKNOWN", keyId));
        } catch (IOException e) {
            throw new UncheckedIOException("keys in " + folder, e);
        }
    }

    /** Of every key in the folder, old ones too. */
    public List<PublicKey> publicKeys() {
        try {
            return candidates().stream().map(PrivateKey::publicKey).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("keys in " + folder, e);
        }
    }

    /** The key that signed last; what appends asks {@link #held}. */
    public Signer service() {
        return current.key();
    }

    public PrivateKey log() {
        return log;
    }

    @Override
    public Held held() {
        return held(current);
    }

    @Override
    public Held renewed(EntryStore entries, Connection connection) throws SQLException {
        return held(valid(entries, connection));
    }

    private static Held held(Current now) {
        return new Held(now.key(), Optional.of(KeyStore.endsAt(now.seq())));
    }

    /**
     * Until the transaction ends no key event can come between: whoever changes keys waits for it.
     */
    public Signer in(EntryStore entries, Connection connection) throws SQLException {
        return valid(entries, connection).key();
    }

    private Current valid(EntryStore entries, Connection connection) throws SQLException {
        long seq = KeyStore.shared(entries, connection);
        Current now = current;
        return now.seq() == seq ? now : choose(entries, connection, seq);
    }

    // Another node, or this one, has recorded a key event since.
    private synchronized Current choose(EntryStore entries, Connection connection, long seq)
            throws SQLException {
        KeyRing ring = KeyStore.ring(entries, connection, List.of(), List.of());
        List<PrivateKey> known = new ArrayList<>(List.of(current.key()));
        try {
            known.addAll(candidates());
        } catch (IOException e) {
            throw new UncheckedIOException("keys in " + folder, e);
        }
        for (PrivateKey key : known) {
            if (isValid(ring, key)) {
                if (key != current.key()) {
                    LoggerFactory.getLogger(ServiceKeys.class)
                            .info("events are signed by {} from here on", key.publicKey().id());
                }
                current = new Current(key, seq);
                return current;
            }
        }
        throw new Refusal(RefusalCode.SERVICE_KEY_RETIRED, current.key().publicKey().id());
    }

    private static boolean isValid(KeyRing ring, PrivateKey key) {
        return ring.find(key.publicKey().id())
                .filter(k -> k.kind().equals(KeyEvent.SERVICE) && k.isValidAt(Long.MAX_VALUE))
                .isPresent();
    }
}
