package org.yanqian.verifier.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What every code means, in two languages, and the section of SPEC.md it stands on. */
public final class Codes {
    public record Code(String code, String section, String zh, String en) {}

    private static final Map<String, Code> ALL = load();

    private Codes() {}

    private static Map<String, Code> load() {
        Map<String, Code> codes = new TreeMap<>();
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                Codes.class.getResourceAsStream("codes.txt"),
                                StandardCharsets.UTF_8))) {
            in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|"))
                    .forEach(f -> codes.put(f[0], new Code(f[0], f[1], f[2], f[3])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return codes;
    }

    /** Codes that the ledger's readers coin themselves have no text here but their name. */
    public static Code of(String code) {
        return ALL.getOrDefault(code, new Code(code, "15", code, code));
    }

    public static Map<String, Code> all() {
        return ALL;
    }
}
