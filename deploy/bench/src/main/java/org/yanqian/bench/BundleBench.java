package org.yanqian.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.check.Verification;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

/**
 * One draw as a stranger meets it: how large its public bundle is, and how long a fresh verifier
 * takes over it. For a county's quarter and for a big city, whose auditor also replays freeze and
 * draw from the ledger.
 */
final class BundleBench {
    private static final Path VERIFIER = Path.of("verifier/target/yanqian-verify.jar");
    private static final String LAUNCHER = "verifier/yanqian-verify";
    private static final int RUNS = 5;

    private final Keys keys;
    private final GoodLedger ledger;
    private final Path folder;

    private BundleBench(Suite suite, int sites, int inspectors, Path folder) {
        this.keys = new Keys(suite);
        GoodLedger.Options options = new GoodLedger.Options();
        options.targets = sites;
        options.inspectors = inspectors;
        this.ledger = GoodLedger.build(keys, options);
        this.folder = folder;
    }

    static void run() throws IOException {
        for (Suite suite : Suite.values()) {
            Path folder = Files.createTempDirectory("yanqian-bench");
            try {
                new BundleBench(suite, 1_200, 40, folder).county();
                new BundleBench(suite, 20_000, 400, folder).city();
            } finally {
                VerifyBench.delete(folder);
            }
        }
    }

    private String suite() {
        return keys.suite.wire();
    }

    private void county() throws IOException {
        Path drawn = bundle(false);
        Report.target("bundle-county-size-" + suite(), kilobytes(drawn), "kB", 300, false);
        Path bundle = bundle(true);
        Report.target("bundle-county-opened-size-" + suite(), kilobytes(bundle), "kB", 300, false);
        double[] best = fresh(bundle, verifier());
        Report.line(
                "bundle-county-verify-wall-" + suite(), best[0], "s", 0, "java -jar, all of it");
        Report.target("bundle-county-verify-" + suite(), best[0] - best[1], "s", 1, false);
        if (Files.exists(VERIFIER)) {
            List<String> prepare = new ArrayList<>(List.of(LAUNCHER, "prepare"));
            prepare.addAll(draw(bundle));
            seconds(prepare);
            best = fresh(bundle, List.of(LAUNCHER));
            Report.target(
                    "bundle-county-verify-prepared-" + suite(), best[0] - best[1], "s", 1, false);
        }
    }

    private void city() throws IOException {
        Path bundle = bundle(true);
        Report.line("bundle-city-size-" + suite(), kilobytes(bundle), "kB", 0, "20,000 sites");
        double[] best = fresh(bundle, verifier());
        Report.line("bundle-city-verify-" + suite(), best[0] - best[1], "s", 0, "after JVM start");
        Path export = folder.resolve("export");
        ExportWriter.write(ledger.book, export);
        double seconds = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            Outcome outcome =
                    new Verification(keys.policy(), List.of(), item -> {})
                            .ledger(Export.open(export));
            require(outcome.verdict() == Verdict.PROVEN, "not proven: " + outcome.layers());
            seconds = Math.min(seconds, (System.nanoTime() - start) / 1e9);
        }
        Report.line(
                "replay-city-" + suite(),
                seconds,
                "s",
                0,
                "ledger of " + ledger.book.entries.size() + " entries, freeze and draw");
        VerifyBench.delete(export);
    }

    /** As published with the result, or with what the end of the embargo adds. */
    private Path bundle(boolean opened) throws IOException {
        keys.policy().write(folder);
        return Files.write(
                folder.resolve("bundle.json"), ledger.bundle(opened).write(keys.service));
    }

    private static double kilobytes(Path file) throws IOException {
        return Files.size(file) / 1000.0;
    }

    /** The least of several runs in seconds: a verification, and a virtual machine that does nothing. */
    private double[] fresh(Path bundle, List<String> verifier) throws IOException {
        List<String> verify = new ArrayList<>(verifier);
        verify.addAll(draw(bundle));
        List<String> nothing = java("-cp", System.getProperty("java.class.path"));
        nothing.add(Nothing.class.getName());
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
        for (int i = 0; i < RUNS; i++) {
            best[0] = Math.min(best[0], seconds(verify));
            best[1] = Math.min(best[1], seconds(nothing));
        }
        return best;
    }

    private List<String> draw(Path bundle) {
        return List.of("draw", "--policy", folder.toString(), bundle.toString());
    }

    private static List<String> verifier() {
        // As it is handed out; from the classes where it has not been packed.
        return Files.exists(VERIFIER)
                ? java("-jar", VERIFIER.toString())
                : java("-cp", System.getProperty("java.class.path"), "org.yanqian.verifier.Verify");
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static double seconds(List<String> command) throws IOException {
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            int exit = process.waitFor();
            require(exit == 0, command + " ended with " + exit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** What a virtual machine costs that does nothing. */
    static final class Nothing {
        private Nothing() {}

        public static void main(String[] args) {}
    }
}
