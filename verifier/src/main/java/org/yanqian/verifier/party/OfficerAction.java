package org.yanqian.verifier.party;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.PrivateKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** An officer, its key, and the exit codes of a party's commands. */
@Command(
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, by a check of this program or by the service; nothing was stored",
            "2:usage",
            "3:cannot judge: an input is unreadable or the service cannot be reached",
            "70:bug"
        })
abstract class OfficerAction implements Callable<Integer> {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "The officer's own key file, from keygen")
    Path keyFile;

    @Option(
            names = "--officer",
            required = true,
            paramLabel = "ID",
            description = "The officer's id: an event of another actor is not signed")
    String officer;

    abstract void act(PrivateKey key);

    @Override
    public final Integer call() {
        try {
            act(KeyAction.read(keyFile));
            return 0;
        } catch (CannotJudge e) {
            spec.commandLine().getErr().println(e.code() + ": " + e.getMessage());
            return 3;
        } catch (CodedException e) {
            spec.commandLine().getErr().println("拒绝 refused " + e.code() + ": " + e.getMessage());
            return 1;
        }
    }

    final void say(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }
}
