package org.yanqian.command.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.keys.ServiceKeys;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.OriginEvent.LedgerOpened;
import org.yanqian.ledger.event.OriginEvent.LedgerSucceeded;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;

/** Writes index 0 of a new ledger, and refuses to start on a ledger of another origin or key. */
@Component
public final class OriginWriter implements SmartLifecycle {
    private final DataSource dataSource;
    private final TransactionTemplate transaction;
    private final LedgerAppender appender;
    private final ServiceKeys keys;
    private final CommandSettings settings;
    private final Clock clock;
    private final OutsideMemory memory;
    private final StoreHalt halt;
    private volatile boolean running;

    public OriginWriter(
            DataSource dataSource,
            TransactionTemplate transaction,
            LedgerAppender appender,
            ServiceKeys keys,
            CommandSettings settings,
            Clock clock,
            OutsideMemory memory,
            StoreHalt halt) {
        this.dataSource = dataSource;
        this.transaction = transaction;
        this.appender = appender;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        this.memory = memory;
        this.halt = halt;
    }

    /** Before the sealer and before the web server takes requests. */
    @Override
    public int getPhase() {
        return -100;
    }

    @Override
    public void start() {
        transaction.executeWithoutResult(status -> openOrCheck());
        running = true;
    }

    private void openOrCheck() {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            List<byte[]> existing =
                    appender.store().readStream(connection, OriginEvent.ORIGIN_STREAM, 0);
            if (existing.isEmpty() && memory.lastWitnessed().isPresent()) {
                // A lost database is not a new ledger: witnesses have seen more than nothing.
                halt.isOlder(0, memory.lastWitnessed().get().size(), "last-witnessed");
            } else if (existing.isEmpty()) {
                appender.append(connection, opening());
                LoggerFactory.getLogger(OriginWriter.class)
                        .info("opened ledger {} in suite {}", settings.origin(), settings.suite());
            } else {
                check((LedgerOpened) Entry.parse(existing.get(0)).event().data());
                // Refuses unless the ledger calls one of the service's keys valid.
                keys.in(appender.store(), connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("opening the ledger", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private List<LedgerAppender.Draft> opening() {
        List<LedgerAppender.Draft> events = new ArrayList<>(List.of(draft(0, mine())));
        if (settings.predecessor() != null) {
            events.add(draft(1, predecessor(settings.predecessor())));
        }
        return events;
    }

    /** The other ledger's {@code last-witnessed}, or a checkpoint that an auditor kept. */
    private LedgerSucceeded predecessor(Path file) {
        try {
            Note note = Note.parse(Files.readAllBytes(file));
            if (Checkpoint.parse(note.text()).origin().equals(settings.origin())) {
                throw new IllegalStateException(file + " is of this ledger's own name");
            }
            return new LedgerSucceeded(note.format());
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    private LedgerAppender.Draft draft(long seq, OriginEvent data) {
        return new LedgerAppender.Draft(
                OriginEvent.ORIGIN_STREAM,
                seq,
                data,
                new Actor("", "service", "system"),
                "start",
                appender.newId(),
                clock.instant());
    }

    private LedgerOpened mine() {
        NoteSigner log = new NoteSigner(settings.origin(), keys.log());
        return new LedgerOpened(
                settings.origin(),
                settings.suite(),
                log.key(NoteKey.Type.ED25519).format(),
                List.of(new OriginEvent.ServiceKey("", keys.service().publicKey().format())));
    }

    private void check(LedgerOpened there) {
        LedgerOpened mine = mine();
        if (!there.origin().equals(mine.origin())
                || !there.suite().equals(mine.suite())
                || !there.logKey().equals(mine.logKey())) {
            throw new IllegalStateException(
                    "the database holds ledger "
                            + there
                            + ", the settings and keys are of "
                            + mine
                            + "; nothing is signed until they agree");
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
