package org.yanqian.verifier.report;

import java.util.ArrayList;
import java.util.List;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.DrawSummary;
import org.yanqian.verifier.check.Finding;
import org.yanqian.verifier.check.Outcome;

/**
 * What every form of a report says, in the words of one language: text, JSON and HTML differ only in
 * how they set it.
 */
record Report(
        Outcome outcome,
        Lang lang,
        String verdict,
        List<String> identification,
        List<Layer> layers,
        List<Draw> draws,
        List<Line> findings,
        List<String> notProven,
        String performance) {

    record Layer(String id, String title, String status, boolean required, String reason) {}

    /** {@code edits} of the registries in the 30 days before, one row of cells each. */
    record Draw(String drawId, List<String> lines, List<List<String>> edits) {}

    record Line(
            String layer,
            String code,
            String effect,
            long index,
            String message,
            String expected,
            String found,
            String section) {}

    static Report of(Outcome outcome, Lang lang, String performance) {
        List<Line> findings = new ArrayList<>();
        for (CheckResult layer : outcome.layers()) {
            // 10.selection repeats what 10 says.
            if (!layer.id().contains(".")) {
                layer.findings().forEach(f -> findings.add(line(layer.id(), f, lang)));
            }
        }
        return new Report(
                outcome,
                lang,
                lang.of(
                        outcome.verdict().zh() + "  " + outcome.verdict().text(),
                        outcome.verdict().text()),
                identification(outcome, lang),
                outcome.layers().stream().map(l -> layer(l, outcome, lang)).toList(),
                outcome.draws().stream().map(d -> draw(d, lang)).toList(),
                findings,
                Titles.notProven(lang),
                performance);
    }

    private static List<String> identification(Outcome o, Lang lang) {
        List<String> lines = new ArrayList<>();
        lines.add(lang.of("账本 ", "ledger ") + o.origin() + lang.of("，套件 ", ", suite ") + o.suite());
        lines.add(
                lang.of("检查点：", "checkpoint: ")
                        + o.size()
                        + lang.of(" 条，SHA-256 树根 ", " entries, SHA-256 root ")
                        + o.root());
        lines.add(lang.of("已读条目 ", "entries read ") + o.entries());
        return lines;
    }

    private static Layer layer(CheckResult l, Outcome o, Lang lang) {
        return new Layer(
                l.id(),
                Titles.layer(l.id(), lang),
                Titles.status(l.status(), lang),
                o.required().contains(l.id()),
                l.reason().isEmpty() ? "" : Titles.code(l.reason(), lang));
    }

    private static Line line(String layer, Finding f, Lang lang) {
        return new Line(
                layer,
                f.code(),
                f.effect().name(),
                f.index(),
                Titles.code(f.code(), lang),
                f.expected(),
                f.found(),
                f.section());
    }

    // Whoever holds the key of a chain of their own knows its rounds beforehand.
    private static String beacon(String type, Lang lang) {
        if (type.isEmpty()) {
            return "";
        }
        return lang.of("，信标 ", ", beacon ")
                + type
                + (type.equals(Beacon.LOCAL) ? lang.of("（演示信标）", " (demonstration beacon)") : "");
    }

    private static Draw draw(DrawSummary d, Lang lang) {
        List<String> lines = new ArrayList<>();
        lines.add(
                lang.of("状态 ", "state ")
                        + Titles.state(d.state(), lang)
                        + (d.grade().isEmpty() ? "" : lang.of("，等级 ", ", grade ") + d.grade())
                        + beacon(d.beacon(), lang)
                        + lang.of("，唯一性 ", ", uniqueness: ")
                        + (d.uniqueness().equals("checked")
                                ? lang.of("已核验 checked", "checked")
                                : lang.of("未核验 not checked", d.uniqueness())));
        if (!d.lapsed().isEmpty()) {
            lines.add(
                    lang.of("失效 LAPSED：", "LAPSED: ")
                            + Titles.code(d.lapsed(), lang)
                            + (d.lapseAdmitted()
                                    ? lang.of("（账本已记载）", " (recorded in the ledger)")
                                    : ""));
        }
        if (!d.voided().isEmpty()) {
            lines.add(lang.of("作废 VOID：", "VOID: ") + d.voided());
        }
        if (d.attempt() > 1) {
            lines.add(
                    lang.of(
                                    "第 " + d.attempt() + " 次抽取，原因：",
                                    "draw no. " + d.attempt() + " of its line, reason: ")
                            + d.attemptReason());
        }
        if (d.candidates() >= 0) {
            lines.add(
                    lang.of("对象 ", "candidates ")
                            + d.candidates()
                            + lang.of("，剔除 ", ", excluded ")
                            + d.excluded()
                            + lang.of("，检查人员 ", ", inspectors ")
                            + d.inspectors());
        }
        d.quotas()
                .forEach(
                        q ->
                                lines.add(
                                        q.stratum()
                                                + "  "
                                                + q.formula()
                                                + lang.of("，抽中 ", ", drawn ")
                                                + d.drawn().getOrDefault(q.stratum(), 0L)));
        if (d.owed() > 0) {
            lines.add(lang.of("欠派 owed：", "owed (unstaffable): ") + d.owed());
        }
        if (!d.drawHash().isEmpty()) {
            lines.add(lang.of("抽取哈希 ", "draw hash ") + d.drawHash());
        }
        lines.addAll(editNotes(d, lang));
        return new Draw(
                d.drawId(), lines, d.edits().named().stream().map(e -> edit(e, lang)).toList());
    }

    private static List<String> edit(DrawSummary.Edit e, Lang lang) {
        String kind =
                switch (e.kind()) {
                    case "registered" -> lang.of("登记", "registered");
                    case "removed" -> lang.of("移出", "removed");
                    default -> lang.of("变更", "changed");
                };
        return List.of(
                "#" + e.index(),
                e.time(),
                e.bureau() + " / " + e.officer(),
                kind,
                e.id(),
                e.reason());
    }

    private static List<String> editNotes(DrawSummary d, Lang lang) {
        if (!d.uniqueness().equals("checked") || d.candidates() < 0) {
            return List.of();
        }
        DrawSummary.Edits edits = d.edits();
        long all = edits.named().size() + edits.more();
        return List.of(
                lang.of("公告前三十天内：名录逐条改动 ", "30 days before the announcement: ")
                        + all
                        + lang.of(" 项，随文件导入 ", " single edits of the registries, ")
                        + edits.imported()
                        + lang.of(" 行", " lines by file"));
    }
}
