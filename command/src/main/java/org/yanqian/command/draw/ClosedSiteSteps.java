package org.yanqian.command.draw;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.draw.ClosureCommands.ConfirmClosure;
import org.yanqian.command.draw.ClosureCommands.CountersignClosure;
import org.yanqian.command.draw.ClosureCommands.DecideClosure;
import org.yanqian.command.draw.ClosureCommands.ReportClosure;
import org.yanqian.command.draw.ClosureController.ReportRequest;
import org.yanqian.command.inspection.InspectionCommands.OweVisit;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.LedgerStates;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.ClosureEvent.ClosureConfirmed;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.TeamChanged;
import org.yanqian.ledger.event.VisitEvent.TeamMember;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.ledger.freeze.Reserves;
import org.yanqian.ledger.freeze.Teams;
import org.yanqian.ledger.registry.ClosedSites;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.store.SealedLedger;

/** A drawn site found closed, and the reserve that follows it (DRAW/1 section 7). */
@Component
class ClosedSiteSteps {
    private final Substitutions substitutions;
    private final DrawnTeams drawn;
    private final FrozenDraws frozenDraws;
    private final PartyKeys parties;
    private final LedgerStates states;
    private final SealedLedger ledger;
    private final CommandEndpoint commands;
    private final CommandSettings settings;

    ClosedSiteSteps(
            Substitutions substitutions,
            DrawnTeams drawn,
            FrozenDraws frozenDraws,
            PartyKeys parties,
            LedgerStates states,
            SealedLedger ledger,
            CommandEndpoint commands,
            CommandSettings settings) {
        this.substitutions = substitutions;
        this.drawn = drawn;
        this.frozenDraws = frozenDraws;
        this.parties = parties;
        this.states = states;
        this.ledger = ledger;
        this.commands = commands;
        this.settings = settings;
    }

    ClosureFile file(DrawFile draw) {
        return ClosureFile.read(ledger, settings.suiteValue(), draw.drawId());
    }

    /** Reports what was found; the number of the request follows from the ledger. */
    String report(Actor actor, String drawId, ReportRequest body) {
        DrawFile draw = substitutions.standing(drawId);
        requireReserves(draw);
        String visit = String.valueOf(body.visit());
        List<Entry> entries = drawn.visit(drawId, visit);
        Refusal.when(entries.isEmpty(), RefusalCode.VISIT_UNKNOWN, visit);
        TeamMember self = member(actor, draw, entries);
        commands.send(
                actor,
                new ReportClosure(
                        ClosureEvent.stream(drawId),
                        new ClosureReported(
                                drawId,
                                0,
                                visit,
                                self.certificateNo(),
                                inspection(draw, entries),
                                text(body.reason()),
                                text(body.evidence()))));
        return drawId;
    }

    // Where nothing follows, a closed site is an outcome like any other.
    private void requireReserves(DrawFile draw) {
        RuleSet rules = rules(draw);
        Refusal.when(
                !rules.visits().closed().equals(RuleSet.VisitRules.NEXT_RESERVE),
                RefusalCode.CLOSED_SITE_NOT_REPLACED,
                rules.id());
    }

    private RuleSet rules(DrawFile draw) {
        return states.now(state -> FrozenDraws.rules(state, draw.opened().bureau()));
    }

    /** Hash of the result of the visit; nobody replaces a site that he has not gone to. */
    private String inspection(DrawFile draw, List<Entry> visit) {
        RuleSet rules = rules(draw);
        for (Entry entry : visit) {
            if (entry.event().data() instanceof InspectionRecorded recorded
                    && !rules.outcome(recorded.outcome()).inspected()) {
                return Hex.format(entry.hash(settings.suiteValue()));
            }
        }
        throw new Refusal(RefusalCode.CLOSED_SITE_NOT_VISITED);
    }

    /** The member of the team that this officer is: his id is that of a person or certificate. */
    private TeamMember member(Actor actor, DrawFile draw, List<Entry> visit) {
        List<TeamMember> team = List.of();
        for (Entry entry : visit) {
            if (entry.event().data() instanceof VisitAssigned e) {
                team = e.team();
            } else if (entry.event().data() instanceof TeamChanged e) {
                team = e.team();
            }
        }
        Teams teams = drawn.of(draw, Long.MAX_VALUE);
        return team.stream()
                .filter(
                        m ->
                                List.of(m.personId(), m.certificateNo()).contains(actor.officer())
                                        && teams.bureauOf(m.label()).equals(actor.bureau()))
                .findFirst()
                .orElseThrow(() -> new Refusal(RefusalCode.NOT_ASSIGNED, actor.officer()));
    }

    String confirm(Actor actor, String drawId, long request) {
        DrawFile draw = substitutions.standing(drawId);
        DrawFile.Step report = file(draw).require(ClosureReported.class, request);
        String visit = ((ClosureReported) report.data()).visit();
        TeamMember self = member(actor, draw, drawn.visit(drawId, visit));
        commands.send(
                actor,
                new ConfirmClosure(
                        ClosureEvent.stream(drawId),
                        request,
                        report.hash().hex(),
                        self.certificateNo(),
                        actor));
        return drawId;
    }

    String decide(Actor actor, String drawId, long request, boolean approved, String reason) {
        file(substitutions.standing(drawId)).require(ClosureReported.class, request);
        commands.send(
                actor,
                new DecideClosure(
                        ClosureEvent.stream(drawId), request, approved, text(reason), actor));
        return drawId;
    }

    /** @param reserve label of the visit that follows, {@code ""} if no site of the class is left */
    record Countersigned(String drawId, long request, String reserve) {}

    Countersigned countersign(
            Actor actor, String drawId, long request, String party, String signature) {
        DrawFile draw = substitutions.standing(drawId);
        requireReserves(draw);
        ClosureFile file = file(draw);
        DrawFile.Step confirmed = file.require(ClosureConfirmed.class, request);
        ClosureReported report =
                (ClosureReported) file.require(ClosureReported.class, request).data();
        Optional<VisitOwed> reserve = reserve(draw, file, report.visit());
        String label = reserve.map(VisitOwed::label).orElse("");
        commands.send(
                actor,
                new CountersignClosure(
                        ClosureEvent.stream(drawId),
                        request,
                        confirmed.hash().hex(),
                        parties.ofParty(draw, party),
                        draw.opened().bureau(),
                        signature,
                        label,
                        actor));
        reserve.ifPresent(
                owed -> commands.send(actor, new OweVisit(VisitEvent.stream(drawId, label), owed)));
        return new Countersigned(drawId, request, label);
    }

    private Optional<VisitOwed> reserve(DrawFile draw, ClosureFile file, String closed) {
        Reserves reserves = new Reserves(frozenDraws.of(draw), DrawnTeams.seed(draw));
        file.reserves().forEach(reserves::use);
        return reserves.next(Bytes.ofHex(closed, 32));
    }

    List<ClosedSites.Sign> signs(String drawId, String visit) {
        return states.now(state -> state.signsOfOperation(drawId, visit));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
