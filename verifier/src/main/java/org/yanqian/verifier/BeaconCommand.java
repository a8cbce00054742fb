package org.yanqian.verifier;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.draw.cases.RoundReader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Verifies drand rounds, each under the key that it names. */
@Command(
        name = "beacon",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every round got a verdict, see the lines", "3:not a file of rounds"},
        description = {
            "核验公共随机信标",
            "Prints \"chain round valid\" or \"chain round invalid\" for every round, in order."
        })
final class BeaconCommand implements Callable<Integer> {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "ROUNDS.json", description = "{\"rounds\": [...]} or the array alone")
    private Path file;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            RoundReader.read(JsonFile.read(file)).forEach(v -> out.print(v.line() + "\n"));
            out.flush();
            return 0;
        } catch (CodedException e) {
            spec.commandLine().getErr().println(e);
            return 3;
        }
    }
}
