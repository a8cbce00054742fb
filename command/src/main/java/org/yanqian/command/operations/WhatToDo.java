package org.yanqian.command.operations;

import java.util.Map;
import org.yanqian.command.refusal.RefusalCode;

/** The way back, as deploy/README.md tells it at length. */
final class WhatToDo {
    private static final Map<String, String> DIFFERS =
            Map.of(
                    "zh",
                    "不要改动数据库和密钥目录，先封存现场（复制数据目录与日志）并通知审计员；用 restore 在新库中恢复备份，"
                            + "不足的条目由审计员导出补齐（restore --export），核验通过后以新库重新启动。"
                            + "凑不齐已见证的条目时，以新账本名开立后继账本，首个事件写明最后见证的检查点。",
                    "en",
                    "Leave database and keys as they are, copy the data folder and the logs as evidence"
                            + " and tell the auditor. Restore a backup into a new database, fill what it"
                            + " lacks from an auditor's export (restore --export), and start on that. If"
                            + " the witnessed entries cannot be had, open a successor ledger under a new"
                            + " origin whose first event names the last witnessed checkpoint.");
    private static final Map<String, String> OLDER =
            Map.of(
                    "zh",
                    "数据库比已见证的账本旧：换用更新的备份，或用审计员导出把条目补齐到已见证的大小（restore --export）；"
                            + "决不可在旧库上继续签署，那会成为第二部历史。补不齐时，以新账本名开立后继账本，"
                            + "首个事件写明最后见证的检查点。",
                    "en",
                    "The database is older than what was witnessed. Take a newer backup, or fill it up"
                            + " to the witnessed size from an auditor's export (restore --export). Never"
                            + " go on signing on the old one: that would be a second history. If it cannot"
                            + " be filled, open a successor ledger under a new origin whose first event"
                            + " names the last witnessed checkpoint.");

    private WhatToDo() {}

    static Map<String, String> about(RefusalCode code) {
        return code == RefusalCode.STORE_DIFFERS ? DIFFERS : OLDER;
    }
}
