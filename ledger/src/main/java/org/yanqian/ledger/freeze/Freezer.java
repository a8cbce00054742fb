package org.yanqian.ledger.freeze;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Utf8Order;
import org.yanqian.ledger.draw.Candidate;
import org.yanqian.ledger.draw.DrawList;
import org.yanqian.ledger.draw.DrawRoots;
import org.yanqian.ledger.draw.Freeze;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.draw.Labels.Kind;
import org.yanqian.ledger.draw.PoolInspector;
import org.yanqian.ledger.draw.RoleEligibility;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.PlanEvent.StratumQuota;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.registry.AdoptedRules;
import org.yanqian.ledger.registry.PlanLine;
import org.yanqian.ledger.registry.RegistryLine;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.InspectorEligibility;
import org.yanqian.ledger.rules.Quarters;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.TargetRules;
import org.yanqian.ledger.rules.TargetRules.Excluded;
import org.yanqian.ledger.sign.Suite;

/**
 * Freezes the registry for one draw (SPEC section "Freeze"). Pure: the same fold, key and date give
 * the same roots, whatever the order of the events that led to equal records.
 *
 * <p>Refusals: {@code NO_RULE_SET} (the bureau adopted none), {@code RULE_SET_NOT_ADOPTED} (another
 * one than the bureau's), {@code PLAN_UNKNOWN}, {@code PLAN_UNDER_OTHER_RULES}, {@code
 * UNKNOWN_PLAN_KIND}, {@code UNKNOWN_ITEM}, {@code ITEM_NOT_FOR_KIND}, {@code BAD_QUARTER}, {@code BAD_YEAR}, {@code
 * STRATUM_NOT_IN_RULE_SET}, {@code TARGET_WITHOUT_PERMIT_NO}, {@code NOTHING_TO_DRAW}, {@code BAD_KEY} and those of
 * {@link Freeze#check}.
 */
public final class Freezer {
    private final RegistryState state;
    private final String bureau;
    private final PlanLineAuthored plan;
    private final RuleSet rules;
    private final Suite suite;
    private final String drawId;
    private final Bytes key;
    private final LocalDate asOf;
    private final Records records;

    private Freezer(
            RegistryState state,
            String bureau,
            PlanLineAuthored plan,
            RuleSet rules,
            Suite suite,
            String drawId,
            Bytes key,
            LocalDate asOf,
            String ruleSet) {
        this.state = state;
        this.bureau = bureau;
        this.plan = plan;
        this.rules = rules;
        this.suite = suite;
        this.drawId = drawId;
        this.key = key;
        this.asOf = asOf;
        this.records = new Records(asOf, ruleSet);
    }

    /**
     * @param state fold of the first {@code frozenSize} events
     * @param plan a line of this bureau's plan, as folded
     * @param rules the parsed form of what the bureau adopted
     * @param drawId {@code origin/bureau/year/number}
     * @param key K, 32 bytes, fresh per draw
     * @param asOf the day at which certificates must be valid, from the announcement
     */
    public static FrozenDraw freeze(
            RegistryState state,
            String bureau,
            PlanLine plan,
            RuleSet rules,
            Suite suite,
            String drawId,
            byte[] key,
            LocalDate asOf) {
        AdoptedRules adopted = requireAdopted(state, bureau, rules);
        requirePlan(state, bureau, plan, rules, adopted);
        if (key.length != 32) {
            throw new CodedException("BAD_KEY", "K has 32 bytes, not " + key.length);
        }
        return new Freezer(
                        state,
                        bureau,
                        plan.plan(),
                        rules,
                        suite,
                        drawId,
                        Bytes.of(key),
                        asOf,
                        adopted.hash())
                .freeze(adopted.hash());
    }

    private static AdoptedRules requireAdopted(RegistryState state, String bureau, RuleSet rules) {
        AdoptedRules adopted =
                state.rules(bureau)
                        .orElseThrow(
                                () ->
                                        new CodedException(
                                                "NO_RULE_SET", bureau + " adopted no rule set"));
        if (!RuleSet.parse(adopted.content().getBytes(StandardCharsets.UTF_8)).equals(rules)) {
            throw new CodedException(
                    "RULE_SET_NOT_ADOPTED",
                    rules.id() + " is not what " + bureau + " adopted as " + adopted.hash());
        }
        return adopted;
    }

