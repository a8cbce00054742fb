package org.yanqian.command.operations;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.yanqian.command.api.Actors;
import org.yanqian.command.seal.OutsideMemory;
import org.yanqian.command.seal.StoreHalt;
import org.yanqian.command.seal.StoreHalt.Halt;
import org.yanqian.command.seal.StoreWatch;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.tree.Checkpoint;

/** Whether the store is the one that was signed, and what to do when it is not. */
@RestController
@RequestMapping("/api/v1/ledger/store")
@Tag(name = "ledger", description = "账本：回执、检查点、审计导出 / receipts, checkpoints, export")
public class StoreController {
    private final StoreHalt halt;
    private final OutsideMemory memory;
    private final ObjectProvider<StoreWatch> watch;
    private final SealedLedger ledger;
    private final StoreDump dump;

    public StoreController(
            StoreHalt halt,
            OutsideMemory memory,
            ObjectProvider<StoreWatch> watch,
            SealedLedger ledger,
            StoreDump dump) {
        this.halt = halt;
        this.memory = memory;
        this.watch = watch;
        this.ledger = ledger;
        this.dump = dump;
    }

    /**
     * @param state {@code ok}, or the code of what stopped the service
     * @param size entries in the store
     * @param witnessedSize largest size that the service remembers outside of the database
     * @param witnesses by name, the largest size that each is known to have cosigned
     * @param halted what differs, null while all is well
     * @param sweep null where this process does not seal
     */
    public record Status(
            String state,
            long size,
            long witnessedSize,
            Map<String, Long> witnesses,
            Halted halted,
            Sweep sweep) {}

    /** @param todo what the operator should do, by language */
    public record Halted(
            long index,
            String what,
            String expected,
            String found,
            String since,
            Map<String, String> message,
            Map<String, String> todo) {}

    /** @param wholeAt end of the last whole comparison, "" before the first */
    public record Sweep(long position, String wholeAt, long wholeSize) {}

    @GetMapping
    @Operation(
            summary =
                    "事件库与账本树的比对状态，及停机时的处置办法 / the store against the tree, and what to do"
                            + " when it differs")
    Status status() {
        Actors.in("system-admin", "security-admin", "audit-admin", "auditor");
        Optional<Halt> found = halt.find();
        Optional<StoreWatch> here = Optional.ofNullable(watch.getIfAvailable());
        return new Status(
                found.map(h -> h.code().name()).orElse("ok"),
                ledger.size(),
                memory.lastWitnessed().map(Checkpoint::size).orElse(0L),
                here.map(StoreWatch::seen).orElse(Map.of()),
                found.map(StoreController::describe).orElse(null),
                here.map(StoreWatch::sweep).map(StoreController::describe).orElse(null));
    }

    private static Halted describe(Halt halt) {
        return new Halted(
                halt.index(),
                halt.what(),
                halt.expected(),
                halt.found(),
                EventCodec.formatTime(halt.since()),
                Map.of("zh", halt.refusal().zh(), "en", halt.refusal().en()),
                WhatToDo.about(halt.code()));
    }

    private static Sweep describe(OutsideMemory.Sweep sweep) {
        return new Sweep(
                sweep.cursor().position(),
                sweep.wholeAtMillis() == 0
                        ? ""
                        : EventCodec.formatTime(Instant.ofEpochMilli(sweep.wholeAtMillis())),
                sweep.wholeSize());
    }

    @GetMapping(path = "/dump", produces = "application/x-ndjson")
    @Operation(
            summary =
                    "事件库原样转储（NDJSON），供审计员离线比对 / the store's rows as they stand, for an auditor to"
                            + " compare")
    ResponseEntity<StreamingResponseBody> dump() {
        Actors.in("auditor");
        return ResponseEntity.ok()
                .header("Content-Disposition", "attachment; filename=\"yanqian-store.ndjson\"")
                .contentType(MediaType.parseMediaType("application/x-ndjson"))
                .body(dump::write);
    }
}
