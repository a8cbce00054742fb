package org.yanqian.ledger.freeze;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.PlanEvent.StratumQuota;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.registry.RegistryLine;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.Quotas;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.TargetRules;
import org.yanqian.ledger.rules.TargetRules.Inspected;

/** Quotas on a registry as it stands: the forecast of a plan line, the binding ones of a freeze. */
public final class PlanQuotas {
    private PlanQuotas() {}

    /**
     * One line per class of the rule set, those without a target with base 0. Of {@code plan} only
     * bureau, year, quarter and {@code spreadCensus} are read, so its own quotas may still be empty.
     * Throws {@code STRATUM_NOT_IN_RULE_SET}, {@code BAD_QUARTER}.
     */
    public static List<StratumQuota> of(RegistryState state, RuleSet rules, PlanLineAuthored plan) {
        Map<String, Long> base = new HashMap<>();
        Map<String, Long> done = new HashMap<>();
        for (RegistryLine<TargetRecord> line : state.targets(plan.bureau())) {
            TargetRecord target = line.record();
            base.merge(target.supervisionClass(), 1L, Long::sum);
            List<Inspected> inspected = inspections(state, target.permitNo());
            if (TargetRules.isCensusDone(rules, plan, target, inspected)) {
                done.merge(target.supervisionClass(), 1L, Long::sum);
            }
        }
        return Quotas.compute(rules, plan.quarter(), plan.spreadCensus(), base, done);
    }

    static List<Inspected> inspections(RegistryState state, String permitNo) {
        return state.inspectionsOfSite(permitNo).stream()
                .map(i -> new Inspected(i.inspectedOn(), i.outcome(), i.eventId()))
                .toList();
    }
}
