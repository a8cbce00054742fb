package org.yanqian.command.seal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yanqian.command.seal.Witnessing.Met;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.policy.StampRoot;
import org.yanqian.ledger.stamp.StampClient;
import org.yanqian.ledger.stamp.StoredStamp;
import org.yanqian.ledger.stamp.TimeStamp;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;
import org.yanqian.ledger.store.StampTable;
import org.yanqian.ledger.tree.Note;

/**
 * Gets RFC 3161 tokens from the policy's authorities: over the checkpoint by which each announcement
 * was witnessed, and over one checkpoint a day (UTC). In addition to witnesses: only what has their
 * quorum is stamped. An authority that is away is asked again; what it missed is found again from the
 * ledger, after a restart too.
 */
public final class Stamper extends BackgroundWork {
    private static final Logger LOG = LoggerFactory.getLogger(Stamper.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long LULL_MILLIS = 200;
    private static final long RETRY_MILLIS = 10_000;
    private static final int PAGE = 5_000;

    private final List<StampRoot> authorities;
    private final SealedLedger ledger;
    private final Witnessing witnessing;
    private final StampTable stamps;
    private final StampClient client;
    private final SealSignal signal;
    private final Clock clock;
    private final TreeSet<Long> announcements = new TreeSet<>();
    private final Map<String, Long> notBefore = new HashMap<>();
    private final Standing standing = new Standing(LOG, "time-stamp authority", "stamps");
    private long read;

    /** @param authorities those with an address are asked; with none nothing is done */
    public Stamper(
            List<StampRoot> authorities,
            SealedLedger ledger,
            Witnessing witnessing,
            StampTable stamps,
            StampClient client,
            SealSignal signal,
            Clock clock) {
        // Beside the one that asks the witnesses.
        super("stamper", Witnesser.PHASE);
        this.authorities = authorities.stream().filter(root -> !root.url().isEmpty()).toList();
        this.ledger = ledger;
        this.witnessing = witnessing;
        this.stamps = stamps;
        this.client = client;
        this.signal = signal;
        this.clock = clock;
    }

    @Override
    protected void work() {
        if (authorities.isEmpty()) {
            return;
        }
        while (isRunning()) {
            try {
                findAnnouncements();
                stampAnnouncements();
                authorities.forEach(this::stampToday);
            } catch (RuntimeException e) {
                LOG.warn("time stamping failed, trying again", e);
            }
            try {
                signal.awaitProgress(PAUSE_MILLIS);
                // Under load there is progress all the time; time stamps can wait a moment.
                Thread.sleep(LULL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void findAnnouncements() {
        long size = ledger.size();
        while (read < size) {
            for (SealedEntry entry : ledger.readDraws(read, PAGE)) {
                if (Entry.parse(entry.entry()).event().data() instanceof DrawEvent.DrawAnnounced) {
                    announcements.add(entry.index());
                }
            }
            read = Math.min(size, read + PAGE);
        }
    }

    private void stampAnnouncements() {
        for (long index : List.copyOf(announcements)) {
            Optional<Met> met = witnessing.of(index);
            if (met.isEmpty()) {
                continue;
            }
            List<StampRoot> missing = missing(met.get().size());
            missing.forEach(authority -> stamp(authority, met.get()));
            if (missing.isEmpty()) {
                announcements.remove(index);
            }
        }
    }

    private List<StampRoot> missing(long size) {
        List<String> there = stamps.of(size).stream().map(StoredStamp::authority).toList();
        return authorities.stream().filter(root -> !there.contains(root.name())).toList();
    }

    private void stampToday(StampRoot authority) {
        LocalDate today = day(clock.instant());
        boolean done =
                stamps.latest(authority.name()).map(Stamper::day).filter(today::equals).isPresent();
        if (!done) {
            witnessing.latest().ifPresent(met -> stamp(authority, met));
        }
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private void stamp(StampRoot authority, Met met) {
        String name = authority.name();
        if (System.nanoTime() < notBefore.getOrDefault(name, Long.MIN_VALUE)) {
            return;
        }
        try {
            String text = Note.parse(met.note().getBytes(StandardCharsets.UTF_8)).text();
            TimeStamp stamp = client.stamp(authority.url(), text);
            // What no verifier would believe is not kept as if it were proof.
            stamp.verify(authority.certificate().toArray());
            stamps.insert(new StoredStamp(met.size(), name, stamp.bytes()), stamp.time());
            standing.note(name, "");
        } catch (CodedException e) {
            standing.note(name, e.toString());
            notBefore.put(name, System.nanoTime() + RETRY_MILLIS * 1_000_000);
        }
    }

    /** By authority, what keeps it from stamping, "" when it does. */
    public Map<String, String> standing() {
        return standing.now();
    }
}
