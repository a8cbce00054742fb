package org.yanqian.ledger.registry;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent.LedgerOpened;
import org.yanqian.ledger.event.PlanEvent;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.space.Blobs;
import org.yanqian.ledger.space.Keys16;
import org.yanqian.ledger.space.Space;

/**
 * The registries, rule sets, plans, draws and inspections of all bureaus as of a ledger size (SPEC
 * section "Registry fold"): a pure fold of the events in ledger order. Nothing is thrown for an event
 * that contradicts the state; see {@link #findings()}. Not thread safe; {@link #copy()} is cheap.
 */
public final class RegistryState {
    private final TreeMap<String, Bureau> bureaus = new TreeMap<>();
    private final Draws draws;
    private final Visits visits;
    private final ClosedSites closed;
    private final Findings findings;
    private final Supplier<Bureau> newBureau;
    private Suite suite;
    private long size;

    public RegistryState() {
        this(
                new Draws(),
                new Visits(new VisitStore.OnHeap()),
                new ClosedSites(),
                new Findings(),
                Bureau::onHeap);
    }

    private RegistryState(
            Draws draws,
            Visits visits,
            ClosedSites closed,
            Findings findings,
            Supplier<Bureau> newBureau) {
        this.draws = draws;
        this.visits = visits;
        this.closed = closed;
        this.findings = findings;
        this.newBureau = newBureau;
    }

    /**
     * For a fold over millions of events: records, visits and inspections lie as bytes in this space
     * and are read again when they are asked for. Such a state cannot be copied; see {@link
     * #snapshot}.
     *
     * @param keys of streams and permit numbers
     */
    public static RegistryState in(Space space, Keys16 keys) {
        Blobs records = new Blobs(space);
        return new RegistryState(
                new Draws(),
                new Visits(new VisitStore.InSpace(space, keys, new Blobs(space))),
                new ClosedSites(),
                new Findings(),
                () -> Bureau.in(records));
    }

    /** A snapshot that later events do not touch. Records are shared, they never change. */
    public RegistryState copy() {
        RegistryState copy =
                new RegistryState(
                        draws.copy(),
                        visits.copy(),
                        closed.copy(),
                        findings.copy(),
                        Bureau::onHeap);
        bureaus.forEach((name, bureau) -> copy.bureaus.put(name, bureau.copy()));
        copy.suite = suite;
        copy.size = size;
        return copy;
    }

    /**
     * As much of one bureau as a freeze looks at, on the heap: registries, rules, plan lines, and
     * the inspections of its sites.
     */
    public RegistryState snapshot(String bureau) {
        RegistryState copy = new RegistryState();
        find(bureau).ifPresent(b -> copy.bureaus.put(bureau, b.snapshot()));
        copy.targets(bureau).stream()
                .map(line -> line.record().permitNo())
                .distinct()
                .forEach(no -> copy.visits.take(no, visits.ofSite(no)));
        copy.suite = suite;
        copy.size = size;
        return copy;
    }

    /** Takes the event at this index; indexes ascend, those of other events may be left out. */
    public void apply(long index, LedgerEvent event) {
        if (index < size) {
            throw new AssertionError("ledger order: index " + index + " after " + (size - 1));
        }
        size = index + 1;
        try {
            fold(index, event);
        } catch (CodedException e) {
            findings.add(e.code(), index, event.stream(), "", e.getMessage());
        }
    }

    private void fold(long index, LedgerEvent event) {
        if (event.data() instanceof TargetEvent data) {
            target(index, event, data);
        } else if (event.data() instanceof InspectorEvent data) {
            inspector(index, event, data);
        } else if (event.data() instanceof RuleSetAdopted data) {
            adopted(index, event, data);
        } else if (event.data() instanceof PlanLineAuthored data) {
            planned(index, event, data);
        } else if (event.data() instanceof DrawEvent data) {
            draw(index, event, data);
        } else if (event.data() instanceof VisitEvent data) {
            visit(index, event, data);
        } else if (event.data() instanceof ClosureReported data) {
            permitNo(data.drawId(), data.visit())
                    .ifPresent(no -> closed.report(data.drawId(), data.visit(), no));
        } else if (event.data() instanceof LedgerOpened data) {
            suite = Suite.of(data.suite());
        }
    }

