package org.yanqian.verifier.report;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.verifier.check.Effect;

/** For a terminal: the verdict first, one screen for an honest ledger. */
final class TextReport {
    private static final int SHOWN = 5;

    private final StringBuilder out = new StringBuilder();

    private TextReport() {}

    static String format(Report report) {
        TextReport text = new TextReport();
        text.write(report);
        return text.out.toString();
    }

    private void write(Report r) {
        Lang lang = r.lang();
        line(lang.of("结论：", "Verdict: ") + r.verdict());
        r.identification().forEach(this::line);
        line("");
        for (Report.Layer layer : r.layers()) {
            line(
                    " "
                            + pad(layer.id(), 13)
                            + pad(layer.status(), 20)
                            + layer.title()
                            + (layer.required() ? lang.of(" [必需]", " [required]") : "")
                            + (layer.reason().isEmpty() ? "" : " — " + layer.reason()));
        }
        for (Report.Draw draw : r.draws()) {
            line("");
            line(lang.of("抽取 ", "Draw ") + draw.drawId());
            draw.lines().forEach(l -> line("  " + l));
        }
        if (!r.findings().isEmpty()) {
            line("");
            line(lang.of("发现：", "Findings:"));
            findings(r);
        }
        line("");
        line(lang.of("本报告不能证明的事项：", "What this report cannot prove:"));
        r.notProven().forEach(l -> line("  · " + l));
        if (!r.performance().isEmpty()) {
            line("");
            line(r.performance());
        }
    }

    // Of each kind a few, so that many notes of one kind hide none of another; refutations first.
    private void findings(Report r) {
        Map<String, List<Report.Line>> kinds = new LinkedHashMap<>();
        for (Effect effect : Effect.values()) {
            r.findings().stream()
                    .filter(f -> f.effect().equals(effect.name()))
                    .forEach(
                            f ->
                                    kinds.computeIfAbsent(
                                                    f.layer() + " " + f.code(),
                                                    kind -> new ArrayList<>())
                                            .add(f));
        }
        for (List<Report.Line> kind : kinds.values()) {
            kind.stream().limit(SHOWN).forEach(f -> finding(f, r.lang()));
            if (kind.size() > SHOWN) {
                line(
                        r.lang().of("      同类另有 ", "      and ")
                                + (kind.size() - SHOWN)
                                + r.lang()
                                        .of(
                                                " 项，见 --format json",
                                                " more of this kind, see --format json"));
            }
        }
    }

    private void finding(Report.Line f, Lang lang) {
        line(
                "  ["
                        + f.layer()
                        + "] "
                        + f.code()
                        + (f.index() < 0 ? "" : lang.of("，首个不符事件 #", ", first event #") + f.index())
                        + "  "
                        + f.message()
                        + "  (SPEC.md "
                        + f.section()
                        + ")");
        if (!f.expected().isEmpty()) {
            line(lang.of("      应为 ", "      expected ") + Phrases.of(f.expected(), lang));
        }
        line(lang.of("      实为 ", "      found    ") + Phrases.of(f.found(), lang));
    }

    private void line(String text) {
        // Damaged input is shown, and must not drive the terminal.
        out.append(Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("\\p{Cntrl}", "?"))
                .append('\n');
    }

    /** CJK characters take two columns. */
    private static String pad(String text, int width) {
        int columns = text.codePoints().map(c -> c > 0x2E7F ? 2 : 1).sum();
        return text + " ".repeat(Math.max(1, width - columns));
    }
}
