package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

/** The shell script that starts the verifier, run by a shell with the classes of this build. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no shell for it")
class LauncherTest {
    @TempDir Path folder;
    private Path script;
    private Path jar;

    private record Run(int exit, String out, String err) {}

    @BeforeEach
    void install() throws IOException {
        Path home = Files.createDirectories(folder.resolve("a folder"));
        script = Files.copy(Path.of("yanqian-verify"), home.resolve("yanqian-verify"));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        jar = home.resolve("yanqian-verify.jar");
    }

    private void pack() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "org.yanqian.verifier.Verify");
        main.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    private Run run(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int exit = builder.start().waitFor();
        return new Run(
                exit,
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void it_does_what_the_jar_does_prepared_or_not() throws Exception {
        pack();
        Keys keys = new Keys(Suite.INTL);
        GoodLedger good = GoodLedger.build(keys, new GoodLedger.Options());
        Path policy = folder.resolve("the policy");
        keys.policy().write(policy);
        Path bundle = Files.write(folder.resolve("a draw"), good.bundle(true).write(keys.service));
        String[] draw = {"draw", bundle.toString(), "--policy", policy.toString(), "--lang", "en"};
        Run first = run(draw);
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out()).contains("PROVEN").contains(good.drawId);
        List<String> prepare = new ArrayList<>(List.of("prepare"));
        prepare.addAll(List.of(draw));
        Run prepared = run(prepare.toArray(String[]::new));
        assertThat(prepared).isEqualTo(first);
        assertThat(run(draw)).isEqualTo(first);
    }

    @Test
    void an_archive_of_another_jar_or_jdk_is_passed_over() throws Exception {
        pack();
        Run first = run("--version");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("yanqian-verify ");
        Files.writeString(jar.resolveSibling("yanqian-verify.jsa"), "样本");
        assertThat(run("--version")).isEqualTo(first);
    }

    @Test
    void the_exit_code_of_a_wrong_command_is_handed_on() throws Exception {
        pack();
        assertThat(run("draw", "no such file").exit()).isEqualTo(2);
        assertThat(run("ledger").exit()).isEqualTo(2);
    }

    @Test
    void without_a_jar_it_says_how_to_build_one() throws Exception {
        Run run = run("draw");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("mvn");
    }
}
