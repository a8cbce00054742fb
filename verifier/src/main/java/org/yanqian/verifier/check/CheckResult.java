package org.yanqian.verifier.check;

import java.util.List;

/**
 * @param id {@code 1} to {@code 14}, or {@code 10.selection}
 * @param findings by ledger index: the first {@link Check#KEPT}, and of every code the first {@link
 *     Check#KEPT_OF_EACH}
 * @param total findings counted, kept or not
 * @param reason code of why it was not checked, {@code ""} otherwise
 */
public record CheckResult(
        String id, Status status, List<Finding> findings, long total, String reason) {}
