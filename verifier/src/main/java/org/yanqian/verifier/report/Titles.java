package org.yanqian.verifier.report;

import java.util.List;
import java.util.Map;
import org.yanqian.verifier.check.Codes;
import org.yanqian.verifier.check.Status;
import org.yanqian.verifier.check.Verdict;

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

    /** What each layer did, for a reader who has never seen a hash. */
    private static final Map<String, Text> METHODS =
            Map.ofEntries(
                    method(
                            "1",
                            "逐个文件比对大小与哈希；每条事件只能有一种写法",
                            "every file against its size and hash; every event in its one form"),
                    method(
                            "2",
                            "逐条验签；签名密钥须在当时有效；参与方只认策略中的公钥",
                            "every signature, by a key valid at that place; parties by the policy"),
                    method(
                            "3",
                            "每条事件写明前一条的哈希，抽走或插入都会断链",
                            "each event names the one before: taking out or putting in breaks it"),
                    method(
                            "4",
                            "由全部条目重算树根，与签署的检查点比对",
                            "the root computed from all entries, against the signed checkpoint"),
                    method(
                            "5",
                            "每个旧检查点都须是现在账本的前缀",
                            "each older checkpoint must be a prefix of this ledger"),
                    method(
                            "6",
                            "检查点须有策略所定见证人的联署",
                            "cosignatures of the witnesses that the policy asks for"),
                    method(
                            "7",
                            "公告与截止须在随机数产生之前经外部见证；事件时间须合于见证",
                            "announcement and close seen by outsiders before the beacon"),
                    method(
                            "8",
                            "从名录逐条重放到冻结之时，重算名单、数量与可选派人员",
                            "lists, quotas and eligible sets computed anew from the registry"),
                    method(
                            "9",
                            "承诺、揭示与信标逐一核对，重算种子与等级",
                            "commitments, reveals and beacon; seed and grade computed anew"),
                    method(
                            "10",
                            "按公布的方法重新抽取、重新选派，与结果逐一比对",
                            "drawn and assigned again by the published method"),
                    method(
                            "11",
                            "更换、作废、重抽是否有他人审批与监督方会签；编号是否连续",
                            "substitutions, voids and redraws with approval; numbers without gaps"),
                    method(
                            "12",
                            "数量是否依规则，是否两人检查，事项有无依据，是否逾期",
                            "quotas by the rules, two inspectors, legal basis, deadlines"),
                    method(
                            "13",
                            "公示的哈希、名单、结果是否与账本一致",
                            "hashes, lists and results published, against the ledger"),
                    method(
                            "14",
                            "事件中不得有身份证号、手机号；所附开启材料须合于摘要",
                            "no identity or mobile numbers; openings must fit their digests"));

    private static final Map<Verdict, Text> MEANING =
            Map.of(
                    Verdict.PROVEN,
                    new Text(
                            "策略所要求的各层全部通过：所交材料自始至终前后一致，经外部见证；"
                                    + "每次抽取的名单、规则和人员都在随机数产生之前固定，"
                                    + "按公布的方法重新计算，得到同样的结果。",
                            "Every layer that the policy asks for holds: the record agrees with itself"
                                    + " and with what outsiders saw; lists, rules and people were"
                                    + " fixed before the random value existed, and the published"
                                    + " method gives the same result again."),
                    Verdict.REFUTED,
                    new Text(
                            "所交材料有不能自圆之处。下列“不符”各项写明首个不符的事件、应有的值" + "与实有的值；任何人用同样的材料都会得到同样的结论。",
                            "The record contradicts itself or its witnesses. The findings name the"
                                    + " first differing event with both values; anybody with the"
                                    + " same files comes to the same result."),
                    Verdict.CANNOT_JUDGE,
                    new Text(
                            "没有发现不符，但策略要求的核验未能全部完成，不能据此认定抽取属实。" + "下表写明缺少什么。",
                            "Nothing is refuted, but not all that the policy asks for could be"
                                    + " checked. The table says what is missing."),
                    Verdict.TWO_HISTORIES,
                    new Text(
                            "同一账本签署过两套互相矛盾的历史。两份检查点均已作为证据写出，" + "其签名不可抵赖。",
                            "The same log signed two histories that contradict each other. Both"
                                    + " notes were written out as evidence."));

    private Titles() {}

    private static Map.Entry<String, Text> method(String layer, String zh, String en) {
        return Map.entry(layer, new Text(zh, en));
    }

    /** How a layer was checked; {@code ""} for a part of a layer. */
    static String method(String layer, Lang lang) {
        Text text = METHODS.get(layer);
        return text == null ? "" : lang.of(text.zh, text.en);
    }

    static String meaning(Verdict verdict, Lang lang) {
        Text text = MEANING.get(verdict);
        return lang.of(text.zh, text.en);
    }

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
