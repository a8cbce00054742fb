package org.yanqian.command.seal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.StoreComparison;
import org.yanqian.ledger.store.StoreComparison.Cursor;
import org.yanqian.ledger.store.StoreComparison.Difference;
import org.yanqian.ledger.store.StoreComparison.Page;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.HashReader;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.witness.WitnessClient;

/**
 * Guards the sealer: nothing is sealed or signed on a store that is not the one that was signed
 * before. Before every leadership the store's ends and its newest entries are compared, and the
 * witnesses are asked how much they have seen; afterwards a slow sweep compares everything, again
 * and again.
 */
public final class StoreWatch extends BackgroundWork implements Sealer.Guard, Witnesser.Memory {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);
    private static final int AT_START = 20_000;
    private static final int PAGE = 500;
    private static final long REST_MILLIS = 1_000;
    private static final long BETWEEN_SWEEPS_MILLIS = 5_000;

    /** An event store outside of the database that must hold the same entries. */
    public interface Elsewhere {
        Elsewhere NOWHERE = (from, limit) -> new Seen(0, true, Optional.empty());

        /** @param next where to go on, {@code whole} when nothing comes behind */
        record Seen(long next, boolean whole, Optional<Difference> difference) {}

        /** Compares up to {@code limit} events; a negative {@code from} counts from the end. */
        Seen compare(long from, int limit) throws SQLException;
    }

    private final DataSource dataSource;
    private final SealedLedger ledger;
    private final Suite suite;
    private final NoteSigner log;
    private final Optional<Policy> policy;
    private final OutsideMemory memory;
    private final StoreHalt halt;
    private final Clock clock;
    private final int entriesPerSecond;
    private final WitnessClient client;
    private final Elsewhere elsewhere;
    private final Map<String, Long> seen = new TreeMap<>();
    private volatile OutsideMemory.Sweep sweep;
    private long elsewhereNext;
    private volatile boolean safe;

    public StoreWatch(
            DataSource dataSource,
            SealedLedger ledger,
            Suite suite,
            NoteSigner log,
            Optional<Policy> policy,
            OutsideMemory memory,
            StoreHalt halt,
            Clock clock,
            WitnessClient client,
            int entriesPerSecond) {
        this(
                dataSource,
                ledger,
                suite,
                log,
                policy,
                memory,
                halt,
                clock,
                client,
                entriesPerSecond,
                Elsewhere.NOWHERE);
    }

    public StoreWatch(
            DataSource dataSource,
            SealedLedger ledger,
            Suite suite,
            NoteSigner log,
            Optional<Policy> policy,
            OutsideMemory memory,
            StoreHalt halt,
            Clock clock,
            WitnessClient client,
            int entriesPerSecond,
            Elsewhere elsewhere) {
        super("store-sweep", 60);
        this.elsewhere = elsewhere;
        this.dataSource = dataSource;
        this.ledger = ledger;
        this.suite = suite;
        this.log = log;
        this.policy = policy;
        this.memory = memory;
        this.halt = halt;
        this.clock = clock;
        this.client = client;
        this.entriesPerSecond = entriesPerSecond;
        this.sweep = memory.sweep(suite);
    }

    /** Whether a sealer may begin; called with the lock in hand, before anything is written. */
    @Override
    public boolean mayLead() throws SQLException {
        safe = false;
        if (halt.isOwn()) {
            return false;
        }
        long size = ledger.size();
        OptionalLong witnessed = largestWitnessed();
        if (witnessed.isEmpty()) {
            LOG.warn(
                    "no memory of what was witnessed and no witness answers: nothing is signed yet");
            return false;
        }
        if (witnessed.getAsLong() > size) {
            halt.isOlder(size, witnessed.getAsLong(), "witness");
            return false;
        }
        Optional<Difference> difference = halt.recorded().isPresent() ? whole() : newest(size);
        difference.ifPresent(halt::differs);
        if (difference.isEmpty()) {
            halt.lift();
            safe = true;
        }
        return safe;
    }

    @Override
    public boolean maySeal() {
        return halt.find().isEmpty();
    }

    /** Empty when there are witnesses, none answers and nothing is remembered. */
    private OptionalLong largestWitnessed() {
        OptionalLong remembered =
                memory.lastWitnessed().stream().mapToLong(Checkpoint::size).findFirst();
        boolean asks =
                policy.stream()
                        .flatMap(p -> p.tlog().witnesses().values().stream())
                        .anyMatch(peer -> !peer.url().isEmpty());
        Map<String, Long> answers =
                policy.map(p -> WitnessSizes.ask(p, log, client)).orElse(Map.of());
        synchronized (seen) {
            answers.forEach((name, size) -> seen.merge(name, size, Math::max));
            OptionalLong answered = seen.values().stream().mapToLong(Long::longValue).max();
            if (asks && remembered.isEmpty() && answered.isEmpty()) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(Math.max(remembered.orElse(0), answered.orElse(0)));
        }
    }

    @Override
    public void cosigned(String witness, Note note) {
        memory.witnessed(note);
        synchronized (seen) {
            seen.put(witness, Checkpoint.parse(note.text()).size());
        }
    }

    @Override
    public void hasSeenMore(String witness, long size, long ours) {
        halt.isOlder(ours, size, witness);
    }

    /** The stand of the sealer, the newest entries, and the page at which the sweep stopped last. */
    private Optional<Difference> newest(long size) throws SQLException {
        HashReader hashes = ledger.hashes();
        try (Connection connection = snapshot()) {
            Optional<Difference> ends =
                    StoreComparison.ends(connection, suite, hashes, memory.roots());
            if (ends.isPresent()) {
                // The stored hashes contradict each other; reading the entries says where.
                return whole().or(() -> ends);
            }
            Cursor from = Cursor.at(Math.max(0, size - AT_START), hashes);
            return compare(connection, from, AT_START + PAGE)
                    .difference()
                    .or(() -> next(connection).difference())
                    .or(() -> outside(-AT_START));
        }
    }

    /** From there to the end of the store outside. */
    private Optional<Difference> outside(long from) {
        try {
            Elsewhere.Seen seen = elsewhere.compare(from, PAGE);
            while (seen.difference().isEmpty() && !seen.whole()) {
                seen = elsewhere.compare(seen.next(), PAGE);
            }
            return seen.difference();
        } catch (SQLException e) {
            throw new IllegalStateException("comparing the store outside", e);
        }
    }

    private Page next(Connection connection) {
        try {
            return compare(connection, sweep.cursor(), PAGE);
        } catch (SQLException e) {
            throw new IllegalStateException("comparing the store", e);
        }
    }

    private Optional<Difference> whole() throws SQLException {
        try (Connection connection = snapshot()) {
            Page page = compare(connection, Cursor.start(suite), PAGE);
            while (page.difference().isEmpty() && !page.isWhole()) {
                page = compare(connection, page.next(), PAGE);
            }
            return page.difference().or(() -> outside(0));
        }
    }

    private Page compare(Connection connection, Cursor from, int limit) throws SQLException {
        return StoreComparison.page(connection, suite, from, limit, memory.roots());
    }

    private Connection snapshot() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return connection;
    }

    @Override
    protected void work() {
        Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
        while (isRunning()) {
            try {
                Thread.sleep(safe && halt.find().isEmpty() ? step() : REST_MILLIS);
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                LOG.warn("comparing the store failed, trying again", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(REST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One page; milliseconds to rest after it. */
    private long step() throws SQLException {
        try (Connection connection = snapshot()) {
            Page page = next(connection);
            if (page.difference().isPresent()) {
                halt.differs(page.difference().get());
                return REST_MILLIS;
            }
            Elsewhere.Seen outside = elsewhere.compare(elsewhereNext, PAGE);
            if (outside.difference().isPresent()) {
                halt.differs(outside.difference().get());
                return REST_MILLIS;
            }
            elsewhereNext = outside.whole() ? 0 : outside.next();
            long before = sweep.cursor().position();
            OutsideMemory.Sweep now =
                    page.isWhole()
                            ? new OutsideMemory.Sweep(
                                    Cursor.start(suite), clock.millis(), page.size())
                            : new OutsideMemory.Sweep(
                                    page.next(), sweep.wholeAtMillis(), sweep.wholeSize());
            memory.keep(now);
            sweep = now;
            long compared = page.next().position() - before;
            return rest(compared) + (page.isWhole() ? BETWEEN_SWEEPS_MILLIS : 0);
        }
    }

    private long rest(long entries) {
        return Math.max(1, entries * 1_000 / entriesPerSecond);
    }

    public OutsideMemory.Sweep sweep() {
        return sweep;
    }

    /** By witness, the largest size that it is known to have cosigned. */
    public Map<String, Long> seen() {
        synchronized (seen) {
            return new TreeMap<>(seen);
        }
    }
}
