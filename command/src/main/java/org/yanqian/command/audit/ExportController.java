package org.yanqian.command.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.yanqian.command.api.Actors;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.seal.Receipts;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.store.SealedLedger;

@RestController
@RequestMapping("/api/v1/ledger")
@Tag(name = "ledger", description = "账本：回执、检查点、审计导出 / receipts, checkpoints, export")
public class ExportController {
    private final LedgerExportSource.Factory sources;
    private final SealedLedger ledger;
    private final Receipts receipts;

    public ExportController(
            LedgerExportSource.Factory sources, SealedLedger ledger, Receipts receipts) {
        this.sources = sources;
        this.ledger = ledger;
        this.receipts = receipts;
    }

    @GetMapping(path = "/export", produces = "application/zip")
    @Operation(summary = "审计导出（ZIP）/ the auditor's export up to the last witnessed checkpoint")
    ResponseEntity<StreamingResponseBody> export() {
        Actors.in("auditor");
        Path folder = write();
        StreamingResponseBody body =
                out -> {
                    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
                        for (Path file : files(folder)) {
                            zip.putNextEntry(
                                    new ZipEntry(
                                            folder.relativize(file).toString().replace('\\', '/')));
                            Files.copy(file, zip);
                            zip.closeEntry();
                        }
                    } finally {
                        delete(folder.getParent());
                    }
                };
        return ResponseEntity.ok()
                .header("Content-Disposition", "attachment; filename=\"yanqian-export.zip\"")
                .contentType(MediaType.parseMediaType("application/zip"))
                .body(body);
    }

    private Path write() {
        try {
            Path folder = Files.createTempDirectory("yanqian-export").resolve("export");
            ExportWriter.write(sources.create(), folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("writing the export", e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @GetMapping(path = "/checkpoint", produces = "text/plain;charset=UTF-8")
    @Operation(summary = "最新检查点（签名）/ latest checkpoint with cosignatures, for everyone")
    String checkpoint() {
        return ledger.latestCheckpoint()
                .map(SealedLedger.StoredCheckpoint::cosignedNote)
                .orElseThrow(() -> new Refusal(RefusalCode.LEDGER_BEHIND));
    }

    @GetMapping("/receipts/{sequence}/**")
    @Operation(summary = "回执 / receipt of stream and sequence, once it is under a checkpoint")
    Receipts.Sealed receipt(
            @PathVariable long sequence, jakarta.servlet.http.HttpServletRequest http) {
        Actors.in(
                "registry-keeper",
                "plan-author",
                "draw-operator",
                "seed-party",
                "inspector",
                "publisher",
                "approver",
                "auditor");
        String path = java.net.URLDecoder.decode(http.getRequestURI(), StandardCharsets.UTF_8);
        String stream =
                path.substring(path.indexOf("/receipts/" + sequence + "/"))
                        .substring(("/receipts/" + sequence + "/").length());
        return receipts.find(stream, sequence)
                .orElseThrow(() -> new Refusal(RefusalCode.LEDGER_BEHIND));
    }
}
