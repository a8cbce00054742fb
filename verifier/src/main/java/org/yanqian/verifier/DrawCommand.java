package org.yanqian.verifier;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.yanqian.ledger.CodedException;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Verification;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Verifies the public bundle of one draw. */
@Command(
        name = "draw",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:proven: every layer that the policy requires is ok",
            "1:refuted",
            "2:usage",
            "3:cannot judge: unreadable, lapsed, or a required layer not checked",
            "4:two histories: both notes are written to --evidence",
            "70:bug in the verifier"
        },
        description = {"核验一次抽取的公开证明包", "Verifies the public bundle of one draw."})
final class DrawCommand implements Callable<Integer> {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;
    @Mixin ReportOptions options;

    @Parameters(paramLabel = "BUNDLE", description = "the bundle file")
    private Path file;

    @Override
    public Integer call() {
        try {
            Verification verification =
                    new Verification(options.readPolicy(), options.readCheckpoints(), item -> {});
            options.tailAge().ifPresent(verification::withTailAge);
            Outcome outcome = verification.draw(ReportOptions.read(file));
            return options.report(
                    outcome, "", spec.commandLine().getOut(), spec.commandLine().getErr());
        } catch (CodedException e) {
            spec.commandLine().getErr().println(e);
            return 3;
        }
    }
}
