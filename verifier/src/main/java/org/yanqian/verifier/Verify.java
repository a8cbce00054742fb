package org.yanqian.verifier;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.yanqian.ledger.draw.drand.DrandChain;
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
    /** By name, in the order in which the help lists them. */
    private static final Map<String, Class<?>> COMMANDS = commands();

    /** Those that judge beacons; see {@link #prepare}. */
    private static final Set<String> JUDGING = Set.of("ledger", "draw", "replay", "beacon");

    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> all = new LinkedHashMap<>();
        all.put("ledger", LedgerCommand.class);
        all.put("draw", DrawCommand.class);
        all.put("receipt", ReceiptCommand.class);
        all.put("consistency", ConsistencyCommand.class);
        all.put("compare", CompareCommand.class);
        all.put("keygen", KeygenCommand.class);
        all.put("witness", WitnessCommand.class);
        all.put("tsa", StampCommand.class);
        all.put("party", PartyCommand.class);
        all.put("key", KeyCommand.class);
        all.put("officer", OfficerCommand.class);
        all.put("tiles", TilesCommand.class);
        all.put("replay", ReplayCommand.class);
        all.put("beacon", BeaconCommand.class);
        return all;
    }

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
        prepare(args);
        return line(args)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(
                        (e, line, parsed) -> {
                            e.printStackTrace(line.getErr());
                            return 70;
                        })
                .execute(args);
    }

    /**
     * What reads these arguments. A command that is named first is set up alone: all fourteen take as
     * long as a small bundle.
     */
    public static CommandLine line(String... args) {
        CommandLine line = new CommandLine(new Verify());
        if (args.length > 0 && COMMANDS.containsKey(args[0])) {
            return line.addSubcommand(args[0], COMMANDS.get(args[0]));
        }
        COMMANDS.forEach(line::addSubcommand);
        return line;
    }

    /** The pinned beacons' keys take a tenth of a second to read: beside the command line and files. */
    private static void prepare(String... args) {
        if (args.length > 0 && JUDGING.contains(args[0])) {
            Thread thread = new Thread(() -> DrandChain.QUICKNET.type(), "prepare");
            thread.setDaemon(true);
            thread.start();
        }
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"yanqian-verify 0.1.0"};
        }
    }
}
