package org.yanqian.app.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.yanqian.command.seal.Witnessing;
import org.yanqian.ledger.store.SealedLedger;

/** The auditor's export, as the auditor fetches it. */
public final class Exports {
    private Exports() {}

    public static Path fetch(Caller service, Path folder) {
        Reply zip = service.get("discipline-auditor", "/api/v1/ledger/export").ok();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.body()))) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                Path file = folder.resolve(e.getName());
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the quorum has seen every entry of now. */
    public static void awaitWitnessed(RunningService service) {
        long last = service.context().getBean(SealedLedger.class).size() - 1;
        Witnessing witnessing = service.context().getBean(Witnessing.class);
        DrawDriver.await("all witnessed", () -> witnessing.of(last).isPresent());
    }
}
