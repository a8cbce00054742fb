package org.yanqian.command.person;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.yanqian.command.person.ErasureCommands.DecideErasure;
import org.yanqian.command.person.ErasureCommands.RequestErasure;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.PersonEvent.ErasureDeclined;
import org.yanqian.ledger.event.PersonEvent.ErasureRequested;
import org.yanqian.ledger.event.PersonEvent.PersonErased;

@Aggregate
public class PersonErasure {
    @AggregateIdentifier private String stream;
    private ErasureRequested open;
    private String askedBy;
    private long requests;
    private boolean erased;

    protected PersonErasure() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public void handle(RequestErasure command) {
        stream = command.stream();
        Refusal.when(erased, RefusalCode.PERSON_ERASED_ALREADY, command.entry());
        Refusal.when(open != null, RefusalCode.REQUEST_OPEN, requests);
        Refusal.when(
                isBlank(command.reason()) || isBlank(command.article()),
                RefusalCode.ERASURE_WITHOUT_REASON);
        apply(
                new ErasureRequested(
                        command.entry(), requests + 1, command.reason(), command.article()));
    }

    // PIPL art. 51 (5): who asks does not decide.
    @CommandHandler
    public void handle(DecideErasure command) {
        Refusal.when(
                open == null || open.request() != command.request(),
                RefusalCode.REQUEST_UNKNOWN,
                command.request());
        Refusal.when(
                command.actor().officer().equals(askedBy),
                RefusalCode.SAME_PERSON,
                command.actor().officer());
        if (command.approved()) {
            apply(
                    new PersonErased(
                            open.entry(),
                            open.request(),
                            open.reason(),
                            open.article(),
                            command.fields()));
        } else {
            apply(new ErasureDeclined(open.entry(), open.request(), command.reason()));
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    @EventSourcingHandler
    void on(ErasureRequested event, @SourceId String source, MetaData by) {
        stream = source;
        open = event;
        requests = event.request();
        askedBy = by.get("actor") instanceof Actor actor ? actor.officer() : "";
    }

    @EventSourcingHandler
    void on(ErasureDeclined event) {
        open = null;
    }

    @EventSourcingHandler
    void on(PersonErased event) {
        open = null;
        erased = true;
    }
}
