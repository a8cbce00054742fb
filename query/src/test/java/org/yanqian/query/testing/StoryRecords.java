package org.yanqian.query.testing;

import java.util.List;
import java.util.Map;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.TargetEvent;

/** The registries of the county in {@link CountyStory} (样本). */
final class StoryRecords {
    private StoryRecords() {}

    static TargetEvent.TargetRecord target(int i, String supervisionClass) {
        return new TargetEvent.TargetRecord(
                "QY00000" + i,
                "99042100000000000000" + i + "X",
                i == 1 ? CountyStory.SECRET_SITE : "样本建材（样本0000" + i + "）有限公司",
                "99990421000000000" + i,
                "990421",
                "城关镇",
                "样本路" + i + "号",
                "",
                "",
                "2614",
                "有机化学原料制造",
                supervisionClass,
                "重点管理",
                "A",
                false,
                "",
                "在产",
                List.of("涉水", "在线监控"),
                1,
                "",
                "2024-01-01",
                "有效",
                Map.of());
    }

    static InspectorEvent.InspectorRecord inspector(int i, String onPost) {
        return new InspectorEvent.InspectorRecord(
                "RY0000" + i,
                "9904210000" + i,
                i == 2 ? "2025-12-31" : "2028-12-31",
                "990421",
                "云岭县环境执法大队（样本）",
                "综合行政执法",
                "四级主办",
                List.of("环评与排污许可"),
                6,
                "在编",
                onPost,
                0,
                List.of(),
                "有效",
                Map.of());
    }
}
