package org.yanqian.command.plan;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
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
import org.yanqian.command.draw.FrozenDraws;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.BureauLock;
import org.yanqian.command.registry.LedgerStates;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.PlanEvent;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.PlanEvent.StratumQuota;
import org.yanqian.ledger.freeze.PlanQuotas;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.RuleSet;

@RestController
@RequestMapping("/api/v1/bureaus/{bureau}/plan-lines")
@Tag(name = "plan", description = "抽查计划 / inspection plan")
public class PlanController {
    private final LedgerStates states;
    private final CommandEndpoint commands;
    private final BureauLock locks;

    public PlanController(LedgerStates states, CommandEndpoint commands, BureauLock locks) {
        this.states = states;
        this.commands = commands;
        this.locks = locks;
    }

    /**
     * @param strata classes of the rule set to draw from; absent or empty: all that have targets
     * @param spreadCensus spread a half-year census over its two quarters (default true)
     * @param excludeInspected WH art. 18: leave out sites inspected this year without a finding
     */
    @Schema(
            example =
                    "{\"year\":2026,\"quarter\":4,\"line\":\"L1\",\"kind\":\"routine\",\"itemId\":"
                            + "\"WH-PERMIT-01\",\"spreadCensus\":true,\"excludeInspected\":false}")
    public record PlanRequest(
            Long year,
            Long quarter,
            String line,
            String kind,
            String itemId,
            List<String> strata,
            Boolean spreadCensus,
            Boolean excludeInspected) {}

    @PostMapping
    @Operation(summary = "编制计划行并测算数量 / author a plan line with its quotas and formulas")
    ResponseEntity<Answer> author(
            @PathVariable String bureau,
            @RequestBody PlanRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "plan-author");
        Names.require(body.line());
        return locks.holding(
                bureau,
                () ->
                        commands.once(
                                Request.of(actor, key, prefer, body),
                                () -> author(actor, bureau, body)));
    }

    private PlanLineAuthored author(Actor actor, String bureau, PlanRequest body) {
        Refusal.when(
                body.year() == null || body.quarter() == null,
                RefusalCode.PLAN_LINE_INCOMPLETE,
                "year, quarter");
        PlanLineAuthored line = states.now(state -> line(state, bureau, body));
        String stream = PlanEvent.stream(bureau, body.year(), body.quarter(), body.line());
        commands.send(actor, new AuthorPlanLine(stream, line));
        return line;
    }

    private static PlanLineAuthored line(RegistryState state, String bureau, PlanRequest body) {
        RuleSet rules = FrozenDraws.rules(state, bureau);
        Refusal.when(
                body.kind() == null || !rules.hasPlanKind(body.kind()),
                RefusalCode.PLAN_LINE_INCOMPLETE,
                "kind");
        try {
            RuleSet.Item item = rules.item(String.valueOf(body.itemId()));
            Refusal.when(
                    !item.kinds().contains(body.kind()),
                    RefusalCode.PLAN_LINE_INCOMPLETE,
                    "itemId");
            PlanLineAuthored blank = line(state, bureau, body, item, List.of());
            List<StratumQuota> quotas =
                    PlanQuotas.of(state, rules, blank).stream()
                            .filter(q -> wanted(body, q))
                            .toList();
            return line(state, bureau, body, item, quotas);
        } catch (CodedException e) {
            throw new Refusal(RefusalCode.PLAN_LINE_INCOMPLETE, e.getMessage());
        }
    }

    private static boolean wanted(PlanRequest body, StratumQuota quota) {
        return body.strata() == null || body.strata().isEmpty()
                ? quota.base() > 0
                : body.strata().contains(quota.stratum());
    }

    private static PlanLineAuthored line(
            RegistryState state,
            String bureau,
            PlanRequest body,
            RuleSet.Item item,
            List<StratumQuota> quotas) {
        return new PlanLineAuthored(
                bureau,
                body.year(),
                body.quarter(),
                body.line(),
                body.kind(),
                item.id(),
                item.name(),
                item.legalBasis(),
                state.rules(bureau).orElseThrow().hash(),
                state.size(),
                body.spreadCensus() == null || body.spreadCensus(),
                body.excludeInspected() != null && body.excludeInspected(),
                quotas);
    }
}
