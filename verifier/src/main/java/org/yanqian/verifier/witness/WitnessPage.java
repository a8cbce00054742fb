package org.yanqian.verifier.witness;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Note;

/** The witness's page for people: per log, what it cosigned last, what it refused, what it keeps. */
final class WitnessPage {
    private static final int SHOWN = 50;

    private WitnessPage() {}

    static String render(WitnessView view) {
        return """
                <!DOCTYPE html>
                <html lang="zh-CN"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>见证服务 · Witness</title>
                <style>body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:76rem;
                padding:0 1rem}td,th{text-align:left;padding:.3rem .8rem .3rem 0;
                vertical-align:top}code{word-break:break-all}.alarm{color:#a00;
                font-weight:bold}</style></head><body>
                <h1>见证服务 <span lang="en">Witness</span></h1>
                <p>本服务只对前后一致的账本检查点联署，并记住见过的最大规模。<br>
                <span lang="en">Cosigns only checkpoints that extend the largest one it has
                seen.</span></p>
                <p>公钥 <span lang="en">Key</span>: <code>%s</code></p>
                %s<table><thead><tr><th>账本 <span lang="en">Log</span></th>
                <th>规模 <span lang="en">Size</span></th>
                <th>根哈希 <span lang="en">Root</span></th>
                <th>联署时间 <span lang="en">Cosigned at (UTC)</span></th>
                <th>联署次数 <span lang="en">Cosigned</span></th>
                <th>规模不符 <span lang="en">Conflicts (409)</span></th>
                <th>拒绝 <span lang="en">Refused</span></th></tr></thead>
                <tbody>%s</tbody></table>
                <p>次数自 %s 启动起计。其他来源的请求拒绝 %d 次。<br><span lang="en">Counted since
                this process started at %s. Refused from elsewhere: %d.</span></p>
                %s</body></html>
                """
                .formatted(
                        escape(view.key()),
                        alarm(view),
                        view.logs().stream().map(WitnessPage::row).collect(Collectors.joining()),
                        seconds(view.since()),
                        view.strangers().refused(),
                        seconds(view.since()),
                        view.strangers().refused(),
                        evidence(view));
    }

    private static String alarm(WitnessView view) {
        long forks = count(view, ForkEvidence.Kind.FORK);
        long others = count(view, ForkEvidence.Kind.INCONSISTENT);
        String text = "";
        if (forks > 0) {
            text +=
                    "<p class=\"alarm\" role=\"alert\">账本就同一规模签署了两个不同的根，证据 "
                            + forks
                            + " 对，见下表。<br><span lang=\"en\">A log signed two roots for one size: "
                            + forks
                            + " pair(s) of evidence below.</span></p>";
        }
        if (others > 0) {
            text +=
                    "<p class=\"alarm\" role=\"alert\">账本提交了未能证明前后一致的检查点，留存 "
                            + others
                            + " 对。<br><span lang=\"en\">Checkpoints not shown to extend what was"
                            + " cosigned: "
                            + others
                            + " pair(s) kept.</span></p>";
        }
        return text;
    }

    private static long count(WitnessView view, ForkEvidence.Kind kind) {
        return view.evidence().stream().filter(pair -> pair.kind() == kind).count();
    }

    private static String row(WitnessView.Log log) {
        Tally tally = log.tally();
        String refused =
                tally.refused() == 0
                        ? "0"
                        : tally.refused()
                                + "<br>"
                                + escape(tally.lastRefusal())
                                + "<br>"
                                + seconds(tally.lastRefusedAt());
        return "<tr><td><code>"
                + escape(log.origin())
                + "</code></td>"
                + log.last()
                        .map(last -> cosigned(log.origin(), last))
                        .orElse("<td colspan=\"3\">尚未联署 <span lang=\"en\">none yet</span></td>")
                + "<td>"
                + tally.cosigned()
                + "</td><td>"
                + tally.conflicts()
                + "</td><td>"
                + refused
                + "</td></tr>";
    }

    private static String cosigned(String origin, WitnessState.Last last) {
        Checkpoint checkpoint = last.checkpoint();
        return "<td><a href=\"/"
                + WitnessState.originHash(origin)
                + "/checkpoint\">"
                + checkpoint.size()
                + "</a></td><td><code>"
                + Hex.format(checkpoint.root())
                + "</code></td><td>"
                + Instant.ofEpochSecond(last.timestampSeconds())
                + "</td>";
    }

    private static String evidence(WitnessView view) {
        if (view.evidence().isEmpty()) {
            return "";
        }
        return """
                <h2>证据 <span lang="en">Evidence</span></h2>
                <p>每对两份便笺都带有账本自己的签名，可下载交任何人核对。<br><span lang="en">Both notes
                of a pair carry the log's own signature; anyone can check them.</span></p>
                <table><thead><tr><th>类别 <span lang="en">Kind</span></th>
                <th>账本 <span lang="en">Log</span></th>
                <th>已联署 <span lang="en">Cosigned</span></th>
                <th>被拒绝 <span lang="en">Refused</span></th></tr></thead><tbody>%s</tbody></table>
                """
                .formatted(
                        view.evidence().stream()
                                .limit(SHOWN)
                                .map(WitnessPage::pair)
                                .collect(Collectors.joining()));
    }

    private static String pair(ForkEvidence pair) {
        String kind =
                pair.kind() == ForkEvidence.Kind.FORK
                        ? "分叉 <span lang=\"en\">fork</span>"
                        : "未证明一致 <span lang=\"en\">not shown consistent</span>";
        return "<tr><td>"
                + kind
                + "</td><td><code>"
                + escape(Checkpoint.parse(pair.cosigned().text()).origin())
                + "</code></td>"
                + link(pair, ForkEvidence.COSIGNED)
                + link(pair, ForkEvidence.SUBMITTED)
                + "</tr>";
    }

    private static String link(ForkEvidence pair, String file) {
        Note note = pair.note(file);
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        return "<td><a href=\"/evidence/"
                + pair.name()
                + "/"
                + file
                + "\">"
                + checkpoint.size()
                + "</a> <code>"
                + Hex.format(checkpoint.root())
                + "</code></td>";
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
