package org.yanqian.ledger.event;

import java.util.List;

/** Streams {@code plan/<bureau>/<year>/Q<quarter>/<line>}: one line of the inspection plan. */
public sealed interface PlanEvent extends EventData {
    static String stream(String bureau, long year, long quarter, String line) {
        return "plan/" + bureau + "/" + year + "/Q" + quarter + "/" + line;
    }

    /**
     * One plan line has one draw over every target of its strata. The quotas here are the forecast on
     * the registry at {@code registrySize}; the binding ones are in the announcement.
     *
     * @param kind code of the plan kind, {@code routine} for 日常监督管理检查
     * @param spreadCensus true when a half-year census is spread over its two quarters
     * @param excludeInspected WH art. 18: leave out sites inspected this year without a finding
     */
    @Wire(type = "plan.line-authored")
    record PlanLineAuthored(
            String bureau,
            long year,
            long quarter,
            String line,
            String kind,
            String itemId,
            String itemName,
            String legalBasis,
            String ruleSet,
            long registrySize,
            boolean spreadCensus,
            boolean excludeInspected,
            List<StratumQuota> quotas)
            implements PlanEvent {}

    /**
     * @param stratum class code of the rule set
     * @param base every target of the stratum, before exclusion
     * @param quota number to draw; when fewer remain all are drawn (已全覆盖)
     * @param formula how {@code quota} came from {@code base}, {@code ceil(48 × 25%) = 12}
     */
    record StratumQuota(String stratum, long base, long quota, String formula) {}
}
