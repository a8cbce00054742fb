package org.yanqian.ledger.event;

import java.util.List;

/** Streams {@code ledger/origin} and {@code ledger/sm3}: what the ledger says of itself. */
public sealed interface OriginEvent extends EventData {
    String ORIGIN_STREAM = "ledger/origin";
    String SM3_STREAM = "ledger/sm3";

    /** Index 0 of every ledger. {@code logKey} is the note key of its checkpoints. */
    @Wire(type = "ledger.opened")
    record LedgerOpened(String origin, String suite, String logKey, List<ServiceKey> serviceKeys)
            implements OriginEvent {}

    /**
     * Index 1 of a ledger that takes the place of another, and nowhere else: the other's last witnessed
     * checkpoint, a signed note with its cosignatures. Whoever holds that ledger knows where it ended.
     */
    @Wire(type = "ledger.succeeded")
    record LedgerSucceeded(String checkpoint) implements OriginEvent {}

    /** A key that signs events for a bureau; {@code key} as {@code suite:hex}. */
    record ServiceKey(String bureau, String key) {}

    /** In suite gm the last entry under every checkpoint: SM3 root over all {@code size} entries before it. */
    @Wire(type = "ledger.sm3-root")
    record Sm3RootRecorded(long size, String root) implements OriginEvent {}
}
