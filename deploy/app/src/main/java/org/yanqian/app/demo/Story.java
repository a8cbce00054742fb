package org.yanqian.app.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the visitor reads: one line per step, with the seconds since the start, Chinese before English. */
final class Story {
    // A stream of our own: under LC_ALL=C the platform's would print Chinese as question marks.
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final long started = System.nanoTime();

    void tell(String chinese, String english) {
        out.printf(Locale.ROOT, "[%6.1f s] %s%n           %s%n", seconds(), chinese, english);
    }

    /** As it is, indented. */
    void quote(String text) {
        text.lines().forEach(line -> out.println("           │ " + line));
    }

    double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }
}
