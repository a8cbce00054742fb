package org.yanqian.command.draw;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
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
import org.yanqian.command.draw.DrawSteps.Witnessed;
import org.yanqian.command.draw.RequestController.CountersignatureRequest;
import org.yanqian.command.draw.RequestController.DecisionRequest;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.ClosureEvent.ClosureConfirmed;
import org.yanqian.ledger.event.ClosureEvent.ClosureCountersigned;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;
import org.yanqian.ledger.registry.ClosedSites;

@RestController
@RequestMapping("/api/v1/draws/{bureau}/{year}/{number}/closures")
@Tag(
        name = "after the draw",
        description = "作废、重抽、递补：一人申请、另一人审批、监督方会签 / void, redraw, substitution")
public class ClosureController {
    private static final String INSPECTOR = "inspector";

    private final ClosedSiteSteps closures;
    private final DrawFiles draws;
    private final DrawSteps steps;
    private final CommandEndpoint commands;
    private final DrawIds ids;

    ClosureController(
            ClosedSiteSteps closures,
            DrawFiles draws,
            DrawSteps steps,
            CommandEndpoint commands,
            DrawIds ids) {
        this.closures = closures;
        this.draws = draws;
        this.steps = steps;
        this.commands = commands;
        this.ids = ids;
    }

    @Schema(example = "{\"visit\":\"<64 hex>\",\"reason\":\"厂区已拆除\",\"evidence\":\"<64 hex>\"}")
    public record ReportRequest(String visit, String reason, String evidence) {}

    /**
     * @param state REPORTED, CONFIRMED, REJECTED, APPROVED (to be countersigned) or DONE
     * @param event the second inspector's confirmation; a countersignature is over its hash
     * @param reserve label of the site that follows, {@code ""} if none was left, null before
     * @param operates events since the report by which the site seems to operate
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Closure(
            long request,
            String kind,
            String state,
            ClosureReported report,
            Witnessed reported,
            Witnessed event,
            String reserve,
            List<ClosedSites.Sign> operates) {}

    /** @param requests oldest first */
    public record Status(String drawId, List<Closure> requests) {}

    @GetMapping
    @Operation(
            summary =
                    "现场发现已关闭的对象、递补的备选、之后的生产迹象 / drawn sites found closed, the reserves that"
                            + " follow, and signs that one operates")
    Status status(@PathVariable String bureau, @PathVariable long year, @PathVariable long number) {
        Actors.in("draw-operator", INSPECTOR, "approver", "seed-party", "auditor");
        String drawId = ids.of(bureau, year, number);
        ClosureFile file = closures.file(draws.read(drawId));
        return new Status(
                drawId, file.reports().stream().map(s -> describe(drawId, file, s)).toList());
    }

    private Closure describe(String drawId, ClosureFile file, DrawFile.Step step) {
        ClosureReported report = (ClosureReported) step.data();
        return new Closure(
                report.request(),
                ClosureEvent.KIND,
                file.state(report.request()),
                report,
                steps.witnessed(step),
                file.find(ClosureConfirmed.class, report.request())
                        .map(steps::witnessed)
                        .orElse(null),
                file.find(ClosureCountersigned.class, report.request())
                        .map(s -> ((ClosureCountersigned) s.data()).reserve())
                        .orElse(null),
                closures.signs(drawId, report.visit()));
    }

    @PostMapping
    @Operation(
            summary =
                    "检查人员报告现场已关闭（须本人签名） / an inspector of the team reports a site closed, under"
                            + " his own signature")
    ResponseEntity<Answer> report(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestBody ReportRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.in(INSPECTOR);
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> closures.report(actor, ids.of(bureau, year, number), body));
    }

    @PostMapping("/requests/{request}/confirmation")
    @Operation(
            summary = "同组另一检查人员确认（须本人签名） / the second inspector confirms, under his own signature")
    ResponseEntity<Answer> confirm(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @PathVariable long request,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.in(INSPECTOR);
        return commands.once(
                Request.of(actor, key, prefer, "confirm " + request),
                () -> closures.confirm(actor, ids.of(bureau, year, number), request));
    }

    @PostMapping("/requests/{request}/decision")
    @Operation(summary = "审批（两名检查人员以外的人） / decide, by another than the two inspectors")
    ResponseEntity<Answer> decide(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @PathVariable long request,
            @RequestBody DecisionRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "approver");
        return commands.once(
                Request.of(actor, key, prefer, body),
                () ->
                        closures.decide(
                                actor,
                                ids.of(bureau, year, number),
                                request,
                                body.approved(),
                                body.reason()));
    }

    @PostMapping("/requests/{request}/countersignature")
    @Operation(
            summary =
                    "监督方会签，同类下一备选对象随即递补 / the supervising party countersigns, and the next"
                            + " reserve of the class follows")
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
                        closures.countersign(
                                actor,
                                ids.of(bureau, year, number),
                                request,
                                String.valueOf(body.party()),
                                String.valueOf(body.signature())));
    }
}
