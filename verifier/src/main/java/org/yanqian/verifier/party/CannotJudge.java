package org.yanqian.verifier.party;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.yanqian.ledger.CodedException;

/** What the party itself brought cannot be used, or the service cannot be reached: nothing is refused. */
final class CannotJudge extends CodedException {
    private static final long serialVersionUID = 1L;

    CannotJudge(String code, String message, Throwable cause) {
        super(code, message, cause);
    }

    /** Parses a file of the party's own; {@code UNREADABLE} or the code of the parser. */
    static <T> T read(Path file, Function<byte[], T> parser) {
        try {
            return parser.apply(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CannotJudge("UNREADABLE", "cannot read the file " + file, e);
        } catch (CodedException e) {
            throw new CannotJudge(e.code(), file + ": " + e.getMessage(), e);
        }
    }
}
