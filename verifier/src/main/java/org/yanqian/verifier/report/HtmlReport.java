package org.yanqian.verifier.report;

import org.yanqian.verifier.check.Verdict;

/** One self-contained page that prints on A4; no script, nothing from outside. */
final class HtmlReport {
    private static final String STYLE =
            """
            body{font:14px/1.6 "Noto Sans SC","Source Han Sans SC","Microsoft YaHei",sans-serif;
            max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
            h1{font-size:1.5rem;border-left:.5rem solid var(--c);padding-left:.75rem}
            h2{font-size:1.1rem;margin-top:1.6rem}
            table{border-collapse:collapse;width:100%}
            th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;vertical-align:top}
            th{background:#f3f3f3}code{font-family:ui-monospace,monospace;word-break:break-all}
            @media print{body{margin:0}h2{break-after:avoid}tr{break-inside:avoid}}
            """;

    private final StringBuilder out = new StringBuilder();

    private HtmlReport() {}

    static String format(Report report) {
        HtmlReport html = new HtmlReport();
        html.write(report);
        return html.out.toString();
    }

    private void write(Report r) {
        Lang lang = r.lang();
        String title = lang.of("验签核验报告", "Yanqian verification report");
        out.append("<!doctype html>\n<html lang=\"")
                .append(lang.of("zh-CN", "en"))
                .append("\"><head><meta charset=\"utf-8\"><title>")
                .append(title)
                .append("</title><style>:root{--c:")
                .append(color(r.outcome().verdict()))
                .append("}\n")
                .append(STYLE)
                .append("</style></head><body>\n");
        element("h1", lang.of("结论：", "Verdict: ") + r.verdict());
        r.identification().forEach(l -> element("div", l));
        element("h2", lang.of("核验层次", "Layers"));
        layers(r);
        for (Report.Draw draw : r.draws()) {
            element("h2", lang.of("抽取 ", "Draw ") + draw.drawId());
            draw.lines().forEach(l -> element("div", l));
        }
        if (!r.findings().isEmpty()) {
            element("h2", lang.of("发现", "Findings"));
            findings(r);
        }
        element("h2", lang.of("本报告不能证明的事项", "What this report cannot prove"));
        out.append("<ul>");
        r.notProven().forEach(l -> element("li", l));
        out.append("</ul>\n");
        if (!r.performance().isEmpty()) {
            element("p", r.performance());
        }
        out.append("</body></html>\n");
    }

    private static String color(Verdict verdict) {
        return switch (verdict) {
            case PROVEN -> "#1a7f37";
            case CANNOT_JUDGE -> "#9a6700";
            default -> "#cf222e";
        };
    }

    private void layers(Report r) {
        Lang lang = r.lang();
        out.append("<table>");
        row("th", "", lang.of("结果", "result"), lang.of("内容", "layer"), lang.of("说明", "note"));
        for (Report.Layer l : r.layers()) {
            String note = (l.required() ? lang.of("必需 ", "required ") : "") + l.reason();
            row("td", l.id(), l.status(), l.title(), note);
        }
        out.append("</table>\n");
    }

    private void findings(Report r) {
        Lang lang = r.lang();
        out.append("<table>");
        row(
                "th",
                lang.of("层", "layer"),
                lang.of("代码", "code"),
                lang.of("首个不符事件", "first event"),
                lang.of("含义", "meaning"),
                lang.of("应为", "expected"),
                lang.of("实为", "found"),
                "SPEC.md");
        for (Report.Line f : r.findings()) {
            row(
                    "td",
                    f.layer(),
                    f.code(),
                    f.index() < 0 ? "" : "#" + f.index(),
                    f.message(),
                    f.expected(),
                    f.found(),
                    f.section());
        }
        out.append("</table>\n");
    }

    private void row(String cell, String... cells) {
        out.append("<tr>");
        for (String text : cells) {
            element(cell, text);
        }
        out.append("</tr>");
    }

    private void element(String name, String text) {
        out.append('<').append(name).append('>').append(escape(text));
        out.append("</").append(name).append(">\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("\\p{Cntrl}", "?");
    }
}
