package org.yanqian.bench;

import java.io.IOException;
import java.util.Set;

/**
 * {@code ./deploy/bench/run}: figures of this machine, each beside its limit in the same
 * run; {@code crypto}, {@code draw}, {@code tree}, {@code verify}, {@code bundle} or
 * {@code seal} for these alone.
 */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws IOException {
        System.out.println("name value unit ratio target ok|short");
        Set<String> asked = Set.of(args);
        if (asked.isEmpty() || asked.contains("crypto")) {
            CryptoBench.run();
        }
        if (asked.isEmpty() || asked.contains("draw")) {
            DrawBench.run();
        }
        if (asked.isEmpty() || asked.contains("tree")) {
            TreeBench.run();
        }
        if (asked.isEmpty() || asked.contains("verify")) {
            VerifyBench.run();
        }
        if (asked.isEmpty() || asked.contains("bundle")) {
            BundleBench.run();
        }
        if (asked.isEmpty() || asked.contains("seal")) {
            SealBench.run();
        }
        if (asked.contains("scale")) {
            ScaleBench.run();
        }
        System.exit(Report.allHeld() ? 0 : 1);
    }
}
