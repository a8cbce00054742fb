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
            h3{font-size:1rem;margin-bottom:.2rem;word-break:break-all}h4{font-size:.9rem;margin:.6rem 0 .2rem}
            td{word-break:break-word;overflow-wrap:anywhere}.sign td{height:2.4rem;width:16%}
            @page{size:A4;margin:18mm}
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
        element("p", title);
        element("h1", lang.of("结论：", "Verdict: ") + r.verdict());
        element("p", Titles.meaning(r.outcome().verdict(), lang));
        element("h2", lang.of("一、核验对象", "1 What was verified"));
        r.identification().forEach(l -> element("div", l));
        element("h2", lang.of("二、逐层核验", "2 Layers"));
        layers(r);
        if (!r.findings().isEmpty()) {
            element("h2", lang.of("三、发现", "3 Findings"));
            findings(r);
        }
        element("h2", lang.of("四、各次抽取", "4 Draws"));
        for (Report.Draw draw : r.draws()) {
            element("h3", lang.of("抽取 ", "Draw ") + draw.drawId());
            draw.lines().forEach(l -> element("div", l));
            edits(draw, lang);
        }
        element("h2", lang.of("五、本报告不能证明的事项", "5 What this report cannot prove"));
        out.append("<ul>");
        r.notProven().forEach(l -> element("li", l));
        out.append("</ul>\n");
        if (!r.performance().isEmpty()) {
            element("p", r.performance());
        }
        filing(lang);
        out.append("</body></html>\n");
    }

    // The program has no clock: whoever verified writes the day.
    private void filing(Lang lang) {
        element(
                "p",
                lang.of(
                        "本报告由离线核验程序据所附材料与核验策略自动生成，同样的材料与策略得出同样的报告。",
                        "Made by the offline verifier from these files and this policy alone; the"
                                + " same files and policy give the same report."));
        out.append("<table class=\"sign\">");
        row(
                "td",
                lang.of("核验人（签字）", "Verified by"),
                "",
                lang.of("核验日期", "Date"),
                "",
                lang.of("材料移交人", "Handed over by"),
                "");
        out.append("</table>\n");
    }

    private void edits(Report.Draw draw, Lang lang) {
        if (draw.edits().isEmpty()) {
            return;
        }
        element("h4", lang.of("公告前三十天内名录的改动", "Registry edits in the 30 days before"));
        out.append("<table>");
        row(
                "th",
                lang.of("条目", "entry"),
                lang.of("时间 (UTC)", "time (UTC)"),
                lang.of("经办人", "by"),
                lang.of("改动", "edit"),
                lang.of("对象或人员", "site or person"),
                lang.of("原因", "reason"));
        draw.edits().forEach(cells -> row("td", cells.toArray(String[]::new)));
        out.append("</table>\n");
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
        row(
                "th",
                lang.of("层", "layer"),
                lang.of("结果", "result"),
                lang.of("内容", "subject"),
                lang.of("如何核验", "how"),
                lang.of("说明", "note"));
        for (Report.Layer l : r.layers()) {
            String note = (l.required() ? lang.of("必需。", "required. ") : "") + l.reason();
            row("td", l.id(), l.status(), l.title(), Titles.method(l.id(), lang), note);
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
                    Phrases.of(f.expected(), lang),
                    Phrases.of(f.found(), lang),
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
