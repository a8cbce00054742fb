package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanqian.app.testing.Refusals.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.app.testing.Cli;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.Exports;
import org.yanqian.app.testing.Party;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.RunningService;
import org.yanqian.app.testing.Setting;
import org.yanqian.command.seal.Identifiers;
import org.yanqian.command.seal.LedgerAppender;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.ImportEvent;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealedLedger;

/** docs/key-compromise.md, step by step against the service as it is deployed. */
class KeyCompromiseDrillTest {
    private static final String BUREAU = "yunling";
    private static final String ADMIN = "security-admin";
    private final SecureRandom random = new SecureRandom();
    private final Setting setting = new Setting(Suite.GM);
    private RunningService service;
    private int exports;

    @TempDir private Path folder;

    @Test
    void a_stolen_service_key_is_revoked_with_the_reserve_and_proves_nothing_any_more()
            throws IOException, SQLException {
        service = RunningService.start(setting, RunningService.arguments(setting));
        try {
            DrawDriver.furnish(service, BUREAU);
            Path reserve = reserveKeptElsewhere();
            Reply drawn = new DrawDriver(service, BUREAU).open("BEFORE").run(20);
            assertThat(drawn.at("result", "lapsed")).isEqualTo(false);
            PrivateKey stolen = restartWithTheReserve(reserve);
            revokeTheStolenKey(stolen);
            rotate();
            partysKeyIsSucceeded();
            verdict(0, "PROVEN");
            requireTheOldBundleStillProven(drawn.string("result", "drawHash"));
            theThiefWritesWith(stolen);
            verdict(1, "KEY_REVOKED");
        } finally {
            service.stop();
            setting.close();
        }
    }

    private Path keygen(String name) {
        Path file = folder.resolve(name);
        ok(Cli.run("keygen", "--suite", setting.suite.wire(), "--out", file));
        return file;
    }

    private static void ok(Cli cli) {
        assertThat(cli.exit()).as(cli.out() + cli.err()).isZero();
    }

    private Path token(String account) throws IOException {
        return Files.writeString(folder.resolve("token"), service.token(account));
    }

    /** Step 1, long before: a key that nobody uses is enrolled and carried away. */
    private Path reserveKeptElsewhere() throws IOException {
        Path reserve = keygen("reserve.json");
        Object[] prove = {
            "key",
            "prove",
            "--key",
            reserve,
            "--origin",
            Setting.ORIGIN,
            "--kind",
            "service",
            "--post",
            service.url(),
            "--token-file",
            token(ADMIN)
        };
        ok(Cli.run(prove));
        assertThat(states()).containsExactlyInAnyOrder("valid", "valid");
        return reserve;
    }

    private List<String> states() {
        return service.get(ADMIN, "/api/v1/bureaus/" + BUREAU + "/keys").ok().list("keys").stream()
                .map(k -> (Map<?, ?>) k)
                .filter(k -> k.get("kind").equals("service"))
                .map(k -> String.valueOf(k.get("state")))
                .toList();
    }

    /** Step 2: the working key is taken out, the reserve put in. */
    private PrivateKey restartWithTheReserve(Path reserve) throws IOException {
        service.stop();
        Path working = setting.keys().resolve("service.json");
        PrivateKey stolen = PrivateKey.parse(Files.readAllBytes(working), random);
        Files.delete(working);
        Files.copy(reserve, setting.keys().resolve("service-reserve.json"));
        service = RunningService.start(setting, RunningService.arguments(setting));
        return stolen;
    }

    /** Step 3: everything is witnessed first, then the key is called stolen. */
    private void revokeTheStolenKey(PrivateKey stolen) {
        String path = "/api/v1/keys/service/revocation";
        Map<String, Object> body =
                Map.of("key", stolen.publicKey().id(), "reason", "compromised", "since", "");
        Reply revoked = service.post(ADMIN, path, body).ok();
        assertThat(revoked.at("result", "witnessed")).isEqualTo(true);
        refused(service, 422, "KEY_REFUSED", () -> service.post(ADMIN, path, body));
        assertThat(states()).containsExactlyInAnyOrder("compromised", "valid");
    }

