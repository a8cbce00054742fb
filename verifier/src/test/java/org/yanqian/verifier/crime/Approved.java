package org.yanqian.verifier.crime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.DrawSummary;
import org.yanqian.verifier.check.Finding;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Status;

/**
 * Every word that the verifier is to say of every act of the catalogue: layers, codes, indexes and
 * both values, as somebody read and approved them, in {@code src/test/resources/crimes.txt}. With
 * {@code -Dyanqian.crimes.approve=FILE} what it says now is written there instead, to be read
 * before it takes the place of the old. Hashes, keys and signatures stand as {@code #}: another
 * field in an event changes them all and nothing that is said.
 */
final class Approved {
    private static final Path FILE = Path.of("src/test/resources/crimes.txt");
    private static final String APPROVE = System.getProperty("yanqian.crimes.approve", "");
    private static final String NAME = "== ";
    private static Map<String, String> texts;

    private Approved() {}

    /** What is to be said of the act; what is said, where it is written for approval. */
    static synchronized String of(String name, Outcome outcome) throws IOException {
        if (!APPROVE.isEmpty()) {
            Files.writeString(
                    Path.of(APPROVE),
                    NAME + name + "\n" + text(outcome),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return text(outcome);
        }
        if (texts == null) {
            texts = read();
        }
        return texts.getOrDefault(name, "nothing approved");
    }

    static String text(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        lines.add(outcome.verdict() + " " + outcome.size() + " " + outcome.entries());
        for (CheckResult layer : outcome.layers()) {
            if (layer.status() != Status.OK || !layer.findings().isEmpty()) {
                String left = layer.reason().isEmpty() ? "" : " " + layer.reason();
                lines.add(layer.id() + " " + layer.status() + " " + layer.total() + left);
            }
            layer.findings().forEach(f -> lines.add("  " + line(f)));
        }
        outcome.draws().forEach(draw -> lines.add(line(draw)));
        outcome.histories().forEach(h -> lines.add("two histories"));
        return lines.stream()
                .map(l -> l.replaceAll("[0-9a-f]{16,}|[A-Za-z0-9+/=]{40,}", "#"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(Finding f) {
        return f.code()
                + " "
                + f.effect()
                + " "
                + f.index()
                + " "
                + f.expected()
                + " | "
                + f.found();
    }

    private static String line(DrawSummary draw) {
        return String.join(
                " ",
                "draw",
                draw.drawId(),
                draw.grade(),
                draw.candidates() + "-" + draw.excluded() + "/" + draw.inspectors(),
                draw.drawn().toString(),
                draw.attempt() + ":" + draw.attemptReason(),
                "owed " + draw.owed(),
                draw.state(),
                draw.lapsed(),
                draw.lapseAdmitted() ? "admitted" : "",
                draw.voided(),
                draw.uniqueness(),
                "edits " + draw.edits().named().size() + "+" + draw.edits().more());
    }

    private static Map<String, String> read() throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (String section :
                ("\n" + Files.readString(FILE, StandardCharsets.UTF_8)).split("\n" + NAME)) {
            int end = section.indexOf('\n');
            if (end > 0) {
                texts.put(
                        section.substring(0, end),
                        section.substring(end + 1).stripTrailing() + "\n");
            }
        }
        return texts;
    }
}
