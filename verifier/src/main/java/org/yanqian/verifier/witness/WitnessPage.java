package org.yanqian.verifier.witness;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.tree.Checkpoint;

/** The witness's page for people: per log, what it cosigned last. */
final class WitnessPage {
    private WitnessPage() {}

    static String render(
            String vkey, Map<String, Optional<WitnessState.Last>> logs, long evidence) {
        StringBuilder rows = new StringBuilder();
        logs.forEach((origin, last) -> rows.append(row(origin, last)));
        String warning =
                evidence == 0
                        ? ""
                        : "<p class=\"alarm\" role=\"alert\">发现相互矛盾的检查点，证据 "
                                + evidence
                                + " 份，见状态目录 evidence。Two histories were signed: "
                                + evidence
                                + " notes are kept as evidence.</p>";
        return """
                <!DOCTYPE html>
                <html lang="zh-CN"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>见证服务 · Witness</title>
                <style>body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:60rem;
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
                <th>联署时间 <span lang="en">Cosigned at (UTC)</span></th></tr></thead>
                <tbody>%s</tbody></table></body></html>
                """
                .formatted(escape(vkey), warning, rows);
    }

    private static String row(String origin, Optional<WitnessState.Last> last) {
        String name = "<tr><td><code>" + escape(origin) + "</code></td>";
        if (last.isEmpty()) {
            return name + "<td colspan=\"3\">尚未联署 <span lang=\"en\">none yet</span></td></tr>";
        }
        Checkpoint checkpoint = last.get().checkpoint();
        return name
                + "<td><a href=\"/"
                + WitnessState.originHash(origin)
                + "/checkpoint\">"
                + checkpoint.size()
                + "</a></td><td><code>"
                + Hex.format(checkpoint.root())
                + "</code></td><td>"
                + Instant.ofEpochSecond(last.get().timestampSeconds())
                + "</td></tr>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
