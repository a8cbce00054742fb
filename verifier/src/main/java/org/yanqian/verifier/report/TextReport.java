package org.yanqian.verifier.report;

import java.text.Normalizer;

/** For a terminal: the verdict first, one screen for an honest ledger. */
final class TextReport {
    private static final int SHOWN = 20;

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
            r.findings().stream().limit(SHOWN).forEach(f -> finding(f, lang));
            if (r.findings().size() > SHOWN) {
                line(
                        lang.of("  其余 ", "  and ")
                                + (r.findings().size() - SHOWN)
                                + lang.of(" 项见 --format json", " more, see --format json"));
            }
        }
        line("");
        line(lang.of("本报告不能证明的事项：", "What this report cannot prove:"));
        r.notProven().forEach(l -> line("  · " + l));
        if (!r.performance().isEmpty()) {
            line("");
            line(r.performance());
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
            line(lang.of("      应为 ", "      expected ") + f.expected());
        }
        line(lang.of("      实为 ", "      found    ") + f.found());
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
