package org.yanqian.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.yanqian.ledger.CodedException;
import org.yanqian.verifier.check.ConsistencyVerification;
import org.yanqian.verifier.check.Outcome;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies that one checkpoint continues another. */
@Command(
        name = "consistency",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:proven: the smaller is a prefix of the larger",
            "1:refuted: a signature or the quorum is missing",
            "2:usage",
            "3:cannot judge: unreadable, or no tiles that show it",
            "4:two histories: both notes are written to --evidence",
            "70:bug in the verifier"
        },
        description = {
            "核验两个检查点是否同一部历史",
            "Verifies that the newer of two checkpoints continues the older one."
        })
final class ConsistencyCommand implements Callable<Integer> {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;
    @Mixin ReportOptions options;

    @Parameters(index = "0", paramLabel = "OLD", description = "a signed checkpoint, kept earlier")
    private Path old;

    @Parameters(index = "1", paramLabel = "NEW", description = "a later one")
    private Path newer;

    @Option(
            names = "--tiles",
            required = true,
            paramLabel = "DIR",
            description = {
                "含 tile/ 的文件夹：审计导出，或公开的静态文件",
                "folder with tile/: an export, or the published static files"
            })
    private Path tiles;

    @Override
    public Integer call() {
        try {
            Outcome outcome =
                    new ConsistencyVerification(options.readPolicy(), this::tile)
                            .run(
                                    ReportOptions.read(old),
                                    ReportOptions.read(newer),
                                    options.tailAge());
            return options.report(
                    outcome, "", spec.commandLine().getOut(), spec.commandLine().getErr());
        } catch (CodedException e) {
            spec.commandLine().getErr().println(e);
            return 3;
        }
    }

    private byte[] tile(String path) {
        Path file = tiles.resolve(path);
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            throw new CodedException("UNREADABLE_FILE", "cannot read " + file, e);
        }
    }
}
