package org.yanqian.ledger.registry;

import java.time.LocalDate;

/**
 * An inspection as recorded.
 *
 * @param permitNo of the site at that time: other bureaus list it under another object id
 * @param outcome code of the rule set then in force
 */
public record Inspection(
        long index,
        String eventId,
        String bureau,
        String drawId,
        String objectId,
        String permitNo,
        LocalDate inspectedOn,
        String outcome) {}
