package org.yanqian.verifier.check;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.DrawKey;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VacancyEvent.LoanDecided;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.freeze.Freezer;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.freeze.Teams;
import org.yanqian.ledger.registry.AdoptedRules;
import org.yanqian.ledger.registry.PlanLine;
import org.yanqian.ledger.registry.RegistryFinding;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.space.Blobs;
import org.yanqian.ledger.space.RecordBytes;

/**
 * The fold of the registry in ledger order, frozen anew at every announcement. The state there is
 * that of the announced size, or the fold says what touched it in between.
 */
final class RegistryReplay {
    /** {@code frozen} or else the problem. */
    record Outcome(FrozenDraw frozen, DrawKey key, CodedException problem) {}

    /**
     * @param unfit by slot of the vacancy; null where it cannot be told
     * @param touched index of the last event that touched the registry or rules of the bureau, or
     *     of one that lends
     */
    record Fitness(List<Set<Bytes>> unfit, long touched) {}

    /** What is kept of an outcome: {@code handle} of the frozen lists, or else the problem. */
    private record Kept(long handle, DrawKey key, CodedException problem) {}

    private final RegistryState state;
    private final Blobs lists;
    private final ExecutorService pool;
    // No more snapshots at once than there are threads to freeze them.
    private final Semaphore room;
    private final Map<Long, Fitness> fitness = new HashMap<>();
    private final Map<Long, RuleSet> rulesAt = new HashMap<>();
    private final Map<String, Map<Long, LoanRequested>> asked = new HashMap<>();
    private final Map<String, List<LoanRequested>> loans = new HashMap<>();
    private final Map<String, DrawKey> keys = new HashMap<>();
    private final Map<String, Future<Kept>> outcomes = new HashMap<>();
    private CodedException badKey;

    RegistryReplay(Evidence evidence, int threads) {
        this.state = RegistryState.in(evidence.space, evidence.names);
        this.lists = new Blobs(evidence.space);
        this.room = new Semaphore(threads);
        this.pool =
                Executors.newFixedThreadPool(
                        threads,
                        work -> {
                            Thread thread = new Thread(work, "freeze");
                            thread.setDaemon(true);
                            return thread;
                        });
        Export export = evidence.export;
        for (String path : export.paths("draws/")) {
            try {
                DrawKey key = DrawKey.parse(export.read(path));
                keys.put(key.drawId(), key);
            } catch (CodedException e) {
                badKey = new CodedException(e.code(), path + ": " + e.getMessage(), e);
            }
        }
    }

    void add(Item item) {
        if (item.entry() == null) {
            return;
        }
        LedgerEvent event = item.entry().event();
        if (event.data() instanceof DrawEvent.DrawAnnounced announced) {
            outcomes.computeIfAbsent(announced.drawId(), id -> freeze(announced));
        }
        if (event.data() instanceof VacancyAnnounced announced) {
            fitness.put(item.index(), fitness(announced));
        } else if (event.data() instanceof VacancyEvent data) {
            loan(data);
        } else if (event.data() instanceof ClosureEvent data) {
            rules(new Dossier(data.drawId()).bureau())
                    .ifPresent(rules -> rulesAt.put(item.index(), rules));
        }
        state.apply(item.index(), event);
    }

    private void loan(VacancyEvent data) {
        Map<Long, LoanRequested> open = asked.computeIfAbsent(data.drawId(), d -> new HashMap<>());
        if (data instanceof LoanRequested e) {
            open.putIfAbsent(e.request(), e);
        } else if (data instanceof LoanDecided e) {
            LoanRequested loan = open.remove(e.request());
            if (loan != null && e.approved()) {
                loans.computeIfAbsent(e.drawId(), d -> new ArrayList<>()).add(loan);
            }
        }
    }

    /** Empty where none that can be read is adopted. */
    private Optional<RuleSet> rules(String bureau) {
        try {
            return state.rules(bureau)
                    .map(r -> RuleSet.parse(r.content().getBytes(StandardCharsets.UTF_8)));
        } catch (CodedException e) {
            // Layer 8 says so.
            return Optional.empty();
        }
    }

    // By what the registry is now; the work itself needs no order.
    private Future<Kept> freeze(DrawEvent.DrawAnnounced announced) {
        DrawKey key = keys.get(announced.drawId());
        if (key == null) {
            CodedException missing =
                    new CodedException(
                            "DRAW_KEY_MISSING", "no key of " + announced.drawId() + " in draws/");
            return CompletableFuture.completedFuture(new Kept(0, null, missing));
        }
        String bureau = new Dossier(announced.drawId()).bureau();
        room.acquireUninterruptibly();
        RegistryState now;
        try {
            now = state.snapshot(bureau);
        } catch (RuntimeException e) {
            room.release();
            throw e;
        }
        return pool.submit(
                () -> {
                    try {
                        return kept(frozen(announced, key, bureau, now), key);
                    } catch (CodedException e) {
                        return new Kept(0, key, e);
                    } catch (DateTimeException e) {
                        CodedException wrong = new CodedException("BAD_DATE", announced.asOf(), e);
                        return new Kept(0, key, wrong);
                    } finally {
                        room.release();
                    }
                });
    }

