package org.yanqian.command.refusal;

import java.text.MessageFormat;
import java.util.Locale;

/**
 * Everything a command can be refused for: a stable code, the article it rests on ("" where it is a
 * matter of form), the HTTP status at the edge, and what people read.
 */
public enum RefusalCode {
    WRONG_ROLE(403, "DRAW/1 §4", "操作人不具备所需角色：{0}", "The actor lacks the role: {0}"),
    WRONG_BUREAU(403, "", "操作人不属于该单位：{0}", "The actor does not belong to bureau {0}"),
    ACTOR_ON_BOTH_SIDES(
            403,
            "DRAW/1 §4",
            "同一操作人不得既组织抽取又代表监督方：{0}",
            "One actor cannot run a draw and speak for its supervising party: {0}"),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "",
            "该幂等键已用于另一内容的请求：{0}",
            "This Idempotency-Key was used with another request: {0}"),
    BUREAU_BUSY(
            503,
            "DRAW/1 §2",
            "{0} 的名录、计划正被另一操作锁定，请稍后重试",
            "Registry and plan of {0} are held by another operation; try again shortly"),
    LEDGER_BEHIND(503, "", "账本封存尚未跟上，请稍后重试", "The ledger is not sealed up to here yet; try again"),
    EVENT_STORE_UNREACHABLE(
            503, "", "Axon Server 事件库无法访问，请稍后重试", "Axon Server does not answer; try again shortly"),
    EVENT_STORE_UNANSWERED(
            503,
            "",
            "Axon Server 未答复，无法确定事件是否已写入；请用同一幂等键重试，切勿另行提交",
            "Axon Server did not say whether it took the events; ask again with the same"
                    + " Idempotency-Key, not anew"),
    EVENT_STORE_REFUSED(
            422, "", "Axon Server 拒绝写入：{0} {1}", "Axon Server refused the events: {0} {1}"),
    STORE_DIFFERS(
            503,
            "LEDGER1 §3",
            "事件库与账本树不符，已停止签署和接收：序号 {0} 起，{1} 应为 {2}，实为 {3}",
            "The event store is not the tree that was signed; nothing is accepted or signed: from"
                    + " index {0}, {1} should be {2}, found {3}"),
    STORE_OLDER_THAN_WITNESSED(
            503,
            "LEDGER1 §3",
            "事件库只有 {0} 条，而 {1} 已见证 {2} 条（恢复了旧备份？），已停止签署和接收",
            "The event store holds {0} entries, {1} has witnessed {2} (an old backup?); nothing is"
                    + " accepted or signed"),
    CONFLICT(409, "", "另一操作抢先修改了同一对象，请重试：{0}", "Another command was first: {0}"),
    POLICY_MISSING(
            409,
            "LEDGER1 §4",
            "尚未配置见证与核验策略，不能公告抽取",
            "No witness policy is configured, so no draw can be announced"),
    NAME_NOT_ALLOWED(
            422,
            "",
            "名称只能是规范化（NFC）的文字、数字及 . _ -，且不超过64字：{0}",
            "A name has 1 to 64 NFC letters, digits, dots, dashes: {0}"),
    BAD_FILE(422, "威海细则第八条", "文件不能导入：{0}", "The file cannot be imported: {0}"),
    FILE_TOO_LARGE(413, "", "文件超过100 MB，请分批导入", "The file is larger than 100 MB; split it"),
    ROWS_REJECTED(
            422,
            "威海细则第八条、第十条",
            "{0} 行有错误，未导入任何数据；修正后重试，或确认只保留合格的 {1} 行（confirm=true）",
            "{0} rows are wrong and nothing was imported; correct them, or confirm to keep the {1}"
                    + " good ones (confirm=true)"),
    DUPLICATE_PERMIT(
            422,
            "HJ 608",
            "排污许可编号已由另一对象 {1} 使用：{0}",
            "Permit number {0} is held by another target: {1}"),
    DUPLICATE_CERTIFICATE(
            422,
            "威海细则第十条",
            "执法证号已由另一人员 {1} 使用：{0}",
            "Certificate number {0} is held by another inspector: {1}"),
    TARGET_UNKNOWN(404, "", "名录库中没有该检查对象：{0}", "No such inspection target: {0}"),
    INSPECTOR_UNKNOWN(404, "", "名录库中没有该检查人员：{0}", "No such inspector: {0}"),
    REASON_MISSING(422, "威海细则第十一条", "变更、移出名录库须写明理由", "A change or removal needs a reason"),
    UNCHANGED(422, "", "内容没有变化", "Nothing would change"),
    BAD_RECORD(422, "", "记录的字段不合规：{0}", "A field of the record does not hold: {0}"),
    UNKNOWN_CLASS(
            422, "威海细则第九条", "规则集中没有该监管类别：{0}", "The rule set has no such supervision class: {0}"),
    RULE_SET_UNKNOWN(404, "", "没有该规则集：{0}", "No such rule set: {0}"),
    RULE_SET_MISSING(409, "威海细则第十四条", "该单位尚未采用规则集：{0}", "The bureau has adopted no rule set: {0}"),
    PLAN_LINE_EXISTS(409, "威海细则第六条", "计划行已存在：{0}", "The plan line exists already: {0}"),
    PLAN_LINE_UNKNOWN(404, "威海细则第六条", "没有该计划行：{0}", "No such plan line: {0}"),
    PLAN_LINE_INCOMPLETE(
            422, "鄂州 三个不查", "计划行缺少事项或依据：{0}", "A plan line needs item and legal basis: {0}"),
    PLAN_LINE_DRAWN(
            409,
            "DRAW/1 §2",
            "该计划行已有抽取 {0}；作废或失效后方可再抽",
            "The plan line has the draw {0}; another only after it is void or lapsed"),
    COUNTERSIGNATURE_REQUIRED(
            409,
            "DRAW/1 §4",
            "该计划行的上一次抽取已作废或失效（{0}）：须经监督方会签方可再抽",
            "The last draw of this line is void or lapsed ({0}): the supervising party must"
                    + " countersign first"),
    DRAW_VOIDED(409, "DRAW/1 §7", "该抽取已作废：{0}", "The draw is void: {0}"),
    DRAW_STANDS(
            409,
            "DRAW/1 §7",
            "该抽取既未作废也未失效，不得重抽：{0}",
            "The draw is neither void nor lapsed, so its line is not drawn again: {0}"),
    REDRAW_ALLOWED_ALREADY(
            409, "DRAW/1 §7", "重抽已经会签：{0}", "Another draw is countersigned already: {0}"),
    REQUEST_UNKNOWN(404, "DRAW/1 §7", "没有该申请：{0}", "No such request: {0}"),
    REQUEST_OPEN(409, "DRAW/1 §7", "同类申请 {0} 尚未办结", "Request {0} of this kind is still open"),
    REQUEST_DECIDED_ALREADY(
            409, "DRAW/1 §7", "该申请已有审批意见：{0}", "The request is decided already: {0}"),
    REQUEST_NOT_APPROVED(
            409, "DRAW/1 §7", "该申请未经批准或已办结：{0}", "The request is not approved, or done: {0}"),
    SAME_PERSON(403, "DRAW/1 §7", "申请人不得审批自己的申请：{0}", "Whoever asks does not decide: {0}"),
    PARTY_NOT_SUPERVISING(
            422, "DRAW/1 §4", "会签只能由监督方作出：{0}", "Only a supervising party countersigns: {0}"),
    EVIDENCE_MISSING(
            422,
            "DRAW/1 §7",
            "每个空缺须附证明材料的 SHA-256 或 SM3 哈希（64位十六进制）",
            "Each vacancy needs the hash of its evidence, 64 hex digits"),
    VACANCY_PLACE_UNKNOWN(
            422,
            "DRAW/1 §7",
            "不是已选派且未检查的岗位，或列出重复、过多：{0}",
            "Not a place of a visit still to be made, or named twice, or too many: {0}"),
    VACANCY_OPEN(
            409, "DRAW/1 §7", "第 {0} 次递补尚未执行", "Vacancy {0} is announced and not executed yet"),
    VACANCY_NOT_OPEN(409, "DRAW/1 §7", "没有待执行的递补：{0}", "No such vacancy is open: {0}"),
    VACANCY_NOT_COUNTERSIGNED(
            409,
            "DRAW/1 §7",
            "同一任务再次递补须经监督方会签",
            "A second vacancy of one visit needs the supervising party''s countersignature"),
    LOAN_NOT_POSSIBLE(
            422,
            "DRAW/1 §6",
            "借用须写明其他机关、至少一名人员、每人1至64个岗位：{0}",
            "A loan names another bureau, one inspector or more, 1 to 64 places each: {0}"),
    CLOSURE_ONE_INSPECTOR(
            422,
            "DRAW/1 §7",
            "现场关闭须由两名检查人员各自签名：{0}",
            "Two inspectors of the team sign that a site is closed: {0}"),
    CLOSED_SITE_NOT_VISITED(
            422,
            "DRAW/1 §7",
            "须先到场并录入“无法检查”的结果，方可报告关闭",
            "Go there first: the visit''s result must say that it could not be inspected"),
    CLOSED_SITE_NOT_REPLACED(
            422,
            "DRAW/1 §7",
            "规则集不设备选递补：{0}",
            "By this rule set no reserve follows a closed site: {0}"),
    DRAW_UNKNOWN(404, "", "没有该抽取：{0}", "No such draw: {0}"),
    DRAW_EXISTS(409, "DRAW/1 §3", "抽取编号已被占用：{0}", "The draw number is taken: {0}"),
    DRAW_ANNOUNCED_ALREADY(
            409,
            "DRAW/1 §4",
            "该抽取已公告，不得再次公告：{0}",
            "The draw is announced already; a second announcement is never accepted: {0}"),
    DRAW_NOT_ANNOUNCED(409, "DRAW/1 §4", "该抽取尚未公告：{0}", "The draw is not announced yet: {0}"),
    DRAW_CLOSED_ALREADY(409, "DRAW/1 §4", "该抽取已截止，不再接收：{0}", "The draw is closed already: {0}"),
    DRAW_NOT_CLOSED(409, "DRAW/1 §4", "该抽取尚未截止：{0}", "The draw is not closed yet: {0}"),
    DRAW_COMPLETED_ALREADY(409, "DRAW/1 §8", "该抽取已有结果：{0}", "The draw has its result already: {0}"),
    DRAW_NOT_COMPLETED(409, "DRAW/1 §8", "该抽取尚无结果：{0}", "The draw has no result yet: {0}"),
    DRAW_REFUSED(422, "DRAW/1 §2", "名单不能冻结：{0}", "The lists cannot be frozen: {0}"),
    PARTY_UNKNOWN(404, "DRAW/1 §3", "该抽取没有这一方：{0}", "The draw has no such party: {0}"),
    PARTY_COMMITTED_ALREADY(
            409, "DRAW/1 §3", "该方已提交承诺：{0}", "The party has committed already: {0}"),
    PARTY_REVEALED_ALREADY(409, "DRAW/1 §4", "该方已揭示：{0}", "The party has revealed already: {0}"),
    PARTIES_NOT_COMMITTED(
            409, "DRAW/1 §3", "尚有参与方未提交承诺：{0}", "Parties have not committed yet: {0}"),
    PARTY_SIGNATURE_INVALID(
            422,
            "DRAW/1 §4",
            "参与方签名无效：{0}（只能由该方自己的密钥签署）",
            "The signature is not by the party''s own key: {0}"),
    COMMITMENT_MALFORMED(422, "DRAW/1 §3", "承诺值须为32字节的十六进制", "A commitment is 32 bytes of hex"),
    REVEAL_MISMATCH(
            422, "DRAW/1 §4", "揭示值与承诺不符：{0}", "The reveal does not match the commitment of {0}"),
    REVEAL_TOO_LATE(409, "DRAW/1 §4", "揭示期限已过：{0}", "The reveal deadline has passed: {0}"),
    REVEALS_OUTSTANDING(
            409,
            "DRAW/1 §4",
            "尚有参与方未揭示且期限 {0} 未到：{1}",
            "Before the deadline {0} parties are still expected: {1}"),
    ANNOUNCEMENT_NOT_WITNESSED(
            409,
            "DRAW/1 §3",
            "公告尚未获得法定数量的见证，等待中",
            "The announcement still waits for the quorum of witnesses"),
    CLOSE_NOT_WITNESSED(
            409,
            "DRAW/1 §4",
            "截止事件尚未获得法定数量的见证，等待中",
            "The close still waits for the quorum of witnesses"),
    BEACON_TERMS_INVALID(422, "DRAW/1 §4", "公开随机数条款不合规：{0}", "The beacon terms do not hold: {0}"),
    BEACON_MISMATCH(
            422, "DRAW/1 §4", "与公告约定的公开随机数不一致：{0}", "Not the beacon that was announced: {0}"),
    BEACON_INVALID(422, "DRAW/1 §4", "公开随机数验证不通过：{0}", "The beacon does not verify: {0}"),
    BEACON_TOO_EARLY(409, "DRAW/1 §4", "约定时间 {0} 未到", "The announced time {0} has not come"),
    TIMES_OUT_OF_BOUNDS(
            422, "DRAW/1 §3", "期限不在规则集允许范围内：{0}", "Times outside the rule set''s bounds: {0}"),
    EMBARGO_NOT_ENDED(
            409,
            "DRAW/1 §7",
            "保密期至 {0}，此前不得公开名单",
            "Under embargo until {0}: nothing that names a site may be published"),
    ALREADY_OPENED(409, "DRAW/1 §7", "名单已公开：{0}", "The labels are open already: {0}"),
    NOT_OPENED(409, "DRAW/1 §7", "名单尚未公开：{0}", "The labels are not open yet: {0}"),
    VISIT_UNKNOWN(404, "", "没有该检查任务：{0}", "No such visit: {0}"),
    VISIT_UNSTAFFED(
            409, "DRAW/1 §6", "该对象尚无检查人员，属于未履行的任务", "The visit is owed and has no team yet"),
    NOT_ASSIGNED(422, "威海细则第二十一条", "检查人员与选派结果不一致：{0}", "Not the inspectors who were assigned: {0}"),
    INSPECTORS_FEWER_THAN_TWO(422, "威海细则第十九条", "检查人员不得少于2人", "Fewer than two certified inspectors"),
    UNKNOWN_OUTCOME(422, "威海细则第二十二条", "规则集中没有该检查结果：{0}", "The rule set has no such outcome: {0}"),
    DATE_IMPLAUSIBLE(422, "", "检查日期不合理：{0}", "The date of the visit is not plausible: {0}"),
    RESULT_RECORDED_ALREADY(409, "威海细则第二十二条", "该任务已录入结果", "The visit has its result already"),
    RESULT_NOT_RECORDED(409, "威海细则第二十二条", "该任务尚未录入结果", "The visit has no result yet"),
    PUBLISHED_ALREADY(409, "威海细则第二十二条", "已公示：{0}", "Published already: {0}"),
    ERASURE_WITHOUT_REASON(
            422,
            "个人信息保护法第四十七条",
            "删除个人信息须写明理由和依据条款",
            "An erasure needs a reason and the article that it rests on"),
    PERSON_ERASED_ALREADY(
            409, "个人信息保护法第四十七条", "个人信息已删除：{0}", "The personal values are erased already: {0}"),
    PERSONAL_NUMBER(
            422,
            "个人信息保护法第六条、第五十一条",
            "内容含有{1}（字段 {0}），不得写入账本；请删去，个人信息只放在登记的个人信息栏",
            "Field {0} holds {2}: it must not stand in the ledger; take it out"),
    OFFICER_SIGNATURE_REQUIRED(
            422,
            "LEDGER/1 §4.1",
            "该类事件须由本人密钥签名：先加 ?prepare=true 取得待签内容（{0}）",
            "This event needs its officer''s own signature; prepare it first with ?prepare=true"
                    + " ({0})"),
    OFFICER_KEY_UNKNOWN(422, "LEDGER/1 §4.1", "{0} 没有登记该密钥，或密钥已失效", "{0} has no such key in force"),
    OFFICER_SIGNATURE_INVALID(
            422, "LEDGER/1 §4.1", "{0} 的签名不成立", "The signature of {0} does not verify"),
    PREPARATION_UNKNOWN(
            404, "LEDGER/1 §4.1", "没有这份待签内容，或已用过：{0}", "No such preparation, or used before: {0}"),
    PREPARATION_EXPIRED(
            409,
            "LEDGER/1 §4.1",
            "待签内容已过期，请重新准备：{0}",
            "The preparation is too old, prepare anew: {0}"),
    NOT_PREPARABLE(
            422,
            "LEDGER/1 §4.1",
            "该操作产生 {0} 条事件，不能由一个签名签署",
            "This command makes {0} events, one signature cannot stand for them"),
    EVENT_MOVED(
            409,
            "LEDGER/1 §4.1",
            "签名之后 {0} 已有变动，未写入；请重新准备并签名",
            "{0} has moved since it was prepared; nothing was stored, prepare and sign anew"),
    KEY_REFUSED(422, "LEDGER/1 §4.1", "密钥事件不成立（{0}）：{1}", "The key event does not hold ({0}): {1}"),
    KEY_IN_USE(
            409,
            "LEDGER/1 §4.1",
            "本服务正用该密钥签名，请先更换，或以备用密钥启动：{0}",
            "The service signs with this key: rotate it first, or start with the reserve key: {0}"),
    SERVICE_KEY_RETIRED(
            503,
            "LEDGER/1 §4.1",
            "账本已不承认本服务的任何密钥，停止签名：{0}",
            "The ledger calls none of this service's keys valid, so nothing is signed: {0}"),
    ENTRY_TOO_LARGE(
            422, "LEDGER1 §4", "内容过大，单条事件不得超过65,535字节", "An event has at most 65,535 bytes");

    private final int status;
    private final String article;
    private final String zh;
    private final String en;

    RefusalCode(int status, String article, String zh, String en) {
        this.status = status;
        this.article = article;
        this.zh = zh;
        this.en = en;
    }

    /** HTTP status at the edge. */
    public int status() {
        return status;
    }

    public String article() {
        return article;
    }

    public String zh(Object... arguments) {
        return new MessageFormat(zh, Locale.ROOT).format(texts(arguments));
    }

    public String en(Object... arguments) {
        return new MessageFormat(en, Locale.ROOT).format(texts(arguments));
    }

    private static Object[] texts(Object[] arguments) {
        Object[] texts = new Object[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = String.valueOf(arguments[i]);
        }
        return texts;
    }
}
