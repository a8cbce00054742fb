package org.yanqian.command.registry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanqian.command.api.Actors;
import org.yanqian.command.api.Answer;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.api.CommandEndpoint.Request;
import org.yanqian.command.api.Names;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.RegistryImports.Upload;
import org.yanqian.command.registry.csv.RegistryCsv;
import org.yanqian.ledger.event.Actor;

@RestController
@RequestMapping("/api/v1/bureaus/{bureau}")
@Tag(name = "registry", description = "一单两库：检查对象与检查人员名录 / target and inspector registries")
public class RegistryController {
    private static final String KEEPER = "registry-keeper";

    private final RegistryImports imports;
    private final RegistryChanges changes;
    private final BureauLock locks;
    private final CommandEndpoint commands;

    public RegistryController(
            RegistryImports imports,
            RegistryChanges changes,
            BureauLock locks,
            CommandEndpoint commands) {
        this.imports = imports;
        this.changes = changes;
        this.locks = locks;
        this.commands = commands;
    }

    /** @param changes new values by field of the record; other fields stay */
    @Schema(example = "{\"changes\":{\"operatingStatus\":\"停产\"},\"reason\":\"企业报告停产检修（样本）\"}")
    public record ChangeRequest(Map<String, Object> changes, String reason) {}

    @PostMapping(
            path = "/target-imports",
            consumes = {"text/csv", "application/octet-stream"})
    @Operation(
            summary =
                    "导入检查对象名录（CSV）/ import targets; bad rows are listed, good ones kept with"
                            + " confirm=true")
    ResponseEntity<Answer> importTargets(
            @PathVariable String bureau,
            @RequestParam(defaultValue = "false") boolean confirm,
            @RequestParam(defaultValue = "targets.csv") String fileName,
            HttpServletRequest http,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), KEEPER);
        Upload upload = new Upload(bureau, fileName, body(http), confirm);
        return locks.holding(
                bureau,
                () ->
                        commands.once(
                                Request.of(actor, key, prefer, upload.file()),
                                () -> imports.importTargets(actor, upload)));
    }

    @PostMapping(
            path = "/inspector-imports",
            consumes = {"text/csv", "application/octet-stream"})
    @Operation(summary = "导入检查人员名录（CSV）/ import inspectors")
    ResponseEntity<Answer> importInspectors(
            @PathVariable String bureau,
            @RequestParam(defaultValue = "false") boolean confirm,
            @RequestParam(defaultValue = "inspectors.csv") String fileName,
            HttpServletRequest http,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), KEEPER);
        Upload upload = new Upload(bureau, fileName, body(http), confirm);
        return locks.holding(
                bureau,
                () ->
                        commands.once(
                                Request.of(actor, key, prefer, upload.file()),
                                () -> imports.importInspectors(actor, upload)));
    }

    // One byte more than allowed is read and no further: a huge upload costs no memory.
    private static byte[] body(HttpServletRequest http) {
        try (InputStream in = http.getInputStream()) {
            byte[] file = in.readNBytes((int) RegistryCsv.MAX_BYTES + 1);
            Refusal.when(file.length > RegistryCsv.MAX_BYTES, RefusalCode.FILE_TOO_LARGE);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the upload broke off", e);
        }
    }

    @PutMapping("/targets/{objectId}")
    @Operation(summary = "变更检查对象（须写明理由）/ change a target, with a reason")
    ResponseEntity<Answer> changeTarget(
            @PathVariable String bureau,
            @PathVariable String objectId,
            @RequestBody ChangeRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), KEEPER);
        return locks.holding(
                bureau,
                () ->
                        commands.once(
                                Request.of(actor, key, prefer, body),
                                () -> changes.changeTarget(actor, bureau, objectId, body)));
    }

    @DeleteMapping("/targets/{objectId}")
    @Operation(summary = "移出检查对象 / remove a target, with a reason")
    ResponseEntity<Answer> removeTarget(
            @PathVariable String bureau,
            @PathVariable String objectId,
            @RequestParam String reason,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), KEEPER);
        return locks.holding(
                bureau,
                () ->
                        commands.once(
                                Request.of(actor, key, prefer, objectId + " " + reason),
                                () -> changes.removeTarget(actor, bureau, objectId, reason)));
    }

    @PutMapping("/inspectors/{personId}")
    @Operation(summary = "变更检查人员（须写明理由）/ change an inspector, with a reason")
    ResponseEntity<Answer> changeInspector(
            @PathVariable String bureau,
            @PathVariable String personId,
            @RequestBody ChangeRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), KEEPER);
        return locks.holding(
                bureau,
                () ->
                        commands.once(
                                Request.of(actor, key, prefer, body),
                                () -> changes.changeInspector(actor, bureau, personId, body)));
    }

    @DeleteMapping("/inspectors/{personId}")
    @Operation(summary = "移出检查人员 / remove an inspector, with a reason")
    ResponseEntity<Answer> removeInspector(
            @PathVariable String bureau,
            @PathVariable String personId,
            @RequestParam String reason,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.of(Names.require(bureau), KEEPER);
        return locks.holding(
                bureau,
                () ->
                        commands.once(
                                Request.of(actor, key, prefer, personId + " " + reason),
                                () -> changes.removeInspector(actor, bureau, personId, reason)));
    }
}
