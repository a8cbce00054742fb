package org.yanqian.command.registry.csv;

import java.util.Map;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;

/**
 * A good row of a target file.
 *
 * @param record with an empty {@code personal}: the vault gives the digests
 * @param personal {@code contact} and {@code phone}, only those that the row has; for the vault, never
 *     for an event
 */
public record TargetRow(long row, TargetRecord record, Map<String, String> personal) {}
