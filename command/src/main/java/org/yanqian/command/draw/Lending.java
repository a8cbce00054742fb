package org.yanqian.command.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.api.Names;
import org.yanqian.command.draw.VacancyCommands.DecideLoan;
import org.yanqian.command.draw.VacancyCommands.RequestLoan;
import org.yanqian.command.draw.VacancyRequests.LoanRequest;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.LedgerStates;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VacancyEvent.Lent;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.registry.RegistryState;

/** Inspectors of another bureau for visits that this one cannot staff (DRAW/1 section 6). */
@Component
class Lending {
    private final Substitutions substitutions;
    private final LedgerStates states;
    private final CommandEndpoint commands;

    Lending(Substitutions substitutions, LedgerStates states, CommandEndpoint commands) {
        this.substitutions = substitutions;
        this.states = states;
        this.commands = commands;
    }

    LoanRequested request(Actor actor, String drawId, LoanRequest body) {
        DrawFile draw = substitutions.standing(drawId);
        String lender = Names.require(body.bureau());
        Refusal.when(lender.equals(draw.opened().bureau()), RefusalCode.LOAN_NOT_POSSIBLE, lender);
        List<Lent> lent = states.now(state -> registered(state, lender, body.inspectors()));
        LoanRequested loan =
                new LoanRequested(
                        drawId,
                        0,
                        lender,
                        lent,
                        body.capacity() == null ? 1 : body.capacity(),
                        body.reason() == null ? "" : body.reason());
        commands.send(actor, new RequestLoan(VacancyEvent.stream(drawId), loan));
        return loan;
    }

    private static List<Lent> registered(RegistryState state, String lender, List<String> persons) {
        List<Lent> lent = new ArrayList<>();
        for (String person : new TreeSet<>(persons == null ? List.of() : persons)) {
            String certificate =
                    state.inspector(lender, person)
                            .filter(line -> !line.removed())
                            .map(line -> line.record().certificateNo())
                            .filter(no -> !no.isEmpty())
                            .orElseThrow(() -> new Refusal(RefusalCode.INSPECTOR_UNKNOWN, person));
            lent.add(new Lent(person, certificate));
        }
        return lent;
    }

    /** The lender, whose approver decides; refuses with {@code REQUEST_UNKNOWN}. */
    String lender(String drawId, long request) {
        return ((LoanRequested) substitutions.file(drawId).loan(request).data()).bureau();
    }

    /** Bureaus whose registries tell who is fit: they must not move while a pool is made. */
    SortedSet<String> bureaus(String bureau, String drawId) {
        SortedSet<String> all = new TreeSet<>(List.of(bureau));
        substitutions.file(drawId).loans(Long.MAX_VALUE).forEach(loan -> all.add(loan.bureau()));
        return all;
    }

    String decide(Actor actor, String drawId, long request, boolean approved, String reason) {
        substitutions.standing(drawId);
        commands.send(
                actor,
                new DecideLoan(
                        VacancyEvent.stream(drawId),
                        request,
                        approved,
                        reason == null ? "" : reason,
                        actor));
        return drawId;
    }
}
