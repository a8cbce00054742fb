package org.yanqian.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Json;

/** Reads a JSON file that the user named. */
final class JsonFile {
    private JsonFile() {}

    /** {@code UNREADABLE} if there is no such file, {@code NOT_JSON}. */
    static Object read(Path file) {
        try {
            return Json.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CodedException("UNREADABLE", "cannot read the file " + file, e);
        }
    }
}
