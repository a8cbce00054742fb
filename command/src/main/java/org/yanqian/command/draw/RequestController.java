package org.yanqian.command.draw;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import org.yanqian.command.draw.DrawCommands.AskOfDraw;
import org.yanqian.command.draw.DrawCommands.CountersignRequest;
import org.yanqian.command.draw.DrawCommands.DecideRequest;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;

/** Void and redraw: asked by one, decided by another, countersigned by the supervising party. */
@RestController
@RequestMapping("/api/v1/draws/{bureau}/{year}/{number}")
@Tag(
        name = "after the draw",
        description = "作废、重抽、递补：一人申请、另一人审批、监督方会签 / void, redraw, substitution")
public class RequestController {
    private final CommandEndpoint commands;
    private final DrawFiles draws;
    private final PartyKeys parties;
    private final DrawIds ids;

    RequestController(CommandEndpoint commands, DrawFiles draws, PartyKeys parties, DrawIds ids) {
        this.commands = commands;
        this.draws = draws;
        this.parties = parties;
        this.ids = ids;
    }

    @Schema(example = "{\"reason\":\"名录导入时漏列一家企业\"}")
    public record ReasonRequest(String reason) {}

    @Schema(example = "{\"approved\":true,\"reason\":\"情况属实\"}")
    public record DecisionRequest(boolean approved, String reason) {}

    @Schema(example = "{\"party\":\"discipline\",\"signature\":\"<128 hex>\"}")
    public record CountersignatureRequest(String party, String signature) {}

    @PostMapping("/void-requests")
    @Operation(summary = "申请作废 / ask that the draw be void; it is published all the same")
    ResponseEntity<Answer> askVoid(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestBody ReasonRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "draw-operator");
        return ask(actor, ids.of(bureau, year, number), DrawCommands.VOID, body, key, prefer);
    }

    @PostMapping("/redraw-requests")
    @Operation(summary = "申请重抽 / ask for another draw of the line of a void or lapsed draw")
    ResponseEntity<Answer> askRedraw(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestBody ReasonRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "draw-operator");
        return ask(actor, ids.of(bureau, year, number), DrawCommands.REDRAW, body, key, prefer);
    }

    private ResponseEntity<Answer> ask(
            Actor actor,
            String drawId,
            String kind,
            ReasonRequest body,
            String key,
            String prefer) {
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> {
                    draws.read(drawId);
                    commands.send(
                            actor,
                            new AskOfDraw(DrawEvent.stream(drawId), kind, text(body.reason())));
                    return drawId;
                });
    }

    @PostMapping("/requests/{request}/decision")
    @Operation(summary = "审批申请（不得审批自己的申请） / decide, never on one's own request")
    ResponseEntity<Answer> decide(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @PathVariable long request,
            @RequestBody DecisionRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "approver");
        String drawId = ids.of(bureau, year, number);
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> {
                    draws.read(drawId);
                    commands.send(
                            actor,
                            new DecideRequest(
                                    DrawEvent.stream(drawId),
                                    request,
                                    body.approved(),
                                    text(body.reason()),
                                    actor));
                    return drawId;
                });
    }

    @PostMapping("/requests/{request}/countersignature")
    @Operation(
            summary =
                    "监督方会签，用自己的密钥（yanqian-verify party countersign） / the supervising party"
                            + " countersigns with its own key")
    ResponseEntity<Answer> countersign(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @PathVariable long request,
            @RequestBody CountersignatureRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.in("seed-party");
        String drawId = ids.of(bureau, year, number);
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> {
                    DrawFile draw = draws.read(drawId);
                    DrawFile.Step asked = draw.request(request);
                    commands.send(
                            actor,
                            new CountersignRequest(
                                    DrawEvent.stream(drawId),
                                    request,
                                    asked.hash().hex(),
                                    AskedRequest.reasonOf(asked.data()),
                                    parties.ofParty(draw, text(body.party())),
                                    text(body.signature()),
                                    actor));
                    return drawId;
                });
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
