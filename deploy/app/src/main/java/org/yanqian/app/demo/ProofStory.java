package org.yanqian.app.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.tree.SignedCheckpoint;

/** What a stranger does afterwards: download, verify offline, and see a forgery refuted. */
final class ProofStory {
    private static final String CLASS = "\"supervisionClass\":\"一般\"";
    private static final String OTHER_CLASS = "\"supervisionClass\":\"重点\"";
    // Head of a report with its fifteen layers, and a finding with both values.
    private static final int LAYER_LINES = 20;
    private static final int FINDING_LINES = 3;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Layout layout;
    private final Children children;
    private final Api api;
    private final Story story;

    ProofStory(Layout layout, Children children, Api api, Story story) {
        this.layout = layout;
        this.children = children;
        this.api = api;
        this.story = story;
    }

    /** Waits until the quorum has seen this entry, and the bundle holds the opened labels. */
    void download(DrawStory draw, String drawHash, long index)
            throws IOException, InterruptedException {
        Policy policy = Policy.read(layout.policy());
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!seen(policy, index)) {
            pause(deadline, "the witnesses did not cosign the end of the ledger");
        }
        draw.downloadExport(layout.export());
        String path = "/api/v1/public/draws/" + drawHash + "/files/draw.bundle";
        Optional<byte[]> bundle = api.find(null, path);
        while (bundle.isEmpty() || !holdsOpening(bundle.get())) {
            pause(deadline, "the public bundle was not made");
            bundle = api.find(null, path);
        }
        Files.write(layout.bundle(), bundle.get());
        story.tell(
                "已下载审计导出 " + relative(layout.export()) + " 和公开抽签包 " + relative(layout.bundle()),
                "Downloaded the auditor's export and the public draw bundle");
    }

    private boolean seen(Policy policy, long index) {
        Optional<byte[]> note = api.find(null, "/api/v1/ledger/checkpoint");
        if (note.isEmpty()) {
            return false;
        }
        SignedCheckpoint signed = policy.verifyCheckpoint(note.get());
        return signed.checkpoint().size() > index && policy.quorumMetAt(signed).isPresent();
    }

    private static boolean holdsOpening(byte[] bundle) {
        return new String(bundle, StandardCharsets.UTF_8).contains("\"draw.labels-opened\"");
    }

    private static void pause(long deadline, String message) throws InterruptedException {
        if (System.nanoTime() > deadline) {
            throw new DemoFailed(message);
        }
        Thread.sleep(200);
    }

    private String relative(Path path) {
        return layout.root().relativize(path).toString();
    }

    void prove() {
        verify("ledger", layout.export(), 0);
        story.tell("账本核验：PROVEN（退出码 0）", "Ledger verified offline: PROVEN, exit 0");
        verify("draw", layout.bundle(), 0);
        story.tell("抽签包核验：PROVEN（退出码 0）", "Draw bundle verified offline: PROVEN, exit 0");
    }

    /** One class of one site, edited after the fact in a copy. */
    void refute() throws IOException {
        Path copy = layout.demo().resolve("tampered-export");
        copy(layout.export(), copy);
        Path edited = edit(copy);
        story.tell(
                "在副本中把一家对象的监管类别由一般改为重点：" + relative(edited),
                "In a copy, one target's class is edited after the fact");
        verify("ledger", copy, 1);
        story.tell("篡改被推翻：REFUTED（退出码 1）", "The tampering is refuted, exit 1");
    }

    private void verify(String what, Path input, int expected) {
        Children.Ended ended =
                children.run(
                        layout.verifier(
                                List.of(
                                        what,
                                        input.toString(),
                                        "--policy",
                                        layout.policy().toString())));
        story.quote(shortened(ended.output(), keep(what, expected, ended.output())));
        boolean proven = ended.output().contains("PROVEN");
        if (ended.code() != expected || proven != (expected == 0)) {
            throw new DemoFailed(what + " was to end with " + expected + ", not " + ended.code());
        }
    }

    private Path keep(String what, int expected, String report) {
        Path file = layout.demo().resolve("reports").resolve(what + "-" + expected + ".txt");
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, report);
        } catch (IOException e) {
            throw new DemoFailed("cannot write " + file, e);
        }
    }

    /** Conclusion, layers and the first finding; the rest stands in the file. */
    private String shortened(String report, Path file) {
        List<String> lines = report.lines().toList();
        int layers = LAYER_LINES;
        List<String> shown = new ArrayList<>(lines.subList(0, Math.min(layers, lines.size())));
        for (int i = layers; i < lines.size(); i++) {
            if (lines.get(i).startsWith("  [")) {
                shown.addAll(lines.subList(i, Math.min(i + FINDING_LINES, lines.size())));
                break;
            }
        }
        shown.add("… " + relative(file));
        return String.join("\n", shown);
    }

    private static void copy(Path from, Path to) throws IOException {
        Layout.delete(to);
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path path : walk.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    // Both classes have the same number of bytes, so the bundle's lengths still fit.
    private static Path edit(Path export) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(export.resolve("tile").resolve("entries"))) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            // One character per byte, so that lengths between the entries survive.
            String bytes = latin(Files.readAllBytes(file));
            int at = bytes.indexOf(latin(CLASS.getBytes(StandardCharsets.UTF_8)));
            if (at >= 0) {
                String other = latin(OTHER_CLASS.getBytes(StandardCharsets.UTF_8));
                String forged =
                        bytes.substring(0, at) + other + bytes.substring(at + other.length());
                Files.write(file, forged.getBytes(StandardCharsets.ISO_8859_1));
                return file;
            }
        }
        throw new DemoFailed("no target to edit in " + export);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
