package org.yanqian.command.ruleset;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.api.Actors;
import org.yanqian.command.api.Answer;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.api.CommandEndpoint.Request;
import org.yanqian.command.api.Names;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.BureauLock;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSets;

@RestController
@RequestMapping("/api/v1/bureaus/{bureau}/rule-sets")
@Tag(name = "rule sets", description = "规则集：按原文字节采用 / adoption by exact bytes")
public class RuleSetController {
    private final CommandEndpoint commands;
    private final BureauLock locks;
    private final CommandSettings settings;

    public RuleSetController(CommandEndpoint commands, BureauLock locks, CommandSettings settings) {
        this.commands = commands;
        this.locks = locks;
        this.settings = settings;
    }

    @Schema(example = "{\"id\":\"weihai-2023\"}")
    public record AdoptRequest(String id) {}

    /** @param hash suite hash of the rule set's bytes */
    public record Adopted(String bureau, String id, String hash) {}

    @PostMapping
    @Operation(summary = "采用规则集 / adopt a rule set")
    ResponseEntity<Answer> adopt(
            @PathVariable String bureau,
            @RequestBody AdoptRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "approver");
        Refusal.when(
                !RuleSets.ids().contains(String.valueOf(body.id())),
                RefusalCode.RULE_SET_UNKNOWN,
                body.id());
        byte[] content = RuleSets.resource(body.id());
        RuleSet.parse(content);
        String hash = RuleSets.hash(settings.suiteValue(), content).hex();
        return locks.holding(
                bureau,
                () ->
                        commands.once(
                                Request.of(actor, key, prefer, body),
                                () -> {
                                    commands.send(
                                            actor,
                                            new AdoptRuleSet(
                                                    RuleSetEvent.stream(bureau),
                                                    body.id(),
                                                    new String(content, StandardCharsets.UTF_8),
                                                    hash));
                                    return new Adopted(bureau, body.id(), hash);
                                }));
    }
}
