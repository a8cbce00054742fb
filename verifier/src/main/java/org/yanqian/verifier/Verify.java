package org.yanqian.verifier;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.yanqian.verifier.party.KeyCommand;
import org.yanqian.verifier.party.OfficerCommand;
import org.yanqian.verifier.party.PartyCommand;
import org.yanqian.verifier.stamp.StampCommand;
import org.yanqian.verifier.witness.WitnessCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The standalone verifier: {@code java -jar yanqian-verify.jar COMMAND}. No network, no database. */
@Command(
        name = "yanqian-verify",
        mixinStandardHelpOptions = true,
        versionProvider = Verify.Version.class,
        subcommands = {
            LedgerCommand.class,
            DrawCommand.class,
            ReceiptCommand.class,
            ConsistencyCommand.class,
            CompareCommand.class,
            KeygenCommand.class,
            WitnessCommand.class,
            StampCommand.class,
            PartyCommand.class,
            KeyCommand.class,
            OfficerCommand.class,
            TilesCommand.class,
            ReplayCommand.class,
            BeaconCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:proven: every layer that the policy requires is ok",
            "1:refuted",
            "2:usage",
            "3:cannot judge: unreadable, unknown type, or a required layer not checked",
            "4:two histories: evidence was written out",
            "70:bug in the verifier"
        },
        description = {"验签独立核验器", "Verifies ledgers and draws offline, trusting nobody."})
public final class Verify implements Runnable {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is needed");
    }

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** As {@link #main}, but returns the exit code. */
    public static int execute(String... args) {
        // picocli takes the platform charset and prints Chinese as "?" under LC_ALL=C.
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return new CommandLine(new Verify())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(
                        (e, line, parsed) -> {
                            e.printStackTrace(line.getErr());
                            return 70;
                        })
                .execute(args);
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"yanqian-verify 0.1.0"};
        }
    }
}