    // Ezhou's three no-checks (三个不查): no legal basis, no item, no plan line: no inspection.
    private static void requirePlan(
            RegistryState state,
            String bureau,
            PlanLine plan,
            RuleSet rules,
            AdoptedRules adopted) {
        if (!state.plan(bureau, plan.stream()).filter(plan::equals).isPresent()) {
            throw new CodedException("PLAN_UNKNOWN", "not in the ledger: " + plan.stream());
        }
        PlanLineAuthored line = plan.plan();
        if (!line.ruleSet().equals(adopted.hash())) {
            throw new CodedException(
                    "PLAN_UNDER_OTHER_RULES",
                    "planned under " + line.ruleSet() + ", adopted is " + adopted.hash());
        }
        if (!rules.hasPlanKind(line.kind())) {
            throw new CodedException("UNKNOWN_PLAN_KIND", "no plan kind: " + line.kind());
        }
        if (!rules.item(line.itemId()).kinds().contains(line.kind())) {
            throw new CodedException(
                    "ITEM_NOT_FOR_KIND", line.itemId() + " is no item of kind " + line.kind());
        }
        Quarters.lastDay(line.year(), line.quarter());
        line.quotas().forEach(q -> rules.supervisionClass(q.stratum()));
    }

    private FrozenDraw freeze(String ruleSet) {
        List<StratumQuota> quotas = quotas();
        Set<String> strata = quotas.stream().map(StratumQuota::stratum).collect(Collectors.toSet());
        List<FrozenTarget> targets = new ArrayList<>();
        Map<Bytes, TargetRecord> drawable = new LinkedHashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        for (RegistryLine<TargetRecord> line : state.targets(bureau)) {
            if (strata.contains(line.record().supervisionClass())) {
                FrozenTarget target = target(line);
                targets.add(target);
                candidates.add(candidate(target));
                if (target.exclusion().isEmpty()) {
                    drawable.put(target.label(), line.record());
                }
            }
        }
        List<Pooled> pool = pool();
        List<PoolInspector> inspectors = new ArrayList<>();
        pool.forEach(p -> inspectors.add(poolInspector(p.frozen())));
        Map<Bytes, Map<String, RoleEligibility>> eligibility = eligibility(drawable, pool);
        Map<String, Long> quotaOf = new TreeMap<>(Utf8Order.ASCENDING);
        quotas.forEach(q -> quotaOf.put(q.stratum(), q.quota()));
        DrawList list =
                new DrawList(
                        suite,
                        drawId,
                        List.copyOf(candidates),
                        List.copyOf(inspectors),
                        Collections.unmodifiableMap(quotaOf),
                        Collections.unmodifiableMap(eligibility));
        DrawRoots roots = Freeze.check(list);
        List<FrozenDraw.Group> recognisable = recognisable(candidates);
        return new FrozenDraw(
                bureau,
                state.size(),
                asOf,
                plan,
                ruleSet,
                list,
                roots,
                quotas,
                counts(list, recognisable.size()),
                byLabel(targets, FrozenTarget::label),
                byLabel(pool.stream().map(Pooled::frozen).toList(), FrozenInspector::label),
                fullyCovered(quotas, drawable.values()),
                recognisable);
    }

    // Strata of the plan line that have a target now; REGIME: base = all of them, before exclusion.
    private List<StratumQuota> quotas() {
        Set<String> planned =
                plan.quotas().stream().map(StratumQuota::stratum).collect(Collectors.toSet());
        List<StratumQuota> quotas =
                PlanQuotas.of(state, rules, plan).stream()
                        .filter(q -> planned.contains(q.stratum()) && q.base() > 0)
                        .toList();
        if (quotas.isEmpty()) {
            throw new CodedException(
                    "NOTHING_TO_DRAW", "no target of the plan line's strata: " + planned);
        }
        return quotas;
    }

    private FrozenTarget target(RegistryLine<TargetRecord> line) {
        TargetRecord record = line.record();
        String id = record.permitNo();
        if (id.isEmpty()) {
            // Left out silently, the site could never be drawn.
            throw new CodedException(
                    "TARGET_WITHOUT_PERMIT_NO", record.objectId() + " has no permit number");
        }
        long weight = TargetRules.weight(rules, record);
        Optional<Excluded> excluded =
                TargetRules.exclusion(
                        rules, plan, record, line.eventId(), PlanQuotas.inspections(state, id));
        Bytes sub = Labels.sub(suite, key, drawId, Kind.TARGET, id);
        return new FrozenTarget(
                id,
                record.objectId(),
                sub,
                Labels.label(suite, sub),
                record.supervisionClass(),
                weight,
                excluded.map(x -> x.rule().code()).orElse(""),
                records.target(line, weight, excluded));
    }

    private Candidate candidate(FrozenTarget t) {
        return new Candidate(
                t.label(),
                t.stratum(),
                t.weight(),
                t.exclusion().isEmpty() ? "" : "x",
                digest(t.sub(), t.record()));
    }

    private Bytes digest(Bytes sub, String record) {
        Bytes salt = Labels.salt(suite, sub);
        return Labels.record(suite, salt, record.getBytes(StandardCharsets.UTF_8));
    }

    private record Pooled(FrozenInspector frozen, InspectorRecord record) {}

