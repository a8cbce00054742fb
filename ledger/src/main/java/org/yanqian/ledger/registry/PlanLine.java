package org.yanqian.ledger.registry;

import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;

/** A line of the inspection plan; the stream is its name. */
public record PlanLine(PlanLineAuthored plan, String stream, long index, String eventId) {}
