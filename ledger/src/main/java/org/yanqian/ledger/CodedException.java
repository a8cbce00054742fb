package org.yanqian.ledger;

import java.util.Objects;

/**
 * Bad input, as a coded value. The code is API (SPEC.md lists them); the message is for people and
 * names what was found and what to do.
 */
public class CodedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public CodedException(String code, String message) {
        super(message);
        this.code = Objects.requireNonNull(code);
    }

    public CodedException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code);
    }

    /** Stable upper-case code, {@code NOT_CANONICAL} for example. */
    public String code() {
        return code;
    }

    @Override
    public String toString() {
        return code + ": " + getMessage();
    }
}
