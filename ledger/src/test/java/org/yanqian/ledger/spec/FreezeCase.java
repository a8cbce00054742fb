package org.yanqian.ledger.spec;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.freeze.Freezer;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.registry.PlanLine;
import org.yanqian.ledger.registry.RegistryFinding;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSets;
import org.yanqian.ledger.sign.Suite;

/** A freeze as JSON: events {id, stream, type, data} by index, and what is frozen from them. */
final class FreezeCase {
    private static final String RULES = "@weihai-2023";

    private FreezeCase() {}

    static RegistryState fold(Map<String, Object> json) {
        Suite suite = Suite.of((String) json.get("suite"));
        RegistryState state = new RegistryState();
        long index = 0;
        for (Object event : (List<?>) json.get("events")) {
            state.apply(index++, event((Map<?, ?>) event, json, suite));
        }
        return state;
    }

    private static LedgerEvent event(Map<?, ?> json, Map<String, Object> of, Suite suite) {
        Map<String, Object> map = new HashMap<>();
        map.put("actor", Map.of("bureau", of.get("bureau"), "officer", "o", "role", "r"));
        map.put("cause", "c");
        map.put("ledger", ((String) of.get("drawId")).replaceAll("(/[^/]*){3}$", ""));
        map.put("prev", "");
        map.put("salt", "00".repeat(16));
        map.put("seq", 0L);
        map.put("time", "2023-08-01T00:00:00.000Z");
        map.put("v", 1L);
        json.forEach((k, v) -> map.put((String) k, v));
        map.put("data", named((Map<?, ?>) map.get("data"), suite));
        return EventCodec.parse(CanonicalJson.format(map));
    }

    // The packaged rule set by name: its text and its hash would fill the case.
    private static Map<String, Object> named(Map<?, ?> data, Suite suite) {
        byte[] rules = RuleSets.resource(RuleSets.WEIHAI_2023);
        Map<String, Object> out = new HashMap<>();
        data.forEach((k, v) -> out.put((String) k, v));
        out.replace("content", RULES, new String(rules, StandardCharsets.UTF_8));
        out.replace("hash", RULES, Hex.format(suite.hash(rules)));
        out.replace("ruleSet", RULES, Hex.format(suite.hash(rules)));
        return out;
    }

    /** Codes of the fold's findings, in ledger order. */
    static List<String> findings(RegistryState state) {
        return state.findings().stream().map(RegistryFinding::code).toList();
    }

    /** Roots, counts, quotas, records by id; or {@code refused}. */
    static Map<String, Object> freeze(Map<String, Object> json) {
        try {
            return expected(frozen(json));
        } catch (CodedException e) {
            return Map.of("refused", e.code());
        }
    }

    private static FrozenDraw frozen(Map<String, Object> json) {
        RegistryState state = fold(json);
        String bureau = (String) json.get("bureau");
        String content =
                state.rules(bureau)
                        .orElseThrow(() -> new CodedException("NO_RULE_SET", bureau))
                        .content();
        PlanLine plan =
                state.plan(bureau, (String) json.get("plan"))
                        .orElseThrow(() -> new CodedException("PLAN_UNKNOWN", bureau));
        return Freezer.freeze(
                state,
                bureau,
                plan,
                RuleSet.parse(content.getBytes(StandardCharsets.UTF_8)),
                Suite.of((String) json.get("suite")),
                (String) json.get("drawId"),
                Hex.parse((String) json.get("key")),
                LocalDate.parse((String) json.get("asOf")));
    }

    private static Map<String, Object> expected(FrozenDraw frozen) {
        Map<String, Object> records = new TreeMap<>();
        frozen.targets().values().forEach(t -> records.put(t.id(), t.record()));
        frozen.inspectors().values().forEach(i -> records.put(i.id(), i.record()));
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("roots", RecordCodec.format(frozen.eventRoots()));
        out.put("counts", RecordCodec.format(frozen.counts()));
        out.put("quotas", frozen.quotas().stream().map(RecordCodec::format).toList());
        out.put("records", records);
        return out;
    }
}
