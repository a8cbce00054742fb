package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.app.backup.BackupCommand;
import org.yanqian.app.testing.Cli;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.Exports;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.RunningService;
import org.yanqian.app.testing.SampleFiles;
import org.yanqian.app.testing.Setting;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealedLedger;

/**
 * One service, its backups and its end: what is restored is proved complete or refused, and a store
 * that was tampered with stops the service.
 */
class BackupTest {
    private static final String BUREAU = "yunling";
    private static final String TARGET = "/api/v1/bureaus/" + BUREAU + "/targets/QY002961";
    @TempDir private static Path folder;
    private static Setting setting;
    private static Path older;
    private static Path newer;
    private static Path exportBefore;

    /** A service with two backups, the first older than what the witnesses have seen; then killed. */
    @BeforeAll
    static void backUpTwice() {
        setting = new Setting(Suite.GM);
        older = folder.resolve("older");
        newer = folder.resolve("newer");
        RunningService service = RunningService.start(setting, arguments("data"));
        try {
            furnish(service);
            Exports.awaitWitnessed(service);
            assertThat(run("backup", older.toString(), arguments("data")).exit()).isZero();
            change(service, "停产").ok();
            erase(service);
            Exports.awaitWitnessed(service);
            Said said = run("backup", newer.toString(), arguments("data"));
            assertThat(said.exit()).as(said.text()).isZero();
            assertThat(said.text()).contains("complete up to size").contains("witnessed size");
            exportBefore = Exports.fetch(service, folder.resolve("before"));
        } finally {
            service.stop();
        }
    }

    @AfterAll
    static void close() {
        setting.close();
    }

    private record Said(int exit, String text) {}

    private static Said run(String name, String target, List<String> arguments) {
        PrintStream console = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            List<String> all = new ArrayList<>(List.of(target));
            all.addAll(arguments);
            int exit = BackupCommand.run(name, all);
            return new Said(exit, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(console);
        }
    }

    /** The service's own settings, its data in another folder. */
    private static List<String> arguments(String data) {
        List<String> arguments = new ArrayList<>(RunningService.arguments(setting));
        arguments.removeIf(a -> a.startsWith("--yanqian.data="));
        arguments.add("--yanqian.data=" + setting.folder.resolve(data));
        return arguments;
    }

    private static void furnish(RunningService service) {
        String base = "/api/v1/bureaus/" + BUREAU;
        service.post(BUREAU + "-approver", base + "/rule-sets", Map.of("id", "weihai-2023")).ok();
        byte[] file =
                SampleFiles.csv(
                        SampleFiles.TARGET_HEADER,
                        List.of(
                                SampleFiles.target(2960, "一般", "在产"),
                                SampleFiles.target(2961, "一般", "在产")));
        service.upload(BUREAU + "-registry-keeper", base + "/target-imports", file).ok();
    }

    private static Reply change(RunningService service, String status) {
        return service.put(
                BUREAU + "-registry-keeper",
                TARGET,
                Map.of("changes", Map.of("operatingStatus", status), "reason", "样本"));
    }

    /** The contact of the site: asked by the registry keeper, approved by another. */
    private static void erase(RunningService service) {
        String path = "/api/v1/bureaus/" + BUREAU + "/targets/QY002961/erasure-requests";
        service.post(
                        BUREAU + "-registry-keeper",
                        path,
                        Map.of("reason", "联系人变更（样本）", "article", "个人信息保护法第四十七条"))
                .ok();
        service.post(
                        BUREAU + "-approver",
                        path + "/1/decision",
                        Map.of("approved", true, "reason", "样本"))
                .ok();
    }

    private static long keysOf(RunningService service, String target) {
        return JdbcClient.create(service.dataSource())
                .sql("select count(*) from vault_key where subject = ?")
                .param("target/" + BUREAU + "/" + target)
                .query(Long.class)
                .single();
    }

    private static void requireProven(Path export) {
        Cli verdict = Cli.run("ledger", export, "--policy", setting.policyFolder(), "--lang", "en");
        assertThat(verdict.exit()).as(verdict.out() + verdict.err()).isZero();
    }

    private static RunningService restart(String data) {
        return RunningService.start(setting, arguments(data));
    }

    @Test
    void a_restored_service_goes_on_and_is_proven_before_and_after() {
        requireProven(exportBefore);
        Said said = run("restore", newer.toString(), arguments("restored"));
        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(said.text()).contains("complete up to size").contains("witnessed size");
        RunningService service = restart("restored");
        try {
            change(service, "在产").ok();
            Exports.awaitWitnessed(service);
            Path after = Exports.fetch(service, folder.resolve("after"));
            requireProven(after);
            tamper(service);
        } finally {
            service.stop();
        }
    }

