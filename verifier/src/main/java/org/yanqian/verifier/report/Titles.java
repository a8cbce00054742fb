package org.yanqian.verifier.report;

import java.util.List;
import java.util.Map;
import org.yanqian.verifier.check.Codes;
import org.yanqian.verifier.check.Status;

/** The fixed words of a report. */
final class Titles {
    private record Text(String zh, String en) {}

    private static final Map<String, Text> LAYERS =
            Map.ofEntries(
                    Map.entry("1", new Text("字节规范、文件齐全", "bytes are canonical")),
                    Map.entry("2", new Text("签名与密钥", "signatures and keys")),
                    Map.entry("3", new Text("事件流链", "stream chains")),
                    Map.entry("4", new Text("树与检查点", "tree and checkpoint")),
                    Map.entry("5", new Text("与旧检查点一致", "older checkpoints")),
                    Map.entry("6", new Text("见证人法定数", "witness quorum")),
                    Map.entry("7", new Text("先见证、后信标", "witnessed before the beacon")),
                    Map.entry("8", new Text("名单重放", "lists replayed")),
                    Map.entry("9", new Text("种子：承诺、揭示、信标", "seed and beacon")),
                    Map.entry("10", new Text("抽取与选派重放", "draw and assignment")),
                    Map.entry("10.selection", new Text("仅抽取重放", "selection alone")),
                    Map.entry("11", new Text("抽取之后：更换、作废、缺号", "after the draw")),
                    Map.entry("12", new Text("规则：依据、期限", "rules and deadlines")),
                    Map.entry("13", new Text("公示与账本一致", "publication")),
                    Map.entry("store", new Text("事件库与账本逐条一致", "event store equals ledger")),
                    Map.entry("14", new Text("个人信息开启", "personal data")));

    private static final List<Text> NOT_PROVEN =
            List.of(
                    new Text(
                            "名录是否真实：有无虚构或遗漏的对象",
                            "whether the registry is true: ghost or missing sites"),
                    new Text("各密钥实际由谁持有", "who held a key"),
                    new Text("被记为缺席的参与方是否其实已揭示", "whether a party reported missing did reveal"),
                    new Text("是否有命令被拒绝受理", "whether a command was refused"),
                    new Text(
                            "他人看到的账本是否相同（除非用 --checkpoint 提供其检查点）",
                            "what another reader was shown, unless that checkpoint is supplied"),
                    new Text(
                            "账本尾部是否最新：请为最新检查点的时间规定最长期限",
                            "that the tail is the newest: give the latest checkpoint a maximum age"));

    private Titles() {}

    static String layer(String id, Lang lang) {
        Text text = LAYERS.get(id);
        return lang.of(text.zh, text.en);
    }

    static List<String> notProven(Lang lang) {
        return NOT_PROVEN.stream().map(t -> lang.of(t.zh, t.en)).toList();
    }

    static String code(String code, Lang lang) {
        Codes.Code text = Codes.of(code);
        return lang.of(text.zh(), text.en());
    }

    /** {@code ok}, {@code FAIL}, {@code not checked}: in both languages the same word is there. */
    static String status(Status status, Lang lang) {
        return switch (status) {
            case OK -> lang.of("通过 ok", "ok");
            case FAIL -> lang.of("不符 FAIL", "FAIL");
            case NOT_CHECKED -> lang.of("未核验 not checked", "not checked");
        };
    }

    static String state(String state, Lang lang) {
        return lang.of(
                switch (state) {
                    case "completed" -> "已抽取";
                    case "lapsed" -> "失效";
                    case "closed" -> "已截止";
                    case "announced" -> "已公告";
                    default -> "已开立";
                },
                state);
    }
}
