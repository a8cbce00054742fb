package org.yanqian.app.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.yanqian.verifier.Verify;

/** The verifier's command line in this process, with what it printed. */
public record Cli(int exit, String out, String err) {
    public static Cli run(Object... arguments) {
        String[] args = new String[arguments.length];
        for (int i = 0; i < args.length; i++) {
            args[i] = arguments[i].toString();
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit =
                Verify.line(args)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(args);
        return new Cli(exit, out.toString(), err.toString());
    }
}
