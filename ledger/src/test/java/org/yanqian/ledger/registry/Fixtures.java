package org.yanqian.ledger.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.PlanEvent;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.rules.Quotas;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSets;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.space.Keys16;
import org.yanqian.ledger.space.Space;

/** A small ledger of invented events (样本), in ledger order. */
public final class Fixtures {
    public static final String ORIGIN = "demo.example/ledger";
    public static final String BUREAU = "yunling";
    public static final RuleSet RULES = RuleSet.parse(RuleSets.resource(RuleSets.WEIHAI_2023));

    public final List<LedgerEvent> events = new ArrayList<>();
    public final RegistryState state = new RegistryState();

    /** The same fold, as bytes in a space. */
    final RegistryState compact = RegistryState.in(Space.heap(), new Keys16(new byte[0]));

    private final Map<String, Long> seqs = new HashMap<>();
    private final Suite suite;

    public Fixtures(Suite suite) {
        this.suite = suite;
        append(
                OriginEvent.ORIGIN_STREAM,
                new OriginEvent.LedgerOpened(ORIGIN, suite.wire(), "key", List.of()));
    }

    /** Appends and folds; the event's id is {@code e<index>}. */
    public LedgerEvent append(String stream, EventData data) {
        long seq = seqs.merge(stream, 1L, Long::sum) - 1;
        LedgerEvent event =
                new LedgerEvent(
                        new Actor(BUREAU, "o-1", "registry-keeper"),
                        "c",
                        data,
                        "e" + events.size(),
                        ORIGIN,
                        "",
                        "00112233445566778899aabbccddeeff",
                        seq,
                        stream,
                        "2026-01-05T01:00:00.000Z");
        events.add(event);
        state.apply(events.size() - 1, event);
        compact.apply(events.size() - 1, event);
        return event;
    }

    public static String permitNo(int i) {
        return String.format(java.util.Locale.ROOT, "91990421MA%08d001P", i);
    }

    public static TargetRecord target(int i, String supervisionClass) {
        return new TargetRecord(
                String.format(java.util.Locale.ROOT, "QY%06d", i),
                permitNo(i),
                "云岭县样本厂（样本" + i + "）",
                permitNo(i).substring(0, 18),
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

    public static TargetRecord with(TargetRecord t, String field, Object value) {
        Map<String, Object> map = new HashMap<>(org.yanqian.ledger.codec.RecordCodec.format(t));
        map.put(field, value);
        return org.yanqian.ledger.codec.RecordCodec.parse(TargetRecord.class, map);
    }

    public static InspectorRecord inspector(int i) {
        return new InspectorRecord(
                String.format(java.util.Locale.ROOT, "RY%05d", i),
                String.format(java.util.Locale.ROOT, "990421%05d", i),
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
                List.of(),
                "有效",
                Map.of());
    }

    public static InspectorRecord with(InspectorRecord p, String field, Object value) {
        Map<String, Object> map = new HashMap<>(org.yanqian.ledger.codec.RecordCodec.format(p));
        map.put(field, value);
        return org.yanqian.ledger.codec.RecordCodec.parse(InspectorRecord.class, map);
    }

    public LedgerEvent register(TargetRecord t) {
        return append(
                TargetEvent.stream(BUREAU, t.objectId()),
                new TargetEvent.TargetRegistered(t, "manual"));
    }

    public LedgerEvent change(TargetRecord before, TargetRecord after) {
        return append(
                TargetEvent.stream(BUREAU, before.objectId()),
                new TargetEvent.TargetChanged(before, after, "更正", "manual"));
    }

    public LedgerEvent remove(TargetRecord t) {
        return append(
                TargetEvent.stream(BUREAU, t.objectId()), new TargetEvent.TargetRemoved(t, "出库"));
    }

    public LedgerEvent register(InspectorRecord p) {
        return append(
                InspectorEvent.stream(BUREAU, p.personId()),
                new InspectorEvent.InspectorRegistered(p, "manual"));
    }

    public LedgerEvent change(InspectorRecord before, InspectorRecord after) {
        return append(
                InspectorEvent.stream(BUREAU, before.personId()),
                new InspectorEvent.InspectorChanged(before, after, "更正", "manual"));
    }

    public String rulesHash() {
        return Hex.format(suite.hash(RuleSets.resource(RuleSets.WEIHAI_2023)));
    }

    public LedgerEvent adopt() {
        return append(
                RuleSetEvent.stream(BUREAU),
                new RuleSetEvent.RuleSetAdopted(
                        RuleSets.WEIHAI_2023,
                        new String(RuleSets.resource(RuleSets.WEIHAI_2023), StandardCharsets.UTF_8),
                        rulesHash()));
    }

    public PlanLineAuthored plan(long quarter, boolean spread, boolean excludeInspected) {
        return new PlanLineAuthored(
                BUREAU,
                2026,
                quarter,
                "1",
                "routine",
                "WH-PERMIT-01",
                RULES.item("WH-PERMIT-01").name(),
                RULES.item("WH-PERMIT-01").legalBasis(),
                rulesHash(),
                state.size(),
                spread,
                excludeInspected,
                Quotas.compute(RULES, quarter, spread, Map.of(), Map.of()));
    }

    /** Appends the plan line and gives its folded form. */
    public PlanLine author(PlanLineAuthored plan) {
        String stream = PlanEvent.stream(plan.bureau(), plan.year(), plan.quarter(), plan.line());
        append(stream, plan);
        return state.plan(plan.bureau(), stream).orElseThrow();
    }

    public static String drawId(long number) {
        return new org.yanqian.ledger.event.DrawId(ORIGIN, BUREAU, 2026, number).format();
    }

    public LedgerEvent open(long number, String planStream) {
        return append(
                DrawEvent.stream(drawId(number)),
                new DrawEvent.DrawOpened(
                        drawId(number), BUREAU, 2026, number, planStream, suite.wire(), List.of()));
    }

    public DrawEvent.DrawAnnounced announcement(
            long number, String previous, String planStream, long frozenSize) {
        return new DrawEvent.DrawAnnounced(
                drawId(number),
                suite.wire(),
                "DRAW/1",
                previous,
                planStream,
                rulesHash(),
                frozenSize,
                "2026-01-06",
                new DrawEvent.Roots("", "", ""),
                new DrawEvent.Counts(0, 0, 0, 0, 0, 0),
                List.of(),
                "",
                "",
                List.of(),
                new DrawEvent.BeaconTerms("none", 0, "", 0, List.of(), ""),
                "2026-01-07T01:00:00.000Z",
                600,
                "2026-03-31T16:00:00.000Z");
    }

    /** A drawn and inspected site: visit, then result. The event returned is the result. */
    public LedgerEvent inspect(long draw, TargetRecord t, String on, String outcome) {
        String label = Hex.format(suite.hash(t.objectId().getBytes(StandardCharsets.UTF_8)));
        append(
                VisitEvent.stream(drawId(draw), label),
                new VisitEvent.VisitAssigned(
                        drawId(draw),
                        label,
                        t.objectId(),
                        t.supervisionClass(),
                        1,
                        List.of(),
                        "2026-03-31"));
        return append(
                VisitEvent.stream(drawId(draw), label),
                new VisitEvent.InspectionRecorded(
                        drawId(draw), label, t.objectId(), List.of(), on, outcome, ""));
    }
}
