package org.yanqian.verifier.check;

import java.util.List;

/**
 * Everything that a report says.
 *
 * @param kind {@code ledger} or {@code draw}
 * @param root hex root of the latest checkpoint, {@code ""} without a valid one
 * @param entries that were read
 * @param layers all of them, in order
 * @param required ids of the layers that the policy requires
 * @param bugs what no check explained; not empty means exit 70
 */
public record Outcome(
        Verdict verdict,
        String kind,
        String origin,
        String suite,
        long size,
        String root,
        long entries,
        long nanos,
        List<CheckResult> layers,
        List<String> required,
        List<DrawSummary> draws,
        List<Evidence.TwoHistories> histories,
        List<RuntimeException> bugs) {}