    private Kept kept(FrozenDraw frozen, DrawKey key) {
        return new Kept(lists.add(RecordBytes.format(frozen.withoutRecords())), key, null);
    }

    private static FrozenDraw frozen(
            DrawEvent.DrawAnnounced announced, DrawKey key, String bureau, RegistryState state) {
        AdoptedRules rules =
                state.rules(bureau)
                        .orElseThrow(
                                () -> new CodedException("NO_RULE_SET", "none adopted: " + bureau));
        PlanLine plan =
                state.plan(bureau, announced.plan())
                        .orElseThrow(
                                () ->
                                        new CodedException(
                                                "PLAN_UNKNOWN", "no line " + announced.plan()));
        return Freezer.freeze(
                state,
                bureau,
                plan,
                RuleSet.parse(rules.content().getBytes(StandardCharsets.UTF_8)),
                Suite.of(announced.suite()),
                announced.drawId(),
                Hex.parse(key.key(), 32),
                LocalDate.parse(announced.asOf()));
    }

    /** No announcement comes any more; what is being frozen is finished. */
    void close() {
        pool.shutdown();
    }

    // The registry as it stands at the vacancy: nothing of the bureau may have touched it since the
    // size by which the pools were made.
    private Fitness fitness(VacancyAnnounced announced) {
        Outcome outcome = outcome(announced.drawId());
        String bureau = new Dossier(announced.drawId()).bureau();
        List<LoanRequested> lent = loans.getOrDefault(announced.drawId(), List.of());
        long touched =
                Stream.concat(Stream.of(bureau), lent.stream().map(LoanRequested::bureau))
                        .mapToLong(b -> state.lastTouched(b, ""))
                        .max()
                        .orElseThrow();
        Optional<RuleSet> rules = rules(bureau);
        if (outcome == null || outcome.frozen() == null || rules.isEmpty()) {
            return new Fitness(null, touched);
        }
        try {
            LocalDate asOf = LocalDate.parse(announced.asOf());
            Teams teams = new Teams(outcome.frozen());
            Bytes key = Bytes.ofHex(outcome.key().key(), 32);
            lent.forEach(loan -> teams.lend(key, loan));
            return new Fitness(
                    announced.slots().stream()
                            .map(slot -> teams.unfit(state, rules.get(), asOf, slot.visit()))
                            .toList(),
                    touched);
        } catch (CodedException | DateTimeException e) {
            return new Fitness(null, touched);
        }
    }

    /** The bureau's rules at an event about a closed site; empty where none are adopted. */
    Optional<RuleSet> rulesAt(long index) {
        return Optional.ofNullable(rulesAt.get(index));
    }

    /** Null where no vacancy was announced. */
    Fitness fitness(long index) {
        return fitness.get(index);
    }

    /** As it is after the entry handed on last. */
    RegistryState state() {
        return state;
    }

    /** Null for a draw that was not announced. Thread safe once the last event is in. */
    Outcome outcome(String drawId) {
        Kept kept = kept(drawId);
        if (kept == null || kept.problem != null) {
            return kept == null ? null : new Outcome(null, kept.key, kept.problem);
        }
        byte[] bytes = lists.get(kept.handle);
        return new Outcome(RecordBytes.parse(FrozenDraw.class, bytes), kept.key, null);
    }

    private Kept kept(String drawId) {
        Future<Kept> kept = outcomes.get(drawId);
        return kept == null ? null : Pipeline.get(kept);
    }

    /** Which draw of its plan line this is, from 1; 0 for one that was not opened. */
    long attempt(String drawId) {
        return state.draw(drawId)
                .map(d -> state.tries(d.bureau(), d.plan()).indexOf(d) + 1L)
                .orElse(0L);
    }

    /** The draw of the same plan line before this one; empty for a first try. */
    Optional<String> tryBefore(String drawId) {
        return state.draw(drawId)
                .map(d -> state.tries(d.bureau(), d.plan()))
                .filter(tries -> attempt(drawId) > 1)
                .map(tries -> tries.get((int) attempt(drawId) - 2).drawId());
    }

    /** A file under draws/ that could not be read; null if all could. */
    CodedException badKey() {
        return badKey;
    }

    List<RegistryFinding> findings() {
        return state.findings();
    }
}
