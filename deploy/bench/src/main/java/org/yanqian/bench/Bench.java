package org.yanqian.bench;

import java.io.IOException;

/** {@code ./deploy/bench/run}: figures of this machine, each beside its limit in the same run. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws IOException {
        System.out.println("name value unit ratio target ok|short");
        CryptoBench.run();
        SealBench.run();
        System.exit(Report.allHeld() ? 0 : 1);
    }
}
