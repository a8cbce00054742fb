package org.yanqian.command.draw;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.keys.PolicySource;
import org.yanqian.command.seal.BackgroundWork;
import org.yanqian.command.seal.SealSignal;
import org.yanqian.command.seal.Witnessing;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;

/**
 * Which draws wait for witnesses, for whom and until when. The policy knows it, and the pages that show
 * it hold none: so it is written down for them whenever it changes.
 */
@Component
public class DrawWaits extends BackgroundWork {
    private static final Logger LOG = LoggerFactory.getLogger(DrawWaits.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long LULL_MILLIS = 200;
    private static final int PAGE = 5_000;

    private final SealedLedger ledger;
    private final Witnessing witnessing;
    private final PolicySource policies;
    private final SealSignal signal;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final CommandSettings settings;
    private final TreeSet<String> open = new TreeSet<>();
    private TreeMap<String, List<DrawWait>> written;
    private long read;

    public DrawWaits(
            SealedLedger ledger,
            Witnessing witnessing,
            PolicySource policies,
            SealSignal signal,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            CommandSettings settings) {
        // After the sealer has started.
        super("draw-waits", 100);
        this.ledger = ledger;
        this.witnessing = witnessing;
        this.policies = policies;
        this.signal = signal;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.settings = settings;
    }

    /** Of one draw, in the order of its steps; none where there is no policy. */
    List<DrawWait> of(DrawFile file) {
        List<DrawWait> waits = new ArrayList<>();
        Optional<Policy> policy = policies.find();
        Optional<DrawFile.Step> announcement = file.find(DrawEvent.DrawAnnounced.class);
        if (policy.isEmpty() || announcement.isEmpty() || hasEnded(file)) {
            return waits;
        }
        add("announcement", announcement.get(), file, policy.get(), waits);
        file.find(DrawEvent.DrawClosed.class)
                .ifPresent(close -> add("close", close, file, policy.get(), waits));
        return waits;
    }

    private void add(
            String event, DrawFile.Step step, DrawFile file, Policy policy, List<DrawWait> waits) {
        DrawWait.of(event, step, file.announced(), witnessing, policy).ifPresent(waits::add);
    }

    private static boolean hasEnded(DrawFile file) {
        return !file.state().equals("announced") && !file.state().equals("closed")
                || file.isVoided();
    }

    @Override
    protected void work() {
        if (policies.find().isEmpty()) {
            return;
        }
        while (isRunning()) {
            try {
                findOpen();
                write(waits());
            } catch (RuntimeException e) {
                LOG.warn("looking for draws that wait failed, trying again", e);
            }
            try {
                signal.awaitProgress(PAUSE_MILLIS);
                Thread.sleep(LULL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void findOpen() {
        long size = ledger.size();
        while (read < size) {
            for (SealedEntry entry : ledger.readDraws(read, PAGE)) {
                if (Entry.parse(entry.entry()).event().data()
                        instanceof DrawEvent.DrawAnnounced announced) {
                    open.add(announced.drawId());
                }
            }
            read = Math.min(size, read + PAGE);
        }
    }

    private TreeMap<String, List<DrawWait>> waits() {
        TreeMap<String, List<DrawWait>> waits = new TreeMap<>();
        for (String drawId : List.copyOf(open)) {
            DrawFile file = DrawFile.read(ledger, settings.suiteValue(), drawId);
            if (hasEnded(file)) {
                open.remove(drawId);
            } else {
                waits.put(drawId, of(file));
            }
        }
        waits.values().removeIf(List::isEmpty);
        return waits;
    }

    private void write(TreeMap<String, List<DrawWait>> waits) {
        if (waits.equals(written)) {
            return;
        }
        transaction.executeWithoutResult(
                status -> {
                    jdbc.sql("delete from ledger_wait").update();
                    waits.forEach((drawId, all) -> all.forEach(wait -> insert(drawId, wait)));
                });
        written = waits;
    }

    private void insert(String drawId, DrawWait wait) {
        jdbc.sql(
                        "insert into ledger_wait (draw_id, event, idx, missing, since, lapses_at)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                .params(
                        drawId,
                        wait.event(),
                        wait.index(),
                        String.join(", ", wait.missing()),
                        OffsetDateTime.ofInstant(wait.since(), ZoneOffset.UTC),
                        wait.lapsesAt() == null
                                ? null
                                : OffsetDateTime.ofInstant(wait.lapsesAt(), ZoneOffset.UTC))
                .update();
    }
}
