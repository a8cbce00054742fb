package org.yanqian.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The whole verification of a province's ledger in a process of its own with 512 MB of heap:
 * {@code ./deploy/bench/run scale 3000000}, one million without a number. {@code SCALE_FOLDER=…} keeps
 * the ledger there and takes it again the next time.
 */
final class ScaleBench {
    private static final int HEAP_MB = 512;
    private static final int SECONDS_BETWEEN = 10;
    private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)");

    private ScaleBench() {}

    static void run() throws IOException {
        long events = Long.getLong("events", 1_000_000);
        String kept = System.getProperty("scale.folder");
        Path folder = kept == null ? Files.createTempDirectory("yanqian-bench") : Path.of(kept);
        try {
            if (!Files.exists(folder.resolve("export"))) {
                Files.createDirectories(folder);
                long start = System.nanoTime();
                long made = Province.write(events, folder);
                System.out.printf(
                        Locale.ROOT,
                        "# %d events of %d bureaus written in %.0f s%n",
                        made,
                        Province.bureaus(events),
                        (System.nanoTime() - start) / 1e9);
            }
            verify(folder);
        } finally {
            if (kept == null) {
                VerifyBench.delete(folder);
            }
        }
    }

    private static void verify(Path folder) throws IOException {
        List<String> command =
                List.of(
                        tool("java"),
                        "-Xmx" + HEAP_MB + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.yanqian.verifier.Verify",
                        "ledger",
                        folder.resolve("export").toString(),
                        "--policy",
                        folder.resolve("policy").toString(),
                        "--scratch",
                        folder.toString(),
                        "--lang",
                        "en",
                        "--out",
                        folder.resolve("report.txt").toString());
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).inheritIO().start();
        long heap = 0;
        try {
            while (!process.waitFor(SECONDS_BETWEEN, TimeUnit.SECONDS)) {
                heap = Math.max(heap, live(process.pid()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        int exit = process.exitValue();
        long size = size(folder);
        System.out.printf(Locale.ROOT, "# exit %d, %d events in %.0f s%n", exit, size, seconds);
        Report.line("verify-scale", size / seconds, "1/s", 0, "one process, all cores");
        // Whether it was enough; the figure says by how much.
        Report.target("verify-heap", exit == 0 ? heap / 1e6 : HEAP_MB + 1, "MB", HEAP_MB, false);
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Bytes that a full collection leaves, 0 if nobody answers. */
    private static long live(long pid) throws IOException {
        Process asked =
                new ProcessBuilder(tool("jcmd"), Long.toString(pid), "GC.class_histogram")
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader lines = asked.inputReader()) {
            return lines.lines()
                    .map(TOTAL::matcher)
                    .filter(Matcher::find)
                    .mapToLong(m -> Long.parseLong(m.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    private static long size(Path folder) throws IOException {
        return Long.parseLong(
                Files.readAllLines(folder.resolve("export").resolve("checkpoint")).get(1));
    }
}
