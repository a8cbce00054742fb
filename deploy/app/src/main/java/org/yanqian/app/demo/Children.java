package org.yanqian.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The processes that this demonstration started, and no others; the last one started stops first. */
final class Children implements AutoCloseable {
    /** @param output everything that it printed */
    record Ended(int code, String output) {}

    private static final long GRACE_SECONDS = 25;

    private final Path logs;
    private final Deque<Process> running = new ArrayDeque<>();
    private boolean closed;

    Children(Path logs) {
        this.logs = logs;
    }

    /** Runs on until {@link #close}; its output goes to a log of this name. */
    Process start(String name, List<String> command) {
        try {
            Files.createDirectories(logs);
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log(name).toFile())
                            .start();
            return begun(process);
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + name, e);
        }
    }

    Path log(String name) {
        return logs.resolve(name + ".log");
    }

    /** The end of a log, for people who look for a reason. */
    String tail(String name, int lines) {
        try {
            List<String> all =
                    new String(Files.readAllBytes(log(name)), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "no log " + log(name);
        }
    }

    private Process begun(Process process) throws IOException {
        process.getOutputStream().close();
        synchronized (running) {
            if (closed) {
                process.destroy();
                throw new DemoFailed("stopped");
            }
            running.push(process);
        }
        return process;
    }

    /** Whether {@link #close} was called: whatever fails now fails because of it. */
    boolean isClosed() {
        synchronized (running) {
            return closed;
        }
    }

    /** Runs to its end. */
    Ended run(List<String> command) {
        try {
            Process process = begun(new ProcessBuilder(command).redirectErrorStream(true).start());
            byte[] output = process.getInputStream().readAllBytes();
            int code = process.waitFor();
            synchronized (running) {
                running.remove(process);
            }
            return new Ended(code, new String(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("running " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted", e);
        }
    }

    @Override
    public void close() {
        List<Process> all;
        synchronized (running) {
            closed = true;
            all = new ArrayList<>(running);
            running.clear();
        }
        for (Process process : all) {
            stop(process.toHandle());
        }
    }

    /** Asks first, so that a database closes its files; then ends it. */
    static void stop(ProcessHandle process) {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        try {
            process.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            process.destroyForcibly();
        }
    }
}
