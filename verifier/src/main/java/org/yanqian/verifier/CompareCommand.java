package org.yanqian.verifier;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.StoreComparison;
import org.yanqian.verifier.check.StoreDump;
import org.yanqian.verifier.file.Scratch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares a dump of the event store with the ledger. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:proven: every leaf stands in the store, byte for byte",
            "1:refuted: the first difference is named",
            "2:usage",
            "3:cannot judge: unreadable",
            "70:bug in the verifier"
        },
        description = {
            "事件库转储与账本逐条比对（服务的转储，或 pg_dump --data-only --table=ledger_event）",
            "Compares a dump of the event store with an export: the service's own,",
            "or that of pg_dump --data-only --table=ledger_event."
        })
final class CompareCommand implements Callable<Integer> {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;
    @Mixin ReportOptions options;

    @Parameters(paramLabel = "STORE-DUMP", description = "plain text, or gzipped")
    private Path dump;

    @Option(
            names = "--export",
            required = true,
            paramLabel = "DIR",
            description = {"审计导出", "the export to compare with"})
    private Path export;

    @Mixin private ScratchOption scratch;

    @Override
    public Integer call() {
        try (Scratch space = scratch.open()) {
            byte[] secret = new byte[16];
            new SecureRandom().nextBytes(secret);
            Outcome outcome =
                    new StoreComparison(options.readPolicy(), new StoreDump(dump), secret, space)
                            .run(Export.open(export), options.tailAge());
            return options.report(
                    outcome, "", spec.commandLine().getOut(), spec.commandLine().getErr());
        } catch (CodedException e) {
            spec.commandLine().getErr().println(e);
            return 3;
        }
    }
}
