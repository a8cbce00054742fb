package org.yanqian.verifier.party;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.sign.PrivateKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the three commands of a party share: its key, its name, the draw, and the exit codes. */
@Command(
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, by a check of this program or by the service; nothing was signed or taken",
            "2:usage",
            "3:cannot judge: an input is unreadable or the service cannot be reached",
            "70:bug"
        })
abstract class PartyAction implements Callable<Integer> {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "The party's own key file, from keygen")
    Path keyFile;

    @Option(
            names = "--party",
            required = true,
            paramLabel = "NAME",
            description = "The party's name in the draw")
    String party;

    @Option(
            names = "--draw",
            required = true,
            paramLabel = "DRAWID",
            description = "origin/bureau/year/number")
    String drawId;

    private final SecureRandom random = new SecureRandom();

    /** Checks, signs, prints and sends. */
    abstract void act(PrivateKey key, DrawName draw);

    @Override
    public final Integer call() {
        try {
            DrawName draw = DrawName.parse(drawId);
            PrivateKey key =
                    CannotJudge.read(keyFile, bytes -> PrivateKey.parse(bytes, this.random));
            act(key, draw);
            return 0;
        } catch (CannotJudge e) {
            spec.commandLine().getErr().println(e.code() + ": " + e.getMessage());
            return 3;
        } catch (CodedException e) {
            spec.commandLine().getErr().println("拒绝 refused " + e.code() + ": " + e.getMessage());
            return 1;
        }
    }

    final SecureRandom random() {
        return random;
    }

    /** Printed before it is sent, so that what could not be delivered can be carried by hand. */
    final byte[] print(Map<String, Object> body) {
        byte[] bytes = CanonicalJson.format(body);
        spec.commandLine().getOut().println(new String(bytes, StandardCharsets.UTF_8));
        spec.commandLine().getOut().flush();
        return bytes;
    }

    final CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
