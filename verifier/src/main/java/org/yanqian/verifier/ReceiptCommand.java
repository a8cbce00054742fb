package org.yanqian.verifier;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.ReceiptVerification;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies what the service answered. */
@Command(
        name = "receipt",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:proven: the entry is signed and stands under a witnessed checkpoint",
            "1:refuted: no such signature, no such place, or a promise that was not kept",
            "2:usage",
            "3:cannot judge: unreadable, no quorum, too old, or the promise is not due yet",
            "70:bug in the verifier"
        },
        description = {
            "核验回执：条目已签署、已入账、已见证；只有条目而无回执时，用 --export 查承诺是否兑现",
            "Verifies a receipt, or with --export whether a signed entry was left out."
        })
final class ReceiptCommand implements Callable<Integer> {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;
    @Mixin ReportOptions options;

    @Parameters(
            paramLabel = "FILE",
            description = {
                "服务答复（JSON），或条目本身",
                "the service's answer as saved (JSON), or an entry by itself"
            })
    private Path file;

    @Option(
            names = "--proof",
            paramLabel = "FILE",
            description = {"回执（tlog-proof），FILE 为条目时用", "the tlog-proof of an entry"})
    private Path proof;

    @Option(
            names = "--export",
            paramLabel = "DIR",
            description = {"审计导出：查条目是否在内", "an export that must hold the entry"})
    private Path export;

    @Option(
            names = "--number",
            paramLabel = "N",
            defaultValue = "1",
            description = {"答复中的第几条，自 1 起", "which entry of the answer, from 1"})
    private int number;

    private record Given(byte[] entry, byte[] proof) {}

    @Override
    public Integer call() {
        try {
            Policy policy = options.readPolicy();
            Given given = given();
            ReceiptVerification verification = new ReceiptVerification(policy);
            if (given.proof == null && export == null) {
                throw new CodedException(
                        "NO_RECEIPT", "neither a receipt nor --export: nothing to verify against");
            }
            Outcome outcome =
                    given.proof != null
                            ? verification.proven(given.entry, given.proof, options.tailAge())
                            : verification.promised(
                                    given.entry, Export.open(export), options.tailAge());
            return options.report(
                    outcome, "", spec.commandLine().getOut(), spec.commandLine().getErr());
        } catch (CodedException e) {
            spec.commandLine().getErr().println(e);
            return 3;
        }
    }

    private Given given() {
        byte[] bytes = ReportOptions.read(file);
        Map<String, Object> json = Json.readObject(bytes);
        if (!json.containsKey("appended")) {
            // An entry file may end with the line feed of an editor.
            byte[] entry =
                    new String(bytes, StandardCharsets.UTF_8)
                            .strip()
                            .getBytes(StandardCharsets.UTF_8);
            return new Given(entry, proof == null ? null : ReportOptions.read(proof));
        }
        Map<?, ?> appended = at(json.get("appended"), number - 1);
        byte[] found = null;
        if (json.get("receipts") instanceof List<?> receipts) {
            for (Object one : receipts) {
                if (one instanceof Map<?, ?> receipt
                        && receipt.get("stream").equals(appended.get("stream"))
                        && receipt.get("sequence").equals(appended.get("sequence"))) {
                    found = text(receipt, "proof");
                }
            }
        }
        return new Given(text(appended, "entry"), found);
    }

    private static Map<?, ?> at(Object list, int place) {
        if (list instanceof List<?> all
                && place >= 0
                && place < all.size()
                && all.get(place) instanceof Map<?, ?> map) {
            return map;
        }
        throw new CodedException("BAD_FIELD", "the answer has no entry " + (place + 1));
    }

    private static byte[] text(Map<?, ?> map, String field) {
        if (map.get(field) instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new CodedException("BAD_FIELD", "the answer has no " + field);
    }
}
