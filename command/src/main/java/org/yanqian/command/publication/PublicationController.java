package org.yanqian.command.publication;

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
import org.yanqian.command.draw.DrawIds;
import org.yanqian.ledger.event.Actor;

@RestController
@RequestMapping("/api/v1/draws/{bureau}/{year}/{number}/publications")
@Tag(name = "publication", description = "公示：名单与结果 / drawn list and results")
public class PublicationController {
    private final PublicationService service;
    private final CommandEndpoint commands;
    private final DrawIds ids;

    public PublicationController(
            PublicationService service, CommandEndpoint commands, DrawIds ids) {
        this.service = service;
        this.commands = commands;
        this.ids = ids;
    }

    /** @param labels visits to publish; absent or empty: all that have a result and are not out yet */
    @Schema(example = "{\"labels\":[]}")
    public record ResultsRequest(List<String> labels) {}

    @PostMapping("/list")
    @Operation(summary = "公示抽中名单 / publish the drawn sites, after the labels are open")
    ResponseEntity<Answer> list(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "publisher");
        String drawId = ids.of(bureau, year, number);
        return commands.once(
                Request.of(actor, key, prefer, "list " + drawId),
                () -> service.publishList(actor, drawId));
    }

    @PostMapping("/results")
    @Operation(summary = "公示检查结果 / publish recorded results")
    ResponseEntity<Answer> results(
            @PathVariable String bureau,
            @PathVariable long year,
            @PathVariable long number,
            @RequestBody ResultsRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), "publisher");
        String drawId = ids.of(bureau, year, number);
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> service.publishResults(actor, drawId, body.labels()));
    }
}
