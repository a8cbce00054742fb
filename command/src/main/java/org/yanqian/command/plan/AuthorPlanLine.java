package org.yanqian.command.plan;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;

public record AuthorPlanLine(@TargetAggregateIdentifier String stream, PlanLineAuthored line) {}
