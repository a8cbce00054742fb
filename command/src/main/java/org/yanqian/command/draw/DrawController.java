package org.yanqian.command.draw;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
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
import org.yanqian.command.draw.DrawCommands.CommitSeed;
import org.yanqian.command.draw.DrawCommands.ConfirmBeacon;
import org.yanqian.command.draw.DrawCommands.LapseDraw;
import org.yanqian.command.draw.DrawRequests.AnnounceRequest;
import org.yanqian.command.draw.DrawRequests.BeaconValueRequest;
import org.yanqian.command.draw.DrawRequests.CommitRequest;
import org.yanqian.command.draw.DrawRequests.ConfirmRequest;
import org.yanqian.command.draw.DrawRequests.LapseRequest;
import org.yanqian.command.draw.DrawRequests.OpenRequest;
import org.yanqian.command.draw.DrawRequests.RevealRequest;
import org.yanqian.command.publication.BundlePublisher;
import org.yanqian.command.registry.BureauLock;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.BeaconConfirmed;
import org.yanqian.ledger.event.DrawEvent.SeedCommitted;

@RestController
@RequestMapping("/api/v1/draws")
@Tag(name = "draws", description = "抽取：冻结、承诺、揭示、截止、结果 / DRAW/1 from opening to result")
public class DrawController {
    private static final String OPERATOR = "draw-operator";
    private static final String PARTY = "seed-party";

    private final DrawOpening opening;
    private final DrawSteps steps;
    private final DrawCompletion completion;
    private final LabelOpening labels;
    private final BundlePublisher bundles;
    private final BureauLock locks;
    private final CommandEndpoint commands;
    private final DrawFiles draws;
    private final DrawIds ids;
    private final Clock clock;

    public DrawController(
            DrawOpening opening,
            DrawSteps steps,
            DrawCompletion completion,
            LabelOpening labels,
            BundlePublisher bundles,
            BureauLock locks,
            CommandEndpoint commands,
            DrawFiles draws,
            DrawIds ids,
            Clock clock) {
        this.clock = clock;
        this.opening = opening;
        this.steps = steps;
        this.completion = completion;
        this.labels = labels;
        this.bundles = bundles;
        this.locks = locks;
        this.commands = commands;
        this.draws = draws;
        this.ids = ids;
    }

    @PostMapping
    @Operation(summary = "取号并邀请各参与方 / take the next number and invite the parties")
    ResponseEntity<Answer> open(
            @RequestBody OpenRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        String bureau = Names.require(body.bureau());
        Actor actor = Actors.of(bureau, OPERATOR);
        return locks.holding(
                bureau,
                () ->
                        commands.once(
                                Request.of(actor, key, prefer, body),
                                () -> opening.open(actor, bureau, body.year(), body.plan())));
    }

    @GetMapping("/{bureau}/{year}/{number}")
    @Operation(
            summary =
                    "抽取进行到哪一步、是否已见证 / how far the draw is, with its announcement and"
                            + " cosigned checkpoint")
    DrawSteps.Status status(
            @PathVariable String bureau, @PathVariable long year, @PathVariable long number) {
        Actors.in(OPERATOR, PARTY, "approver", "auditor", "publisher");
        return steps.status(ids.of(bureau, year, number));
    }

    @PostMapping("/{bureau}/{year}/{number}/commitments")
    @Operation(summary = "参与方提交承诺 / a party commits to its nonce, signed with its own key")
    ResponseEntity<Answer> commit(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestBody CommitRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.in(PARTY);
        String drawId = ids.of(bureau, year, number);
        SeedCommitted commit =
                new SeedCommitted(
                        drawId,
                        String.valueOf(body.party()),
                        String.valueOf(body.commitment()),
                        String.valueOf(body.signature()));
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> {
                    requireDraw(drawId);
                    commands.send(actor, new CommitSeed(DrawEvent.stream(drawId), commit, actor));
                    return commit;
                });
    }

    @PostMapping("/{bureau}/{year}/{number}/announcement")
    @Operation(summary = "冻结名单并公告 / freeze the lists and announce the draw")
    ResponseEntity<Answer> announce(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestBody AnnounceRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(bureau, OPERATOR);
        String drawId = ids.of(bureau, year, number);
        return locks.holding(
                bureau,
                () ->
                        commands.once(
                                Request.of(actor, key, prefer, body),
                                () -> opening.announce(actor, drawId, body)));
    }

    @PostMapping("/{bureau}/{year}/{number}/reveals")
    @Operation(summary = "参与方揭示 / a party reveals its nonce, once the announcement is witnessed")
    ResponseEntity<Answer> reveal(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestBody RevealRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.in(PARTY);
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> steps.reveal(actor, ids.of(bureau, year, number), body));
    }

    @PostMapping("/{bureau}/{year}/{number}/close")
    @Operation(summary = "截止 / close: every party's reveal, or its name among the missing")
    ResponseEntity<Answer> close(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(bureau, OPERATOR);
        return commands.once(
                Request.of(actor, key, prefer, "close " + ids.of(bureau, year, number)),
                () -> steps.close(actor, ids.of(bureau, year, number)));
    }

    @PostMapping("/{bureau}/{year}/{number}/beacon-confirmations")
    @Operation(summary = "参与方确认骰子或开奖号码 / a party confirms dice or lottery numbers")
    ResponseEntity<Answer> confirm(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestBody ConfirmRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.in(PARTY);
        String drawId = ids.of(bureau, year, number);
        BeaconConfirmed confirmed =
                new BeaconConfirmed(
                        drawId,
                        String.valueOf(body.party()),
                        body.confirmed(),
                        String.valueOf(body.signature()));
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> {
                    String close = requireDraw(drawId).close().hash().hex();
                    commands.send(
                            actor,
                            new ConfirmBeacon(
                                    DrawEvent.stream(drawId),
                                    confirmed,
                                    close,
                                    actor,
                                    clock.instant()));
                    return confirmed;
                });
    }

    @PostMapping("/{bureau}/{year}/{number}/result")
    @Operation(summary = "代入公开随机数，得出结果、派发任务、公布抽签值 / result, visits and published hash")
    ResponseEntity<Answer> result(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestBody BeaconValueRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(bureau, OPERATOR);
        String drawId = ids.of(bureau, year, number);
        ResponseEntity<Answer> answer =
                commands.once(
                        Request.of(actor, key, prefer, body),
                        () -> completion.complete(actor, drawId, body.value()));
        bundles.enqueue(drawId);
        return answer;
    }

    @PostMapping("/{bureau}/{year}/{number}/lapse")
    @Operation(summary = "登记失效 / record that the draw lapsed without a result")
    ResponseEntity<Answer> lapse(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestBody LapseRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(bureau, OPERATOR);
        String drawId = ids.of(bureau, year, number);
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> {
                    requireDraw(drawId);
                    commands.send(
                            actor,
                            new LapseDraw(
                                    DrawEvent.stream(drawId),
                                    drawId,
                                    String.valueOf(body.reason())));
                    return drawId;
                });
    }

    @PostMapping("/{bureau}/{year}/{number}/opening")
    @Operation(summary = "保密期满，公开编号与对象的对应 / open the labels when the embargo has ended")
    ResponseEntity<Answer> openLabels(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(bureau, "publisher");
        String drawId = ids.of(bureau, year, number);
        ResponseEntity<Answer> answer =
                commands.once(
                        Request.of(actor, key, prefer, "open " + drawId),
                        () -> labels.open(actor, drawId));
        bundles.enqueue(drawId);
        return answer;
    }

    private DrawFile requireDraw(String drawId) {
        return draws.read(drawId);
    }
}