    /** An entry edited in place: commands are refused, nothing is signed, the operator is told. */
    private void tamper(RunningService service) {
        JdbcClient.create(service.dataSource())
                .sql(
                        "update ledger_event set entry = overlay(entry placing '\\x2b' from 60)"
                                + " where pos = (select pos from ledger_index where idx = 3)")
                .update();
        String status = "/api/v1/ledger/store";
        DrawDriver.await(
                "halted",
                () -> "STORE_DIFFERS".equals(service.get("system-admin", status).at("state")));
        Reply told = service.get("system-admin", status).ok();
        assertThat(told.at("halted", "index")).isEqualTo(3);
        assertThat(told.string("halted", "todo", "zh")).contains("审计员导出");
        assertThat(told.string("halted", "todo", "en")).contains("--export");
        Reply refused = change(service, "停产");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.string("code")).isEqualTo("STORE_DIFFERS");
        assertThat(refused.string("message", "zh")).contains("3");
        assertThat(service.get(null, "/actuator/health").status()).isEqualTo(503);
        requireDumpDiffers(service);
        long signed =
                service.context()
                        .getBean(SealedLedger.class)
                        .latestCheckpoint()
                        .orElseThrow()
                        .size();
        assertThat(service.get(null, "/api/v1/ledger/checkpoint").ok().text())
                .contains("\n" + signed + "\n");
    }

    /** The auditor finds the same offline, with the store's dump and an export of before. */
    private void requireDumpDiffers(RunningService service) {
        try {
            Path dump = folder.resolve("store.ndjson");
            Files.write(
                    dump,
                    service.get("discipline-auditor", "/api/v1/ledger/store/dump").ok().body());
            Cli compared =
                    Cli.run(
                            "compare",
                            dump,
                            "--export",
                            folder.resolve("after"),
                            "--policy",
                            setting.policyFolder(),
                            "--lang",
                            "en");
            assertThat(compared.exit()).as(compared.out() + compared.err()).isEqualTo(1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void an_old_backup_is_refused_and_an_auditors_export_fills_it_up() {
        Said refused = run("restore", older.toString(), arguments("old"));
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.text()).contains("STORE_OLDER_THAN_WITNESSED");
        List<String> filled = arguments("old");
        filled.addAll(List.of("--export", exportBefore.toString()));
        Said said = run("restore", older.toString(), filled);
        assertThat(said.exit()).as(said.text()).isZero();
        RunningService service = restart("old");
        try {
            assertThat(service.get("system-admin", "/api/v1/ledger/store").ok().at("state"))
                    .isEqualTo("ok");
            requireProven(Exports.fetch(service, folder.resolve("filled")));
            assertThat(keysOf(service, "QY002960")).isEqualTo(1);
            assertThat(keysOf(service, "QY002961")).as("erased after this backup").isZero();
        } finally {
            service.stop();
        }
    }

    @Test
    void a_lost_database_is_not_taken_for_a_new_ledger() {
        List<String> arguments = arguments("empty");
        arguments.removeIf(a -> a.startsWith("--yanqian.identity.secrets-file="));
        arguments.add("--yanqian.identity.secrets-file=" + folder.resolve("other-secrets"));
        RunningService service = RunningService.start(setting, arguments);
        try {
            Reply health = service.get(null, "/actuator/health");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.text()).contains("STORE_OLDER_THAN_WITNESSED");
            assertThat(
                            JdbcClient.create(service.dataSource())
                                    .sql("select count(*) from ledger_event")
                                    .query(Long.class)
                                    .single())
                    .isZero();
        } finally {
            service.stop();
        }
    }

    private static Path copy(String name) throws IOException {
        Path target = folder.resolve(name);
        try (Stream<Path> all = Files.walk(newer)) {
            for (Path path : all.toList()) {
                Files.copy(
                        path,
                        target.resolve(newer.relativize(path).toString()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return target;
    }

    private static void requireRefused(Path backup, String code) {
        Said said = run("restore", backup.toString(), arguments("cut"));
        assertThat(said.exit()).as(said.text()).isEqualTo(1);
        assertThat(said.text()).contains(code);
    }

    @Test
    void a_backup_that_is_cut_changed_or_unsigned_is_refused() throws IOException {
        Path cut = copy("cut");
        Path events = cut.resolve("tables/ledger_event.copy.gz");
        byte[] bytes = Files.readAllBytes(events);
        Files.write(events, java.util.Arrays.copyOf(bytes, bytes.length - 40));
        requireRefused(cut, "FILE_DIFFERS");
        Path missing = copy("missing");
        Files.delete(missing.resolve("tables/vault_key.copy.gz"));
        requireRefused(missing, "MISSING_FILE");
        Path forged = copy("forged");
        Path manifest = forged.resolve("manifest");
        Files.writeString(
                manifest, Files.readString(manifest).replace("\"schema\":", "\"schema\":1"));
        requireRefused(forged, "SEAL_WRONG");
    }

    @Test
    void a_backup_can_be_read_by_its_owner_alone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(newer)))
                .isEqualTo("rwx------");
    }
}
