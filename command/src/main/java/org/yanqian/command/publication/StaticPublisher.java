package org.yanqian.command.publication;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.draw.DrawFile;
import org.yanqian.command.keys.PolicySource;
import org.yanqian.command.seal.BackgroundWork;
import org.yanqian.command.seal.SealSignal;
import org.yanqian.command.seal.Witnessing;
import org.yanqian.ledger.bundle.StaticFolder;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.StoredCheckpoint;
import org.yanqian.ledger.tree.Note;

/**
 * Writes the public part of the ledger into a folder for any web server while the ledger grows: the
 * last checkpoint with a quorum, hash tiles, and the published files of each draw. Hashes only, never
 * an entry. After a restart it goes on from what the folder holds.
 */
@Component
@ConditionalOnProperty("yanqian.publication-folder")
public class StaticPublisher extends BackgroundWork {
    private static final Logger LOG = LoggerFactory.getLogger(StaticPublisher.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long LULL_MILLIS = 200;

    private record FileKey(String drawId, String name) {}

    private final StaticFolder folder;
    private final SealedLedger ledger;
    private final Witnessing witnessing;
    private final PolicySource policies;
    private final SealSignal signal;
    private final JdbcClient jdbc;
    private final CommandSettings settings;
    private final Map<FileKey, Long> written = new HashMap<>();
    private String trouble = "";

    public StaticPublisher(
            SealedLedger ledger,
            Witnessing witnessing,
            PolicySource policies,
            SealSignal signal,
            JdbcClient jdbc,
            CommandSettings settings) {
        // After the sealer has started.
        super("static-publisher", 100, Duration.ofMillis(PAUSE_MILLIS));
        this.folder = new StaticFolder(settings.publicationFolder());
        this.ledger = ledger;
        this.witnessing = witnessing;
        this.policies = policies;
        this.signal = signal;
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    protected void work() {
        while (isRunning()) {
            try {
                checkpoint().ifPresent(note -> folder.publish(note, ledger.hashes()));
                publishFiles();
                trouble = "";
            } catch (RuntimeException e) {
                complain(e);
            }
            try {
                signal.awaitProgress(PAUSE_MILLIS);
                Thread.sleep(LULL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** What no witness has seen is not shown as if it were settled. */
    private Optional<Note> checkpoint() {
        Optional<String> note =
                policies.find().isPresent()
                        ? witnessing.latest().map(Witnessing.Met::note)
                        : ledger.latestCheckpoint().map(StoredCheckpoint::cosignedNote);
        return note.map(text -> Note.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void publishFiles() {
        jdbc.sql("select draw_id, name, made_at from published_file")
                .query(
                        (row, n) ->
                                Map.entry(
                                        new FileKey(row.getString(1), row.getString(2)),
                                        row.getLong(3)))
                .list()
                .forEach(
                        file -> {
                            if (!file.getValue().equals(written.get(file.getKey()))) {
                                publish(file.getKey());
                                written.put(file.getKey(), file.getValue());
                            }
                        });
    }

    private void publish(FileKey file) {
        byte[] content =
                jdbc.sql("select content from published_file where draw_id = ? and name = ?")
                        .params(file.drawId(), file.name())
                        .query(byte[].class)
                        .single();
        DrawFile draw = DrawFile.read(ledger, settings.suiteValue(), file.drawId());
        folder.put("draws/" + draw.result().hash().hex() + "/" + file.name(), content);
    }

    private void complain(RuntimeException e) {
        if (!e.toString().equals(trouble)) {
            LOG.warn("publishing to the folder failed, trying again", e);
        }
        trouble = e.toString();
    }
}
