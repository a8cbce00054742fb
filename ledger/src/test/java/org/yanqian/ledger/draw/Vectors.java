package org.yanqian.ledger.draw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.yanqian.ledger.codec.Json;

/** Finds test vectors: the project's own, and those that lie beside the project, where present. */
public final class Vectors {
    private Vectors() {}

    /** A file of ledger/spec/vectors. */
    public static Object own(String name) {
        return find("spec/vectors", name)
                .or(() -> find("ledger/spec/vectors", name))
                .map(Vectors::read)
                .orElseThrow(() -> new AssertionError("missing own vectors " + name));
    }

    /** A file of the vectors beside the project. */
    public static Optional<Object> shared(String name) {
        return find("shared/vectors", name).map(Vectors::read);
    }

    private static Optional<Path> find(String folder, String name) {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path file = dir.resolve(folder).resolve(name);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static Object read(Path file) {
        try {
            return Json.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