    /** Folds events 0 to n − 1. */
    public static RegistryState of(Iterable<LedgerEvent> events) {
        RegistryState state = new RegistryState();
        long index = 0;
        for (LedgerEvent event : events) {
            state.apply(index++, event);
        }
        return state;
    }

    // One stream is one entry, whatever id its records claim: two lines cannot be made of one.
    private void target(long index, LedgerEvent event, TargetEvent data) {
        Bureau bureau = touch(index, event);
        String id = StreamNames.idOf(event.stream());
        Entries<TargetRecord> targets = bureau.targets;
        if (data instanceof TargetEvent.TargetRegistered e) {
            sameTarget(index, event, e.record());
            targets.register(findings, id, line(index, event, e.record(), false));
            closed.written(index, e.record(), bureau.rules);
        } else if (data instanceof TargetEvent.TargetChanged e) {
            sameTarget(index, event, e.after());
            targets.change(findings, id, e.before(), line(index, event, e.after(), false));
            closed.written(index, e.after(), bureau.rules);
        } else if (data instanceof TargetEvent.TargetRemoved e) {
            sameTarget(index, event, e.before());
            targets.remove(findings, id, line(index, event, e.before(), true));
        }
    }

    private void sameTarget(long index, LedgerEvent event, TargetRecord record) {
        same(
                index,
                event,
                TargetEvent.stream(StreamNames.bureauOf(event.stream()), record.objectId()));
    }

    private void inspector(long index, LedgerEvent event, InspectorEvent data) {
        Bureau bureau = touch(index, event);
        String id = StreamNames.idOf(event.stream());
        Entries<InspectorRecord> inspectors = bureau.inspectors;
        if (data instanceof InspectorEvent.InspectorRegistered e) {
            sameInspector(index, event, e.record());
            inspectors.register(findings, id, line(index, event, e.record(), false));
        } else if (data instanceof InspectorEvent.InspectorChanged e) {
            sameInspector(index, event, e.after());
            inspectors.change(findings, id, e.before(), line(index, event, e.after(), false));
        } else if (data instanceof InspectorEvent.InspectorRemoved e) {
            sameInspector(index, event, e.before());
            inspectors.remove(findings, id, line(index, event, e.before(), true));
        }
    }

    private void sameInspector(long index, LedgerEvent event, InspectorRecord record) {
        same(
                index,
                event,
                InspectorEvent.stream(StreamNames.bureauOf(event.stream()), record.personId()));
    }

    private static <R extends Record> RegistryLine<R> line(
            long index, LedgerEvent event, R record, boolean removed) {
        return new RegistryLine<>(record, event.stream(), index, event.id(), removed);
    }

    private void adopted(long index, LedgerEvent event, RuleSetAdopted data) {
        Bureau bureau = bureau(StreamNames.bureauOf(event.stream()));
        if (suite != null) {
            String hash = Hex.format(suite.hash(Enc.utf8(data.content())));
            if (!hash.equals(data.hash())) {
                findings.add("RULE_SET_HASH", index, event.stream(), hash, data.hash());
            }
        }
        bureau.rules = new AdoptedRules(data.id(), data.content(), data.hash(), index, event.id());
    }

    private void planned(long index, LedgerEvent event, PlanLineAuthored plan) {
        String stream = PlanEvent.stream(plan.bureau(), plan.year(), plan.quarter(), plan.line());
        same(index, event, stream);
        PlanLine line = new PlanLine(plan, event.stream(), index, event.id());
        PlanLine old = bureau(plan.bureau()).plans.put(event.stream(), line);
        if (old != null) {
            findings.add(
                    "PLAN_AUTHORED_TWICE", index, event.stream(), "index " + old.index(), index);
        }
    }

