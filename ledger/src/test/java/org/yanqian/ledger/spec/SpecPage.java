package org.yanqian.ledger.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yanqian.ledger.codec.Json;

/** SPEC.md as a test sees it: fenced blocks {@code yanqian-example id=…}, each one JSON object. */
final class SpecPage {
    private static final Pattern FENCE = Pattern.compile("```yanqian-example id=([a-z0-9-]+)");
    private static final Pattern NUMBER = Pattern.compile("#{2,3} ([0-9]+(\\.[0-9]+)?) .*");

    private SpecPage() {}

    static List<String> lines() {
        return read(folder().resolve("SPEC.md"));
    }

    /** The module's folder, wherever the build runs from. */
    static Path folder() {
        Path dir = Path.of("").toAbsolutePath();
        for (; dir != null; dir = dir.getParent()) {
            for (Path folder : List.of(dir, dir.resolve("ledger"))) {
                if (Files.isRegularFile(folder.resolve("SPEC.md"))) {
                    return folder;
                }
            }
        }
        throw new AssertionError("no ledger/SPEC.md above the working directory");
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Examples by id, in the order of the page; twice the same id is an error. */
    static Map<String, Map<String, Object>> examples() {
        Map<String, Map<String, Object>> examples = new LinkedHashMap<>();
        String id = null;
        StringBuilder body = new StringBuilder();
        for (String line : lines()) {
            Matcher fence = FENCE.matcher(line);
            if (id == null && line.startsWith("```yanqian-example")) {
                if (!fence.matches()) {
                    throw new AssertionError("an example without an id: " + line);
                }
                id = fence.group(1);
                body.setLength(0);
            } else if (id != null && line.equals("```")) {
                byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);
                if (examples.put(id, Json.readObject(json)) != null) {
                    throw new AssertionError("an example twice: " + id);
                }
                id = null;
            } else if (id != null) {
                body.append(line).append('\n');
            }
        }
        if (id != null) {
            throw new AssertionError("an example without end: " + id);
        }
        return examples;
    }

    /** Numbers of all headings, {@code 9.4} for example. */
    static TreeSet<String> sections() {
        TreeSet<String> numbers = new TreeSet<>();
        for (String line : lines()) {
            Matcher heading = NUMBER.matcher(line);
            if (heading.matches()) {
                numbers.add(heading.group(1));
            }
        }
        return numbers;
    }
}
