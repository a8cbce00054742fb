package org.yanqian.ledger.registry;

/**
 * The state of one registry entry.
 *
 * @param record the current record, or the last one when removed
 * @param index ledger index of the last change
 * @param eventId id of that event, the proof of what the record says
 * @param removed true when the entry was taken out of the registry
 */
public record RegistryLine<R extends Record>(
        R record, String stream, long index, String eventId, boolean removed) {}
