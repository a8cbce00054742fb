package org.yanqian.verifier.party;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.keys.KeyStatements;
import org.yanqian.ledger.sign.PrivateKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whose key, in which ledger, and where to send what its holder signed. */
@Command(
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused by the service",
            "2:usage",
            "3:cannot judge: an input is unreadable or the service cannot be reached",
            "70:bug"
        })
abstract class KeyAction implements Callable<Integer> {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "The new key, from keygen")
    Path keyFile;

    @Option(
            names = "--origin",
            required = true,
            paramLabel = "ORIGIN",
            description = "The ledger, as its policy names it")
    String origin;

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description = "service, officer or party")
    String kind;

    @Option(
            names = "--bureau",
            defaultValue = "",
            paramLabel = "BUREAU",
            description = "Needed for officers and parties")
    String bureau;

    @Option(
            names = "--holder",
            defaultValue = "",
            paramLabel = "ID",
            description = "The officer's id or the party's name")
    String holder;

    @Option(names = "--post", paramLabel = "URL", description = "Also send it to this service")
    String post;

    @Option(names = "--token-file", paramLabel = "FILE", description = "File with an access token")
    Path tokenFile;

    /** What is signed, as the service takes it. */
    abstract Map<String, Object> body(PrivateKey key);

    /** Where the service takes it. */
    abstract String path();

    @Override
    public final Integer call() {
        boolean service = kind.equals(KeyEvent.SERVICE);
        if (!service && (bureau.isEmpty() || holder.isEmpty())
                || service && !holder.isEmpty()
                || (post == null) != (tokenFile == null)) {
            throw usage(
                    "--bureau and --holder go with officer and party, --post with --token-file");
        }
        String path = path();
        try {
            byte[] body = CanonicalJson.format(body(read(keyFile)));
            spec.commandLine().getOut().println(new String(body, StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
            if (post != null) {
                ServiceClient.of(post, tokenFile).post(path, body);
            }
            return 0;
        } catch (CannotJudge e) {
            spec.commandLine().getErr().println(e.code() + ": " + e.getMessage());
            return 3;
        } catch (CodedException e) {
            spec.commandLine().getErr().println("拒绝 refused " + e.code() + ": " + e.getMessage());
            return 1;
        }
    }

    static PrivateKey read(Path file) {
        SecureRandom random = new SecureRandom();
        return CannotJudge.read(file, bytes -> PrivateKey.parse(bytes, random));
    }

    final String proof(PrivateKey key) {
        return Hex.format(
                key.sign(
                        KeyStatements.proof(
                                origin, kind, bureau, holder, key.publicKey().format())));
    }

    final CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