    /** Step 4: the reserve is used up; a new working key steps into its place. */
    private void rotate() {
        Reply rotated =
                service.post(ADMIN, "/api/v1/keys/service/rotation", Map.of(), "Prefer", "wait")
                        .ok();
        verdictNow(0, "PROVEN");
        assertThat(rotated.list("receipts")).isNotEmpty();
        assertThat(states()).containsExactlyInAnyOrder("compromised", "rotated", "valid");
        String id = PublicKey.parse(rotated.string("result", "old")).id();
        refused(
                service,
                422,
                "KEY_REFUSED",
                () -> service.post(ADMIN, "/api/v1/keys/service/rotation", Map.of("key", "gm-00")));
        assertThat(id).startsWith("gm-");
    }

    /** A party's own key: another steps into its place by its own signature alone. */
    private void partysKeyIsSucceeded() throws IOException {
        Path old = Files.write(folder.resolve("old.json"), setting.discipline.key().format());
        Path next = keygen("next.json");
        Object[] succeed = {
            "key",
            "succeed",
            "--old",
            old,
            "--key",
            next,
            "--origin",
            Setting.ORIGIN,
            "--kind",
            "party",
            "--bureau",
            BUREAU,
            "--holder",
            "discipline",
            "--post",
            service.url(),
            "--token-file",
            token("discipline-seed-party")
        };
        ok(Cli.run(succeed));
        DrawDriver draw = new DrawDriver(service, BUREAU).open("AFTER");
        refused(service, 422, "PARTY_SIGNATURE_INVALID", () -> draw.commit(setting.discipline));
        PrivateKey key = PrivateKey.parse(Files.readAllBytes(next), random);
        draw.commit(new Party("discipline", key, true)).ok();
    }

    private void requireTheOldBundleStillProven(String drawHash) throws IOException {
        Path bundle = folder.resolve("draw.bundle");
        String file = "/api/v1/public/draws/" + drawHash + "/files/draw.bundle";
        // Remade after the revocation, so that its readers learn of it.
        DrawDriver.await(
                "bundle with the revocation",
                () -> service.get(null, file).ok().text().contains("key.revoked"));
        Files.write(bundle, service.get(null, file).ok().body());
        Cli cli = Cli.run("draw", bundle, "--policy", setting.policyFolder(), "--lang", "en");
        assertThat(cli.exit()).as(cli.out() + cli.err()).isZero();
    }

    /** The thief has the database as well: the event is chained, signed and sealed like any other. */
    private void theThiefWritesWith(PrivateKey stolen) throws SQLException {
        Identifiers identifiers = new Identifiers(Clock.systemUTC(), random);
        LedgerAppender thief =
                new LedgerAppender(Setting.ORIGIN, setting.suite, stolen, identifiers);
        try (Connection connection = service.dataSource().getConnection()) {
            thief.append(
                    connection,
                    List.of(
                            new LedgerAppender.Draft(
                                    ImportEvent.stream(BUREAU, "thief"),
                                    0,
                                    new ImportEvent.RegistryImported(
                                            "target",
                                            "样本.csv",
                                            "ab".repeat(32),
                                            "UTF-8",
                                            0,
                                            0,
                                            0,
                                            0,
                                            0,
                                            false),
                                    new Actor(BUREAU, "o-1", "registry-keeper"),
                                    "thief",
                                    thief.newId(),
                                    Clock.systemUTC().instant())));
        }
        SealedLedger ledger = service.context().getBean(SealedLedger.class);
        DrawDriver.await(
                "sealed", () -> ledger.find(ImportEvent.stream(BUREAU, "thief"), 0).isPresent());
    }

    private void verdict(int exit, String text) {
        Exports.awaitWitnessed(service);
        verdictNow(exit, text);
    }

    /** Whatever the witnesses have seen: an export never carries a seal that it does not explain. */
    private void verdictNow(int exit, String text) {
        Path export = Exports.fetch(service, folder.resolve("export" + exports++));
        Cli cli = Cli.run("ledger", export, "--policy", setting.policyFolder(), "--lang", "en");
        assertThat(cli.exit()).as(cli.out() + cli.err()).isEqualTo(exit);
        assertThat(cli.out()).contains(text);
    }
}
