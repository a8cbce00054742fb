package org.yanqian.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where everything lies, below {@code deploy/app/data} of the checkout.
 *
 * @param sample the registry files without their ending: {@code _objects.csv}, {@code _inspectors.csv}
 */
record Layout(Path root, Path sample) {
    private static final List<String> OURS = List.of("postgres", "keys", "demo");
    private static final int USUAL_PORT = 8080;

    Path data() {
        return root.resolve("deploy/app/data");
    }

    /** The service's own keys: what an insider holds. */
    Path keys() {
        return data().resolve("keys");
    }

    Path demo() {
        return data().resolve("demo");
    }

    Path policy() {
        return demo().resolve("policy");
    }

    Path export() {
        return demo().resolve("export");
    }

    Path bundle() {
        return demo().resolve("draw.bundle");
    }

    /** What a party holds, on a machine of its own in earnest. */
    Path party(String name) {
        return demo().resolve("parties").resolve(name);
    }

    Path witness(String name) {
        return demo().resolve("witnesses").resolve(name);
    }

    Path accounts() {
        return demo().resolve("accounts.txt");
    }

    /** @param kind {@code objects} or {@code inspectors} */
    Path sample(String kind) {
        return sample.resolveSibling(sample.getFileName() + "_" + kind + ".csv");
    }

    /** A command line of the service's jar. */
    List<String> service(List<String> arguments) {
        return java(List.of(), root.resolve("deploy/app/target/yanqian.jar"), arguments);
    }

    /** A command line of the standalone verifier. */
    List<String> verifier(List<String> arguments) {
        return java(List.of(), verifierJar(), arguments);
    }

    /** As {@link #verifier}, for what is over in a moment: a virtual machine that starts fast. */
    List<String> tool(List<String> arguments) {
        return java(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), verifierJar(), arguments);
    }

    private Path verifierJar() {
        return root.resolve("verifier/target/yanqian-verify.jar");
    }

    private static List<String> java(List<String> options, Path jar, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        return command;
    }

    /** Held as long as this process lives: two demonstrations would share one database. */
    FileLock lock() throws IOException {
        Files.createDirectories(data());
        FileChannel channel =
                FileChannel.open(
                        data().resolve("demo.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            throw new DemoFailed("another demonstration is running on " + data());
        }
        return lock;
    }

    /** Moves what an earlier run left to {@code previous}; false if there was nothing. */
    boolean setAside() throws IOException {
        stopOldDatabase();
        List<Path> old = OURS.stream().map(data()::resolve).filter(Files::exists).toList();
        if (old.isEmpty()) {
            return false;
        }
        Path previous = data().resolve("previous");
        delete(previous);
        Files.createDirectories(previous);
        for (Path path : old) {
            Files.move(path, previous.resolve(path.getFileName()));
        }
        return true;
    }

    // Left behind by a killed run: it would go on writing into the folder that is moved away.
    private void stopOldDatabase() throws IOException {
        Path pidFile = data().resolve("postgres/postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.get(0).strip().matches("[0-9]+")) {
            return;
        }
        ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(p -> p.info().command().orElse("").contains("postgres"))
                .ifPresent(Children::stop);
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("deleting " + folder, e);
        }
    }

    /** 8080, or any free port if that is taken. */
    static int freePort() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket socket = new ServerSocket(USUAL_PORT, 1, loopback)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
                return socket.getLocalPort();
            }
        }
    }
}
