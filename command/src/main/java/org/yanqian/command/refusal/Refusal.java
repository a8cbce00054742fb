package org.yanqian.command.refusal;

/** A command was refused: a value that travels as an exception through Axon and is mapped once. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RefusalCode code;
    private final transient Object[] arguments;

    public Refusal(RefusalCode code, Object... arguments) {
        super(code + ": " + code.en(arguments), null, false, false);
        this.code = code;
        this.arguments = arguments;
    }

    public static void when(boolean condition, RefusalCode code, Object... arguments) {
        if (condition) {
            throw new Refusal(code, arguments);
        }
    }

    public RefusalCode code() {
        return code;
    }

    public String zh() {
        return code.zh(arguments);
    }

    public String en() {
        return code.en(arguments);
    }
}
