package org.yanqian.command.draw;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
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
import org.yanqian.command.draw.DrawRequests.BeaconValueRequest;
import org.yanqian.command.draw.DrawRequests.ConfirmRequest;
import org.yanqian.command.draw.DrawSteps.Witnessed;
import org.yanqian.command.draw.RequestController.CountersignatureRequest;
import org.yanqian.command.draw.VacancyRequests.AskRequest;
import org.yanqian.command.draw.VacancyRequests.DecideRequest;
import org.yanqian.command.registry.BureauLock;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.VacancyEvent.Place;
import org.yanqian.ledger.event.VacancyEvent.Substitute;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.ledger.freeze.Teams;

@RestController
@RequestMapping("/api/v1/draws/{bureau}/{year}/{number}/vacancies")
@Tag(
        name = "after the draw",
        description = "作废、重抽、递补：一人申请、另一人审批、监督方会签 / void, redraw, substitution")
public class VacancyController {
    private final Substitutions substitutions;
    private final Lending lending;
    private final DrawSteps steps;
    private final BureauLock locks;
    private final CommandEndpoint commands;
    private final DrawIds ids;

    VacancyController(
            Substitutions substitutions,
            Lending lending,
            DrawSteps steps,
            BureauLock locks,
            CommandEndpoint commands,
            DrawIds ids) {
        this.substitutions = substitutions;
        this.lending = lending;
        this.steps = steps;
        this.locks = locks;
        this.commands = commands;
        this.ids = ids;
    }

    /**
     * @param state ASKED, REJECTED, ANNOUNCED or EXECUTED
     * @param k 0 before it is announced
     * @param grade of the substitution, null before it
     * @param event that asks; a countersignature is over its hash
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Vacancy(
            long request,
            String kind,
            String state,
            boolean urgent,
            boolean countersigned,
            List<Place> places,
            Witnessed event,
            long k,
            Witnessed announcement,
            String grade,
            List<Substitute> substitutes) {}

    /**
     * @param empty places that nobody holds, of owed visits: to be named in a request as they stand
     *     here
     * @param requests oldest first
     */
    public record Status(String drawId, List<Teams.Place> empty, List<Vacancy> requests) {}

    @GetMapping
    @Operation(summary = "本次抽取的全部递补 / every vacancy of the draw, with proofs")
    Status status(@PathVariable String bureau, @PathVariable long year, @PathVariable long number) {
        Actors.in("draw-operator", "approver", "seed-party", "auditor");
        String drawId = ids.of(bureau, year, number);
        VacancyFile file = substitutions.file(drawId);
        return new Status(
                drawId,
                substitutions.emptyPlaces(drawId),
                file.requests().stream().map(s -> describe(file, s)).toList());
    }

    private Vacancy describe(VacancyFile file, DrawFile.Step step) {
        VacancyRequested asked = (VacancyRequested) step.data();
        Optional<DrawFile.Step> announced = file.announcementOf(asked.request());
        long k = announced.map(a -> ((VacancyAnnounced) a.data()).k()).orElse(0L);
        return new Vacancy(
                asked.request(),
                Vacancies.KIND,
                file.state(asked.request()),
                asked.urgent(),
                file.isCountersigned(asked.request()),
                asked.places(),
                steps.witnessed(step),
                k,
                announced.map(steps::witnessed).orElse(null),
                file.executed(k).map(VacancyExecuted::grade).orElse(null),
                file.executed(k).map(VacancyExecuted::substitutes).orElse(null));
    }

    @PostMapping
    @Operation(summary = "申请递补，附理由与证明 / ask for substitutes, with reasons and evidence")
    ResponseEntity<Answer> ask(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestBody AskRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "draw-operator");
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> substitutions.request(actor, ids.of(bureau, year, number), body));
    }

    @PostMapping("/requests/{request}/decision")
    @Operation(
            summary =
                    "审批；批准即公告空缺，候选范围由账本算出 / decide; approval announces it, the pool"
                            + " follows from the ledger")
    ResponseEntity<Answer> decide(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @PathVariable long request,
            @RequestBody DecideRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "approver");
        return locks.holding(
                lending.bureaus(bureau, ids.of(bureau, year, number)),
                () ->
                        commands.once(
                                Request.of(actor, key, prefer, body),
                                () ->
                                        substitutions.decide(
                                                actor,
                                                ids.of(bureau, year, number),
                                                request,
                                                body)));
    }

    @PostMapping("/requests/{request}/countersignature")
    @Operation(summary = "监督方会签（同一任务再次递补） / countersign a second vacancy of one visit")
    ResponseEntity<Answer> countersign(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @PathVariable long request,
            @RequestBody CountersignatureRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.in("seed-party");
        return commands.once(
                Request.of(actor, key, prefer, body),
                () ->
                        substitutions.countersign(
                                actor,
                                ids.of(bureau, year, number),
                                request,
                                String.valueOf(body.party()),
                                String.valueOf(body.signature())));
    }

    @PostMapping("/{k}/execution")
    @Operation(summary = "代入公开随机数，确定递补人员 / the beacon says who steps in")
    ResponseEntity<Answer> execute(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @PathVariable long k,
            @RequestBody BeaconValueRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "draw-operator");
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> substitutions.execute(actor, ids.of(bureau, year, number), k, body.value()));
    }

    @PostMapping("/{k}/beacon-confirmations")
    @Operation(summary = "参与方确认骰子或开奖号码 / a party confirms dice or lottery numbers")
    ResponseEntity<Answer> confirm(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @PathVariable long k,
            @RequestBody ConfirmRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.in("seed-party");
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> substitutions.confirm(actor, ids.of(bureau, year, number), k, body));
    }
}
