package org.yanqian.app.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.policy.StampRoot;
import org.yanqian.ledger.tree.Base64Text;
import org.yanqian.verifier.Verify;

/** The time-stamp authority of {@code yanqian-verify tsa}, on a free port with a key of its own. */
final class StampProgram implements AutoCloseable {
    private final Thread thread;
    private final StampRoot root;

    StampProgram(Path keyFile) {
        try {
            PipedReader in = new PipedReader(1 << 13);
            PrintWriter out = new PrintWriter(new PipedWriter(in), true);
            thread =
                    new Thread(
                            () ->
                                    Verify.line("tsa")
                                            .setOut(out)
                                            .execute("tsa", "--key", keyFile.toString()),
                            "tsa");
            thread.setDaemon(true);
            thread.start();
            String[] words = new BufferedReader(in).readLine().split(" ");
            byte[] certificate = Base64Text.parse(words[2], "BAD_STAMP");
            root = new StampRoot("sample-tsa", Bytes.of(certificate), words[1]);
        } catch (IOException e) {
            throw new UncheckedIOException("starting the time-stamp authority", e);
        }
    }

    /** What the policy says of it. */
    StampRoot root() {
        return root;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