    private void draw(long index, LedgerEvent event, DrawEvent data) {
        if (data instanceof DrawEvent.DrawOpened e) {
            draws.open(findings, index, event, e, bureau(e.bureau()));
            return;
        }
        boolean moves =
                data instanceof DrawEvent.DrawAnnounced
                        || data instanceof DrawEvent.DrawClosed
                        || data instanceof DrawEvent.DrawCompleted
                        || data instanceof DrawEvent.DrawLapsed
                        || data instanceof DrawEvent.DrawVoided
                        || data instanceof DrawEvent.RedrawAllowed;
        DrawLine draw = moves ? draws.known(findings, index, event, data.drawId()) : null;
        if (draw == null) {
            return;
        }
        if (data instanceof DrawEvent.DrawAnnounced e) {
            draws.announce(findings, index, event, e, draw, bureau(draw.bureau()));
        } else {
            draws.end(findings, index, event, draw);
        }
    }

    private void visit(long index, LedgerEvent event, VisitEvent data) {
        if (data instanceof VisitEvent.VisitAssigned e) {
            assigned(index, event, e.drawId(), e.label(), e.objectId());
        } else if (data instanceof VisitEvent.VisitOwed e) {
            assigned(index, event, e.drawId(), e.label(), e.objectId());
        } else if (data instanceof VisitEvent.InspectionRecorded e) {
            inspected(index, event, e);
        }
    }

    private void assigned(
            long index, LedgerEvent event, String drawId, String label, String objectId) {
        same(index, event, VisitEvent.stream(drawId, label));
        draws.known(findings, index, event, drawId);
        visits.assign(findings, index, event.stream(), objectId);
    }

    private void inspected(long index, LedgerEvent event, VisitEvent.InspectionRecorded e) {
        same(index, event, VisitEvent.stream(e.drawId(), e.label()));
        DrawLine draw = draws.known(findings, index, event, e.drawId());
        if (draw == null) {
            return;
        }
        Bureau bureau = bureau(draw.bureau());
        RegistryLine<TargetRecord> line = bureau.targets.get(e.objectId());
        if (line == null) {
            findings.add("NOT_REGISTERED", index, event.stream(), "a target", e.objectId());
            return;
        }
        String permitNo = line.record().permitNo();
        if (visits.record(findings, index, event, e, draw.bureau(), permitNo)) {
            touchSite(permitNo, index);
            closed.inspected(index, permitNo, e.outcome(), bureau.rules);
        }
    }

    private Optional<String> permitNo(String drawId, String label) {
        DrawLine draw = draws.get(drawId);
        String objectId = visits.objectId(VisitEvent.stream(drawId, label));
        return draw == null || objectId == null
                ? Optional.empty()
                : target(draw.bureau(), objectId).map(line -> line.record().permitNo());
    }

    /**
     * Events after this site of the draw was reported closed by which it seems to operate: inspections
     * that took place, and registry records written since that do not say otherwise, of any bureau.
     */
    public List<ClosedSites.Sign> signsOfOperation(String drawId, String label) {
        return closed.signs(drawId, label);
    }

    /** Object ids of the bureau's live targets with this permit number. */
    public Set<String> objectIds(String bureau, String permitNo) {
        return find(bureau).map(b -> b.targets.holders(permitNo)).orElse(Set.of());
    }

    // Every bureau that lists the site would freeze another exclusion now.
    private void touchSite(String permitNo, long index) {
        for (Bureau bureau : bureaus.values()) {
            if (bureau.targets.holds(permitNo)) {
                bureau.inspectionsTouched = index;
            }
        }
    }

    /**
     * The bureaus whose lists have this site of the first one's: an inspection of it changes what each
     * of them would freeze. At least the bureau itself.
     */
    public SortedSet<String> bureausListing(String bureau, String objectId) {
        SortedSet<String> listing = new TreeSet<>(Set.of(bureau));
        find(bureau)
                .map(b -> b.targets.get(objectId))
                .map(line -> line.record().permitNo())
                .ifPresent(
                        permitNo ->
                                bureaus.forEach(
                                        (name, b) -> {
                                            if (b.targets.holds(permitNo)) {
                                                listing.add(name);
                                            }
                                        }));
        return listing;
    }

    private void same(long index, LedgerEvent event, String stream) {
        if (!stream.equals(event.stream())) {
            findings.add("STREAM_DIFFERS", index, event.stream(), stream, event.stream());
        }
    }

