package org.yanqian.command.ruleset;

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
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;

@Aggregate
public class RuleSetAdoption {
    @AggregateIdentifier private String stream;
    private String hash = "";

    protected RuleSetAdoption() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public void handle(AdoptRuleSet command) {
        stream = command.stream();
        Refusal.when(hash.equals(command.hash()), RefusalCode.UNCHANGED);
        apply(new RuleSetAdopted(command.id(), command.content(), command.hash()));
    }

    @EventSourcingHandler
    void on(RuleSetAdopted event, @SourceId String source) {
        stream = source;
        hash = event.hash();
    }
}
