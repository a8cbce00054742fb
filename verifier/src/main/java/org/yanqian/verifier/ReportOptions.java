package org.yanqian.verifier;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.verifier.check.Evidence;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.TailAge;
import org.yanqian.verifier.report.Lang;
import org.yanqian.verifier.report.Reports;
import picocli.CommandLine.Option;

/** What {@code ledger} and {@code draw} have in common. */
final class ReportOptions {
    enum Format {
        text,
        json,
        html
    }

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "FILE|DIR",
            description = {"核验策略（自己持有，不取自账本）", "what you trust: tlog-policy and yanqian.json"})
    Path policy;

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "text|json|html",
            description = {"报告形式", "form of the report"})
    Format format;

    @Option(
            names = "--lang",
            defaultValue = "zh",
            paramLabel = "zh|en",
            description = {"报告语言", "language of the report"})
    LangOption lang;

    enum LangOption {
        zh,
        en
    }

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = {"报告写入文件", "write the report to a file"})
    Path out;

    @Option(
            names = "--checkpoint",
            arity = "1..*",
            paramLabel = "FILE",
            description = {"自己保存的旧检查点", "older checkpoints that you kept"})
    List<Path> checkpoints = new ArrayList<>();

    @Option(
            names = "--evidence",
            paramLabel = "DIR",
            defaultValue = ".",
            description = {"两套历史的证据写入此处", "where both notes of two histories are written"})
    Path evidence;

    @Option(
            names = "--max-age",
            paramLabel = "N[smhd]",
            description = {
                "最新检查点的见证时间距今最长多久，例如 24h",
                "how long ago the latest checkpoint may have been witnessed"
            })
    String maxAge;

    /** Throws {@code BAD_AGE}. */
    Optional<TailAge> tailAge() {
        if (maxAge == null) {
            return Optional.empty();
        }
        if (!maxAge.matches("[0-9]{1,9}[smhd]")) {
            throw new CodedException("BAD_AGE", "a number and s, m, h or d, not " + maxAge);
        }
        long n = Long.parseLong(maxAge.substring(0, maxAge.length() - 1));
        Duration most =
                switch (maxAge.charAt(maxAge.length() - 1)) {
                    case 's' -> Duration.ofSeconds(n);
                    case 'm' -> Duration.ofMinutes(n);
                    case 'h' -> Duration.ofHours(n);
                    default -> Duration.ofDays(Math.min(n, 1_000_000));
                };
        return Optional.of(new TailAge(most, Instant.now()));
    }

    /** Throws {@code UNREADABLE} or {@code BAD_POLICY}. */
    Policy readPolicy() {
        return Policy.read(policy);
    }

    /** Throws {@code UNREADABLE}. */
    List<byte[]> readCheckpoints() {
        List<byte[]> notes = new ArrayList<>();
        for (Path file : checkpoints) {
            notes.add(read(file));
        }
        return notes;
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CodedException("UNREADABLE", "cannot read the file " + file, e);
        }
    }

    /** Writes report and evidence; the exit code. */
    int report(Outcome outcome, String performance, PrintWriter console, PrintWriter err) {
        String text =
                Reports.format(
                        outcome,
                        format.name(),
                        lang == LangOption.zh ? Lang.ZH : Lang.EN,
                        performance);
        try {
            if (out == null) {
                console.print(text);
                console.flush();
            } else {
                Files.writeString(out, text, StandardCharsets.UTF_8);
            }
            writeEvidence(outcome, err);
        } catch (IOException e) {
            throw new CodedException("UNWRITABLE", "cannot write: " + e.getMessage(), e);
        }
        if (!outcome.bugs().isEmpty()) {
            outcome.bugs().get(0).printStackTrace(err);
            return 70;
        }
        return outcome.verdict().exitCode();
    }

    private void writeEvidence(Outcome outcome, PrintWriter err) throws IOException {
        int n = 0;
        for (Evidence.TwoHistories pair : outcome.histories()) {
            n++;
            Files.createDirectories(evidence);
            Path a = evidence.resolve("two-histories-" + n + "-a.note");
            Path b = evidence.resolve("two-histories-" + n + "-b.note");
            Files.write(a, pair.first());
            Files.write(b, pair.second());
            err.println("TWO_HISTORIES: " + a + " / " + b);
        }
    }
}
