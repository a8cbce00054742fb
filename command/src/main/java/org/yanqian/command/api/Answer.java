package org.yanqian.command.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What every accepted command is answered with.
 *
 * @param result what the command made, by slice
 * @param appended the signed entries: the service's promise that they will stand in the tree
 * @param appendedCount how many were appended in all; a large import lists its first and last only
 * @param receipts with {@code Prefer: wait}: index, audit path and checkpoint of each listed entry
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(
        Object result,
        List<AppendedEntry> appended,
        long appendedCount,
        List<LedgerReceipt> receipts) {
    /** @param entry the signed entry, canonical JSON text */
    public record AppendedEntry(
            String stream, long sequence, String id, String hash, String entry) {}

    /** @param proof a C2SP tlog-proof */
    public record LedgerReceipt(
            String stream, long sequence, long index, long checkpointSize, String proof) {}
}
