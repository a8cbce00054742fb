package org.yanqian.command.plan;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;

@Aggregate
public class PlanLine {
    @AggregateIdentifier private String stream;
    private boolean authored;

    protected PlanLine() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public void handle(AuthorPlanLine command) {
        stream = command.stream();
        Refusal.when(authored, RefusalCode.PLAN_LINE_EXISTS, stream);
        requireItemAndBasis(command.line());
        apply(command.line());
    }

    // Ezhou's three no-checks: no basis, no item, no plan line: no inspection.
    private static void requireItemAndBasis(PlanLineAuthored line) {
        Refusal.when(line.itemId().isBlank(), RefusalCode.PLAN_LINE_INCOMPLETE, "itemId");
        Refusal.when(line.itemName().isBlank(), RefusalCode.PLAN_LINE_INCOMPLETE, "itemName");
        Refusal.when(line.legalBasis().isBlank(), RefusalCode.PLAN_LINE_INCOMPLETE, "legalBasis");
        Refusal.when(line.quotas().isEmpty(), RefusalCode.PLAN_LINE_INCOMPLETE, "quotas");
    }

    @EventSourcingHandler
    void on(PlanLineAuthored event, @SourceId String source) {
        stream = source;
        authored = true;
    }
}
