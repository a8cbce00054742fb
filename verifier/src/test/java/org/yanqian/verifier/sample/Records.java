package org.yanqian.verifier.sample;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.ImportEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.PublicationEvent.ResultPublished;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.sign.Suite;

/** Invented sites and persons (样本). */
public final class Records {
    private Records() {}

    /** Rules with their right hash, whatever they say. */
    public static RuleSetAdopted rules(Suite suite, String id, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new RuleSetAdopted(id, content, Hex.format(suite.hash(bytes)));
    }

    /** The publication of what this inspection recorded. */
    public static ResultPublished result(Suite suite, LedgerEvent inspection) {
        InspectionRecorded e = (InspectionRecorded) inspection.data();
        int site = Integer.parseInt(e.objectId().substring(2));
        return new ResultPublished(
                e.drawId(),
                e.label(),
                e.objectId(),
                target(site, "").name(),
                e.inspectedOn(),
                e.outcome(),
                "未发现问题",
                Hex.format(suite.hash(EventCodec.format(inspection))));
    }

    public static TargetRecord target(int i, String supervisionClass) {
        String permitNo = String.format(Locale.ROOT, "91990421MA%08d001P", i);
        return new TargetRecord(
                String.format(Locale.ROOT, "QY%06d", i),
                permitNo,
                "云岭县样本厂（样本" + i + "）",
                permitNo.substring(0, 18),
                "990421",
                "云岭县青溪镇",
                "云岭县青溪镇样本路" + i + "号",
                "106.100000",
                "29.100000",
                "2614",
                "有机化学原料制造",
                supervisionClass,
                "重点管理",
                "B",
                false,
                "A",
                "在产",
                List.of("化工"),
                0,
                "",
                "2026-01-01",
                "有效",
                Map.of("contact", "ab".repeat(32)));
    }

    public static InspectorRecord inspector(int i) {
        return new InspectorRecord(
                String.format(Locale.ROOT, "RY%05d", i),
                String.format(Locale.ROOT, "990421%05d", i),
                "2028-12-31",
                "990421",
                "云岭县青溪镇",
                "综合行政执法",
                "三级主办",
                List.of("水"),
                5,
                "在编",
                "在岗",
                0,
                i == 3 ? List.of("QY000001") : List.of(),
                "有效",
                Map.of());
    }

    /** A file without rows: an event that says nothing about the registry. */
    public static ImportEvent.RegistryImported emptyImport() {
        return new ImportEvent.RegistryImported(
                "target", "空.csv", "ab".repeat(32), "UTF-8", 0, 0, 0, 0, 0, false);
    }
}
