package org.yanqian.command.draw;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.util.Set;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.yanqian.command.draw.ClosureCommands.ConfirmClosure;
import org.yanqian.command.draw.ClosureCommands.CountersignClosure;
import org.yanqian.command.draw.ClosureCommands.DecideClosure;
import org.yanqian.command.draw.ClosureCommands.ReportClosure;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.ClosureEvent.ClosureConfirmed;
import org.yanqian.ledger.event.ClosureEvent.ClosureCountersigned;
import org.yanqian.ledger.event.ClosureEvent.ClosureDecided;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;

/**
 * Drawn sites of one draw that were found closed (DRAW/1 section 7): two inspectors, an approver and
 * the supervising party, four persons, before the next reserve follows.
 */
@Aggregate
public class Closures {
    private record Case(
            ClosureReported report,
            String reporter,
            String confirmer,
            boolean decided,
            boolean approved,
            boolean done) {
        boolean isRejected() {
            return decided && !approved;
        }
    }

    @AggregateIdentifier private String stream;
    private final TreeMap<Long, Case> cases = new TreeMap<>();

    protected Closures() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public void handle(ReportClosure command) {
        stream = command.stream();
        ClosureReported r = command.report();
        Refusal.when(r.reason().isBlank(), RefusalCode.REASON_MISSING);
        Refusal.when(!r.evidence().matches("[0-9a-f]{64}"), RefusalCode.EVIDENCE_MISSING);
        cases.forEach(
                (number, one) ->
                        Refusal.when(
                                one.report.visit().equals(r.visit()) && !one.isRejected(),
                                RefusalCode.REQUEST_OPEN,
                                number));
        apply(
                new ClosureReported(
                        r.drawId(),
                        cases.size() + 1L,
                        r.visit(),
                        r.inspector(),
                        r.inspection(),
                        r.reason(),
                        r.evidence()));
    }

    @CommandHandler
    public void handle(ConfirmClosure command) {
        Case one = undecided(command.request());
        Refusal.when(
                !one.confirmer.isEmpty(), RefusalCode.REQUEST_DECIDED_ALREADY, command.request());
        Refusal.when(
                one.reporter.equals(command.actor().officer())
                        || one.report.inspector().equals(command.inspector()),
                RefusalCode.CLOSURE_ONE_INSPECTOR,
                command.inspector());
        apply(
                new ClosureConfirmed(
                        one.report.drawId(),
                        command.request(),
                        command.report(),
                        command.inspector()));
    }

    @CommandHandler
    public void handle(DecideClosure command) {
        Case one = undecided(command.request());
        Refusal.when(
                Set.of(one.reporter, one.confirmer).contains(command.actor().officer()),
                RefusalCode.SAME_PERSON,
                command.actor().officer());
        Refusal.when(
                command.approved() && one.confirmer.isEmpty(),
                RefusalCode.CLOSURE_ONE_INSPECTOR,
                one.report.inspector());
        apply(
                new ClosureDecided(
                        one.report.drawId(),
                        command.request(),
                        command.approved(),
                        command.reason()));
    }

    @CommandHandler
    public void handle(CountersignClosure command) {
        Case one = require(command.request());
        Refusal.when(
                !one.approved || one.done, RefusalCode.REQUEST_NOT_APPROVED, command.request());
        PartyRules.requireSupervising(command.speakers());
        PartyRules.requireOtherSide(command.speakers(), command.actor(), command.bureau());
        PartyRules.requireCountersignature(
                command.speakers(),
                ClosureEvent.KIND,
                one.report.drawId(),
                command.requestHash(),
                command.signature());
        apply(
                new ClosureCountersigned(
                        one.report.drawId(),
                        command.request(),
                        command.requestHash(),
                        command.speakers().get(0).party(),
                        command.signature(),
                        command.reserve()));
    }

    private Case require(long request) {
        Case one = cases.get(request);
        Refusal.when(one == null, RefusalCode.REQUEST_UNKNOWN, request);
        return one;
    }

    private Case undecided(long request) {
        Case one = require(request);
        Refusal.when(one.decided, RefusalCode.REQUEST_DECIDED_ALREADY, request);
        return one;
    }

    @EventSourcingHandler
    void on(ClosureReported event, @SourceId String source, MetaData by) {
        stream = source;
        cases.put(event.request(), new Case(event, Requests.officer(by), "", false, false, false));
    }

    @EventSourcingHandler
    void on(ClosureConfirmed event, MetaData by) {
        cases.computeIfPresent(
                event.request(),
                (n, c) ->
                        new Case(c.report, c.reporter, Requests.officer(by), false, false, false));
    }

    @EventSourcingHandler
    void on(ClosureDecided event) {
        cases.computeIfPresent(
                event.request(),
                (n, c) ->
                        new Case(c.report, c.reporter, c.confirmer, true, event.approved(), false));
    }

    @EventSourcingHandler
    void on(ClosureCountersigned event) {
        cases.computeIfPresent(
                event.request(),
                (n, c) -> new Case(c.report, c.reporter, c.confirmer, true, true, true));
    }
}