    private Bureau touch(long index, LedgerEvent event) {
        Bureau bureau = bureau(StreamNames.bureauOf(event.stream()));
        bureau.registryTouched = index;
        return bureau;
    }

    private Bureau bureau(String name) {
        return bureaus.computeIfAbsent(name, n -> newBureau.get());
    }

    private Optional<Bureau> find(String name) {
        return Optional.ofNullable(bureaus.get(name));
    }

    /** Ledger size: one more than the last index taken. */
    public long size() {
        return size;
    }

    public Set<String> bureaus() {
        return Set.copyOf(bureaus.keySet());
    }

    /** Live targets, ascending by object id. */
    public List<RegistryLine<TargetRecord>> targets(String bureau) {
        return find(bureau).map(b -> live(b.targets)).orElse(List.of());
    }

    /** Live inspectors, with or without certificate, ascending by person id. */
    public List<RegistryLine<InspectorRecord>> inspectors(String bureau) {
        return find(bureau).map(b -> live(b.inspectors)).orElse(List.of());
    }

    private static <R extends Record> List<RegistryLine<R>> live(Entries<R> entries) {
        return entries.all().filter(line -> !line.removed()).toList();
    }

    /** Live or removed. */
    public Optional<RegistryLine<TargetRecord>> target(String bureau, String objectId) {
        return find(bureau).map(b -> b.targets.get(objectId));
    }

    /** Live or removed. */
    public Optional<RegistryLine<InspectorRecord>> inspector(String bureau, String personId) {
        return find(bureau).map(b -> b.inspectors.get(personId));
    }

    public Optional<AdoptedRules> rules(String bureau) {
        return find(bureau).map(b -> b.rules);
    }

    /** Ascending by stream. */
    public List<PlanLine> plans(String bureau) {
        return find(bureau).map(b -> List.copyOf(b.plans.values())).orElse(List.of());
    }

    public Optional<PlanLine> plan(String bureau, String stream) {
        return find(bureau).map(b -> b.plans.get(stream));
    }

    /** Inspections of the site by any bureau, in ledger order. */
    public List<Inspection> inspectionsOfSite(String permitNo) {
        return visits.ofSite(permitNo);
    }

    /** Inspections of one registry entry, in ledger order. */
    public List<Inspection> inspections(String bureau, String objectId) {
        return target(bureau, objectId)
                .map(line -> inspectionsOfSite(line.record().permitNo()))
                .orElse(List.of())
                .stream()
                .filter(i -> i.bureau().equals(bureau) && i.objectId().equals(objectId))
                .toList();
    }

    public Optional<DrawLine> draw(String drawId) {
        return Optional.ofNullable(draws.get(drawId));
    }

    /** Ascending by year and number. */
    public List<DrawLine> draws(String bureau) {
        return draws.of(bureau);
    }

    /** Draws of this plan line in the order in which they were opened: every try. */
    public List<DrawLine> tries(String bureau, String planStream) {
        return draws.ofPlan(bureau, planStream);
    }

    /** The draw that stands for this plan line: neither lapsed nor void. */
    public Optional<DrawLine> drawOfPlan(String bureau, String planStream) {
        return draws.standing(bureau, planStream);
    }

    /** The number that the bureau's next draw of this year takes, from 1. */
    public long nextDrawNumber(String bureau, long year) {
        return find(bureau).map(b -> b.drawNumbers.getOrDefault(year, 0L)).orElse(0L) + 1;
    }

    /** Hex hash of the bureau's last announcement, {@code ""} before the first. */
    public String lastAnnouncement(String bureau) {
        return find(bureau).map(b -> b.lastAnnouncement).orElse("");
    }

    /**
     * Index of the last event that changes what a draw of this plan line freezes: the bureau's
     * registries, its rules, its inspections, the line itself; −1 without any. A freeze at a size not
     * above it is stale.
     */
    public long lastTouched(String bureau, String planStream) {
        return find(bureau).map(b -> b.lastTouched(planStream)).orElse(-1L);
    }

    /** What contradicts the ledger before it, in ledger order; of every code at most a thousand. */
    public List<RegistryFinding> findings() {
        return findings.list();
    }
}
