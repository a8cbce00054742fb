package org.yanqian.ledger.freeze;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Labels.Kind;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.registry.RegistryLine;
import org.yanqian.ledger.rules.TargetRules.Excluded;

/** The canonical registry records: every input of the freeze with its proof event, as text. */
final class Records {
    private final LocalDate asOf;
    private final String ruleSet;

    Records(LocalDate asOf, String ruleSet) {
        this.asOf = asOf;
        this.ruleSet = ruleSet;
    }

    String target(RegistryLine<TargetRecord> line, long weight, Optional<Excluded> excluded) {
        Map<String, Object> map = common(Kind.TARGET, line.record().permitNo(), line);
        map.put("stratum", line.record().supervisionClass());
        map.put("weight", weight);
        map.put("exclusion", excluded.map(Records::exclusion).orElse(Map.of()));
        return text(map);
    }

    private static Map<String, Object> exclusion(Excluded excluded) {
        return Map.of(
                "code", excluded.rule().code(),
                "article", excluded.rule().source().article(),
                "event", excluded.proof());
    }

    String inspector(RegistryLine<InspectorRecord> line, long capacity, String reason) {
        Map<String, Object> map = common(Kind.INSPECTOR, line.record().certificateNo(), line);
        map.put("capacity", capacity);
        map.put("ineligible", reason);
        return text(map);
    }

    private Map<String, Object> common(Kind kind, String id, RegistryLine<?> line) {
        Map<String, Object> map = new TreeMap<>();
        map.put("kind", kind.wire());
        map.put("id", id);
        map.put("asOf", asOf.toString());
        map.put("ruleSet", ruleSet);
        map.put("record", RecordCodec.format(line.record()));
        map.put("proof", line.eventId());
        return map;
    }

    private static String text(Map<String, Object> map) {
        return new String(CanonicalJson.format(map), StandardCharsets.UTF_8);
    }
}
