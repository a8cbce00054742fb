package org.yanqian.command.registry.csv;

import java.util.Map;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;

/**
 * A good row of an inspector file.
 *
 * @param record with an empty {@code personal}: the vault gives the digests
 * @param personal {@code name} and {@code sex}, only those that the row has; for the vault, never for
 *     an event
 */
public record InspectorRow(long row, InspectorRecord record, Map<String, String> personal) {}
