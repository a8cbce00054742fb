package org.yanqian.verifier;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.draw.cases.Replay;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Computes draws anew from cases and prints one result per case, in order. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every case was computed or refused with a code",
            "3:not a file of cases"
        },
        description = {"重算抽签", "Computes every draw of CASES.json anew; prints a JSON array."})
final class ReplayCommand implements Callable<Integer> {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "CASES.json", description = "array of cases (SPEC: form of the cases)")
    private Path file;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (!(JsonFile.read(file) instanceof List<?> cases)) {
                throw new CodedException("NOT_CASES", "expected a JSON array of cases in " + file);
            }
            out.print("[");
            String separator = "\n";
            for (Object draw : cases) {
                byte[] result = CanonicalJson.format(Replay.run(draw));
                out.print(separator + new String(result, StandardCharsets.UTF_8));
                separator = ",\n";
            }
            out.print("\n]\n");
            out.flush();
            return 0;
        } catch (CodedException e) {
            spec.commandLine().getErr().println(e);
            return 3;
        }
    }
}