    /** Everyone with a certificate number, ascending by label. */
    private List<Pooled> pool() {
        List<Pooled> pool = new ArrayList<>();
        for (RegistryLine<InspectorRecord> line : state.inspectors(bureau)) {
            String id = line.record().certificateNo();
            if (id.isEmpty()) {
                continue;
            }
            String reason = InspectorEligibility.reason(rules, line.record(), asOf);
            long capacity = rules.inspectors().capacity();
            Bytes sub = Labels.sub(suite, key, drawId, Kind.INSPECTOR, id);
            pool.add(
                    new Pooled(
                            new FrozenInspector(
                                    id,
                                    line.record().personId(),
                                    sub,
                                    Labels.label(suite, sub),
                                    capacity,
                                    reason,
                                    records.inspector(line, capacity, reason)),
                            line.record()));
        }
        pool.sort((a, b) -> a.frozen.label().compareTo(b.frozen.label()));
        return pool;
    }

    private PoolInspector poolInspector(FrozenInspector i) {
        return new PoolInspector(i.label(), i.capacity(), digest(i.sub(), i.record()));
    }

    private Map<Bytes, Map<String, RoleEligibility>> eligibility(
            Map<Bytes, TargetRecord> drawable, List<Pooled> pool) {
        List<Pooled> fit =
                pool.stream()
                        .filter(p -> p.frozen.reason().equals(InspectorEligibility.ELIGIBLE))
                        .toList();
        // Almost every site has the same set: shared, or 20,000 sites would hold 13 million labels.
        List<Bytes> everyone = List.copyOf(fit.stream().map(p -> p.frozen.label()).toList());
        List<Pooled> recused =
                fit.stream().filter(p -> !p.record.recusedTargets().isEmpty()).toList();
        Map<Bytes, Map<String, RoleEligibility>> eligibility = new HashMap<>();
        drawable.forEach(
                (label, target) -> {
                    List<Bytes> labels = without(everyone, recused, target);
                    Map<String, RoleEligibility> roles = new TreeMap<>(Utf8Order.ASCENDING);
                    for (RuleSet.Role role : rules.roles()) {
                        Bytes salt = Labels.eligibilitySalt(suite, key, drawId, label, role.role());
                        roles.put(role.role(), new RoleEligibility(role.demand(), labels, salt));
                    }
                    eligibility.put(label, Collections.unmodifiableMap(roles));
                });
        return eligibility;
    }

    private static List<Bytes> without(
            List<Bytes> everyone, List<Pooled> recused, TargetRecord target) {
        Set<Bytes> out =
                recused.stream()
                        .filter(p -> InspectorEligibility.isRecused(p.record, target))
                        .map(p -> p.frozen.label())
                        .collect(Collectors.toSet());
        return out.isEmpty() ? everyone : everyone.stream().filter(l -> !out.contains(l)).toList();
    }

    private static DrawEvent.Counts counts(DrawList list, long recognisable) {
        long excluded = list.candidates().stream().filter(Candidate::isExcluded).count();
        long leaves = list.eligibility().values().stream().mapToLong(Map::size).sum();
        long understaffed =
                list.eligibility().values().stream()
                        .filter(
                                roles ->
                                        roles.values().stream()
                                                .anyMatch(e -> e.eligible().size() < e.demand()))
                        .count();
        return new DrawEvent.Counts(
                list.candidates().size(),
                excluded,
                list.inspectors().size(),
                leaves,
                understaffed,
                recognisable);
    }

    private static final int RECOGNISABLE_BELOW = 5;

    private static List<FrozenDraw.Group> recognisable(List<Candidate> candidates) {
        TreeMap<String, TreeMap<Long, Long>> sizes = new TreeMap<>(Utf8Order.ASCENDING);
        candidates.forEach(
                c ->
                        sizes.computeIfAbsent(c.stratum(), s -> new TreeMap<>())
                                .merge(c.weight(), 1L, Long::sum));
        List<FrozenDraw.Group> groups = new ArrayList<>();
        sizes.forEach(
                (stratum, byWeight) ->
                        byWeight.forEach(
                                (weight, size) -> {
                                    if (size < RECOGNISABLE_BELOW) {
                                        groups.add(new FrozenDraw.Group(stratum, weight, size));
                                    }
                                }));
        return List.copyOf(groups);
    }

    private static List<String> fullyCovered(
            List<StratumQuota> quotas, Iterable<TargetRecord> drawable) {
        Map<String, Long> remain = new HashMap<>();
        drawable.forEach(t -> remain.merge(t.supervisionClass(), 1L, Long::sum));
        return quotas.stream()
                .filter(q -> remain.getOrDefault(q.stratum(), 0L) < q.quota())
                .map(StratumQuota::stratum)
                .toList();
    }

    private static <T> SortedMap<Bytes, T> byLabel(List<T> items, Function<T, Bytes> label) {
        TreeMap<Bytes, T> map = new TreeMap<>();
        items.forEach(item -> map.put(label.apply(item), item));
        return Collections.unmodifiableSortedMap(map);
    }
}
