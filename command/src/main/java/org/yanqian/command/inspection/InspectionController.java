package org.yanqian.command.inspection;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yanqian.command.api.Actors;
import org.yanqian.command.api.Answer;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.api.CommandEndpoint.Request;
import org.yanqian.command.api.Names;
import org.yanqian.command.draw.DrawFiles;
import org.yanqian.command.draw.DrawIds;
import org.yanqian.command.draw.FrozenDraws;
import org.yanqian.command.inspection.InspectionCommands.RecordInspection;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.BureauLock;
import org.yanqian.command.registry.LedgerStates;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;

@RestController
@RequestMapping("/api/v1/draws/{bureau}/{year}/{number}/visits")
@Tag(name = "inspection", description = "检查与结果录入 / inspections and their results")
public class InspectionController {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final SealedLedger ledger;
    private final DrawFiles draws;
    private final LedgerStates states;
    private final CommandEndpoint commands;
    private final BureauLock locks;
    private final DrawIds ids;
    private final Clock clock;

    public InspectionController(
            SealedLedger ledger,
            DrawFiles draws,
            LedgerStates states,
            CommandEndpoint commands,
            BureauLock locks,
            DrawIds ids,
            Clock clock) {
        this.ledger = ledger;
        this.draws = draws;
        this.states = states;
        this.commands = commands;
        this.locks = locks;
        this.ids = ids;
        this.clock = clock;
    }

    @Schema(
            example =
                    "{\"inspectors\":[\"99042100001\",\"99042100002\"],\"inspectedOn\":"
                            + "\"2026-11-22\",\"outcome\":\"NO_PROBLEM_FOUND\",\"remarks\":\"\"}")
    public record InspectionRequest(
            List<String> inspectors, String inspectedOn, String outcome, String remarks) {}

    @PostMapping("/{label}/inspection")
    @Operation(summary = "录入检查结果 / record the result of a visit")
    ResponseEntity<Answer> record(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @PathVariable String label,
            @RequestBody InspectionRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "inspector");
        String drawId = ids.of(bureau, year, number);
        return locks.holding(
                sharing(bureau, VisitEvent.stream(drawId, label)),
                () ->
                        commands.once(
                                Request.of(actor, key, prefer, body),
                                () -> record(actor, drawId, label, body)));
    }

    // A result may exclude the site from what a bureau freezes: it must not fall between a freeze
    // and its announcement, or an honest draw would be refuted.
    private SortedSet<String> sharing(String bureau, String stream) {
        List<SealedEntry> visit = ledger.stream(stream);
        if (visit.isEmpty()) {
            return new TreeSet<>(Set.of(bureau));
        }
        String objectId = objectId(Entry.parse(visit.get(0).entry()).event().data());
        return states.now(state -> state.bureausListing(bureau, objectId));
    }

    private InspectionRecorded record(
            Actor actor, String drawId, String label, InspectionRequest body) {
        String stream = VisitEvent.stream(drawId, label);
        states.settle();
        List<SealedEntry> visit = ledger.stream(stream);
        Refusal.when(visit.isEmpty(), RefusalCode.VISIT_UNKNOWN, label);
        Refusal.when(draws.read(drawId).isVoided(), RefusalCode.DRAW_VOIDED, drawId);
        Entry first = Entry.parse(visit.get(0).entry());
        requireOutcome(actor.bureau(), body.outcome());
        requireDate(first, body.inspectedOn());
        InspectionRecorded recorded =
                new InspectionRecorded(
                        drawId,
                        label,
                        objectId(first.event().data()),
                        body.inspectors() == null ? List.of() : body.inspectors(),
                        body.inspectedOn(),
                        body.outcome(),
                        body.remarks() == null ? "" : body.remarks());
        commands.send(actor, new RecordInspection(stream, recorded));
        return recorded;
    }

    // A visit owed at first may have got its team since; the aggregate knows.
    private static String objectId(EventData data) {
        return data instanceof VisitOwed owed ? owed.objectId() : ((VisitAssigned) data).objectId();
    }

    // Weihai art. 22: the phrases are the rule set's, and the list is open only there.
    private void requireOutcome(String bureau, String outcome) {
        RuleSet rules = states.now(state -> FrozenDraws.rules(state, bureau));
        Refusal.when(
                rules.outcomes().stream().noneMatch(o -> o.code().equals(outcome)),
                RefusalCode.UNKNOWN_OUTCOME,
                outcome);
    }

    private void requireDate(Entry assigned, String date) {
        try {
            LocalDate on = LocalDate.parse(date);
            LocalDate from =
                    EventCodec.parseTime(assigned.event().time()).atZone(SHANGHAI).toLocalDate();
            LocalDate today = clock.instant().atZone(SHANGHAI).toLocalDate();
            Refusal.when(
                    on.isBefore(from) || on.isAfter(today), RefusalCode.DATE_IMPLAUSIBLE, date);
        } catch (DateTimeException | NullPointerException e) {
            throw new Refusal(RefusalCode.DATE_IMPLAUSIBLE, date);
        }
    }
}
