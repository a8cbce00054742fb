package org.yanqian.command.draw;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
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
import org.yanqian.command.draw.RequestController.DecisionRequest;
import org.yanqian.command.draw.VacancyRequests.LoanRequest;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;

/** Lent inspectors: asked for by the bureau that draws, granted by the bureau that lends. */
@RestController
@RequestMapping("/api/v1/draws/{bureau}/{year}/{number}/loans")
@Tag(
        name = "after the draw",
        description = "作废、重抽、递补：一人申请、另一人审批、监督方会签 / void, redraw, substitution")
public class LoanController {
    private final Lending lending;
    private final Substitutions substitutions;
    private final CommandEndpoint commands;
    private final DrawIds ids;

    LoanController(
            Lending lending, Substitutions substitutions, CommandEndpoint commands, DrawIds ids) {
        this.lending = lending;
        this.substitutions = substitutions;
        this.commands = commands;
        this.ids = ids;
    }

    /** @param state ASKED, REJECTED or GRANTED */
    public record Loan(LoanRequested loan, String state) {}

    /** @param loans oldest first */
    public record Status(String drawId, List<Loan> loans) {}

    @GetMapping
    @Operation(summary = "本次抽取借用的人员 / inspectors lent for this draw")
    Status status(@PathVariable String bureau, @PathVariable long year, @PathVariable long number) {
        Actors.in("draw-operator", "approver", "seed-party", "auditor");
        String drawId = ids.of(bureau, year, number);
        VacancyFile file = substitutions.file(drawId);
        return new Status(
                drawId,
                file.loanRequests().stream()
                        .map(step -> (LoanRequested) step.data())
                        .map(loan -> new Loan(loan, file.loanState(loan.request())))
                        .toList());
    }

    @PostMapping
    @Operation(
            summary =
                    "向其他机关借用检查人员（欠派任务） / ask another bureau for inspectors, for visits that"
                            + " are owed")
    ResponseEntity<Answer> ask(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestBody LoanRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "draw-operator");
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> lending.request(actor, ids.of(bureau, year, number), body));
    }

    @PostMapping("/requests/{request}/decision")
    @Operation(summary = "出借机关审批 / the lending bureau's approver decides")
    ResponseEntity<Answer> decide(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @PathVariable long request,
            @RequestBody DecisionRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        String drawId = ids.of(bureau, year, number);
        Actor actor = Actors.of(lending.lender(drawId, request), "approver");
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> lending.decide(actor, drawId, request, body.approved(), body.reason()));
    }
}
