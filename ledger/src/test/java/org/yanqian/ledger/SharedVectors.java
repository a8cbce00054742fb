package org.yanqian.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.yanqian.ledger.codec.Json;

/** Public test vectors in a folder {@code shared/vectors} beside the project, where there is one. */
public final class SharedVectors {
    private SharedVectors() {}

    /** Skips the calling test if the file is not there. */
    public static Map<String, Object> object(String name) {
        Path dir = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        for (; dir != null; dir = dir.getParent()) {
            Path file = dir.resolve("shared").resolve("vectors").resolve(name);
            if (Files.isRegularFile(file)) {
                try {
                    return Json.readObject(Files.readAllBytes(file));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        }
        Assumptions.abort("no shared/vectors/" + name + " beside the project");
        throw new AssertionError("unreachable");
    }

    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> list(Object value) {
        return (List<Map<String, Object>>) value;
    }
}
