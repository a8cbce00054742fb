package org.yanqian.verifier;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Proven;
import org.yanqian.verifier.check.Verification;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies an auditor's export. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:proven: every layer that the policy requires is ok",
            "1:refuted",
            "2:usage",
            "3:cannot judge: unreadable, unknown type, or a required layer not checked",
            "4:two histories: both notes are written to --evidence",
            "70:bug in the verifier"
        },
        description = {"核验审计导出", "Verifies an auditor's export folder, layer by layer."})
final class LedgerCommand implements Callable<Integer> {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;
    @Mixin ReportOptions options;

    @Parameters(paramLabel = "DIR", description = "the export folder")
    private Path folder;

    @Option(
            names = "--auditor-key",
            paramLabel = "FILE",
            description = {
                "监督方解密密钥：核对抽取密钥密文",
                "the auditor's key file: opens the draw keys' ciphertexts"
            })
    private Path auditorKey;

    @Option(
            names = "--openings",
            paramLabel = "FILE",
            description = {
                "个人信息开启材料：与事件中的摘要核对（第 14 项）",
                "personal values as opened for the auditor: checked against the digests (layer 14)"
            })
    private Path openings;

    @Option(
            names = "--since",
            paramLabel = "FILE",
            description = {
                "增量：自己的文件，记上次已证明的检查点；其前条目的签名不再重验，证明后更新",
                "your own file of the last proven checkpoint: signatures before it are not",
                "verified again; written anew when the ledger is proven"
            })
    private Path since;

    @Option(
            names = "--published",
            paramLabel = "DIR",
            description = {
                "自己从公众网页保存的文件（抽取详情、证明包、名单、结果页）：逐一与账本核对（第 13 项）",
                "what you saved of the public pages: details, bundles, lists and results are compared",
                "with the ledger (layer 13)"
            })
    private Path published;

    @Mixin private ScratchOption scratch;

    @Option(
            names = "--bench",
            description = {"另测裸验签速度", "measure the bare signature verification beside it"})
    private boolean bench;

    @Override
    public Integer call() {
        try {
            Policy policy = options.readPolicy();
            SignatureSample sample = new SignatureSample(policy);
            Verification verification =
                    new Verification(
                            policy, options.readCheckpoints(), bench ? sample : item -> {});
            if (auditorKey != null) {
                verification.withAuditorKey(ReportOptions.read(auditorKey));
            }
            options.tailAge().ifPresent(verification::withTailAge);
            if (published != null) {
                verification.withPublished(published);
            }
            scratch.folder().ifPresent(verification::withScratch);
            if (openings != null) {
                verification.withOpenings(ReportOptions.read(openings));
            }
            Optional<SinceFile> own =
                    Optional.ofNullable(since).map(f -> SinceFile.at(f, options.policy));
            Optional<Proven> proven = own.flatMap(SinceFile::read);
            proven.ifPresent(verification::since);
            Export export = Export.open(folder);
            Outcome outcome = verification.ledger(export);
            String speed = Speed.of(outcome) + proven.map(Speed::since).orElse("");
            own.ifPresent(f -> f.write(outcome, export));
            if (bench) {
                speed += sample.measure(outcome);
            }
            return options.report(
                    outcome, speed, spec.commandLine().getOut(), spec.commandLine().getErr());
        } catch (CodedException e) {
            spec.commandLine().getErr().println(e);
            return 3;
        }
    }
}
