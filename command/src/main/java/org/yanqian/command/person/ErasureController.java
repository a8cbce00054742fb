package org.yanqian.command.person;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
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
import org.yanqian.command.person.ErasureCommands.DecideErasure;
import org.yanqian.command.person.ErasureCommands.RequestErasure;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.LedgerStates;
import org.yanqian.command.vault.Vault;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.PersonEvent;
import org.yanqian.ledger.event.TargetEvent;

/** Erasure of a person's values: asked by one, approved by another; the proofs stay as they are. */
@RestController
@RequestMapping("/api/v1/bureaus/{bureau}/{kind:inspectors|targets}/{id}/erasure-requests")
@Tag(name = "personal data", description = "个人信息：删除与开启 / erasure and openings")
public class ErasureController {
    private final CommandEndpoint commands;
    private final LedgerStates states;
    private final Vault vault;
    private final Clock clock;

    public ErasureController(
            CommandEndpoint commands, LedgerStates states, Vault vault, Clock clock) {
        this.commands = commands;
        this.states = states;
        this.vault = vault;
        this.clock = clock;
    }

    @Schema(example = "{\"reason\":\"本人已调离，申请删除（样本）\",\"article\":\"个人信息保护法第四十七条\"}")
    public record ErasureRequest(String reason, String article) {}

    @Schema(example = "{\"approved\":true,\"reason\":\"情况属实\"}")
    public record ErasureDecision(boolean approved, String reason) {}

    /** @param fields names of the values that were destroyed */
    public record Decided(String entry, boolean erased, List<String> fields) {}

    @PostMapping
    @Operation(summary = "申请删除个人信息（须写明理由与依据） / ask that a person's values be erased")
    ResponseEntity<Answer> ask(
            @PathVariable String bureau,
            @PathVariable String kind,
            @PathVariable String id,
            @RequestBody ErasureRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "registry-keeper");
        String entry = entry(bureau, kind, id);
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> {
                    commands.send(
                            actor,
                            new RequestErasure(
                                    PersonEvent.stream(entry),
                                    entry,
                                    body.reason(),
                                    body.article()));
                    return entry;
                });
    }

    /** Event and destruction stand or fall together. */
    @PostMapping("/{request}/decision")
    @Operation(
            summary =
                    "审批删除（不得审批自己的申请），批准即销毁密钥 / decide, never on one's own request; approval"
                            + " destroys the key")
    ResponseEntity<Answer> decide(
            @PathVariable String bureau,
            @PathVariable String kind,
            @PathVariable String id,
            @PathVariable long request,
            @RequestBody ErasureDecision body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "approver");
        String entry = entry(bureau, kind, id);
        return commands.once(
                Request.of(actor, key, prefer, body), () -> decide(actor, entry, request, body));
    }

    private Decided decide(Actor actor, String entry, long request, ErasureDecision body) {
        List<String> fields = vault.fields(entry);
        commands.send(
                actor,
                new DecideErasure(
                        PersonEvent.stream(entry),
                        request,
                        body.approved(),
                        body.reason() == null ? "" : body.reason(),
                        fields,
                        actor));
        if (body.approved()) {
            vault.erase(entry, clock.instant());
        }
        return new Decided(entry, body.approved(), body.approved() ? fields : List.of());
    }

    /** Stream of the entry, which may have been removed from the registry already. */
    private String entry(String bureau, String kind, String id) {
        boolean inspector = kind.equals("inspectors");
        boolean known =
                states.now(
                        state ->
                                inspector
                                        ? state.inspector(bureau, id).isPresent()
                                        : state.target(bureau, id).isPresent());
        Refusal.when(
                !known, inspector ? RefusalCode.INSPECTOR_UNKNOWN : RefusalCode.TARGET_UNKNOWN, id);
        return inspector ? InspectorEvent.stream(bureau, id) : TargetEvent.stream(bureau, id);
    }
}
