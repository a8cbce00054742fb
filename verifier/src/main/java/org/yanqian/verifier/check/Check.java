package org.yanqian.verifier.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.Contrast;

/** One numbered check. It sees every entry, then the whole, and collects findings. */
public abstract class Check {
    /** Findings kept per check; a rewritten ledger would give one per event. */
    public static final int KEPT = 50;

    /** Kept of every code and effect all the same: nobody hides a crime behind many trifles. */
    public static final int KEPT_OF_EACH = 3;

    private record Kind(String code, Effect effect) {}

    /** What was found, in the order in which it was found. */
    static final class Sheet {
        private final List<Finding> findings = new ArrayList<>();
        private final Map<Kind, Integer> kept = new HashMap<>();
        private final List<RuntimeException> bugs = new ArrayList<>();
        private long total;
        private boolean failed;
        private boolean undecided;
        private String reason = "";

        private void add(Finding finding) {
            total++;
            failed |= finding.effect() == Effect.REFUTES;
            undecided |= finding.effect() == Effect.UNDECIDED;
            Kind kind = new Kind(finding.code(), finding.effect());
            int before = kept.getOrDefault(kind, 0);
            if (findings.size() < KEPT || before < KEPT_OF_EACH) {
                kept.put(kind, before + 1);
                findings.add(finding);
            }
        }

        private void add(RuntimeException bug) {
            if (bugs.size() < KEPT) {
                bugs.add(bug);
            }
        }

        private void append(Sheet other) {
            other.findings.forEach(this::add);
            total += other.total - other.findings.size();
            failed |= other.failed;
            undecided |= other.undecided;
            other.bugs.forEach(this::add);
            reason = other.reason.isEmpty() ? reason : other.reason;
        }
    }

    private final String id;
    private final Sheet whole = new Sheet();

    /** Of the draw that this thread judges. */
    private final ThreadLocal<Sheet> apart = new ThreadLocal<>();

    protected Check(String id) {
        this.id = id;
    }

    public final String id() {
        return id;
    }

    /** Every entry that could be read, in ledger order. */
    protected void entry(Item item, Evidence evidence) {}

    /** After the last entry, before the first draw. */
    protected void start(Evidence evidence) {}

    /** Every draw, by id. On many threads at once: nothing of the check may be written to. */
    protected void draw(Dossier dossier, Evidence evidence) {}

    /** After the last draw. */
    protected void finish(Evidence evidence) {}

    /** As {@link #entry}; damage never stops another check. */
    final void take(Item item, Evidence evidence) {
        guarded(item.index(), () -> entry(item, evidence));
    }

    final void prepare(Evidence evidence) {
        guarded(-1, () -> start(evidence));
    }

    final void complete(Evidence evidence) {
        guarded(-1, () -> finish(evidence));
    }

    /** What this thread finds from here on stands apart. */
    final void open() {
        apart.set(new Sheet());
    }

    final void judge(Dossier dossier, Evidence evidence) {
        guarded(-1, () -> draw(dossier, evidence));
    }

    /** What was found apart. */
    final Sheet close() {
        Sheet sheet = apart.get();
        apart.remove();
        return sheet;
    }

    /** Puts what was found apart behind the rest. */
    final void append(Sheet sheet) {
        whole.append(sheet);
    }

    private Sheet sheet() {
        Sheet sheet = apart.get();
        return sheet == null ? whole : sheet;
    }

    /** Runs a part of a check; what it throws becomes a finding and the next part still runs. */
    protected final void guarded(long index, Runnable part) {
        try {
            part.run();
        } catch (CodedException e) {
            fail(e.code(), index, "", e.getMessage());
        } catch (RuntimeException e) {
            sheet().add(e);
        } catch (AssertionError e) {
            sheet().add(new IllegalStateException(e));
        }
    }

    /** What no damage of the input explains by a code of its own. */
    final List<RuntimeException> bugs() {
        return whole.bugs;
    }

    protected final void fail(String code, long index, Object expected, Object found) {
        add(code, Effect.REFUTES, index, expected, found);
    }

    /** Fails unless both are equal as text. */
    protected final void equal(String code, long index, Object expected, Object found) {
        if (!String.valueOf(expected).equals(String.valueOf(found))) {
            fail(code, index, expected, found);
        }
    }

    protected final void undecided(String code, long index, Object expected, Object found) {
        add(code, Effect.UNDECIDED, index, expected, found);
    }

    protected final void note(String code, long index, Object expected, Object found) {
        add(code, Effect.NOTE, index, expected, found);
    }

    private void add(String code, Effect effect, long index, Object expected, Object found) {
        Contrast shown = Contrast.of(expected, found);
        sheet().add(new Finding(code, effect, index, shown.expected(), shown.found()));
    }

    /** Nothing to be said about this layer; a failure found elsewhere in it still counts. */
    protected final void notChecked(String why) {
        sheet().reason = why;
    }

    public final CheckResult result() {
        List<Finding> sorted = new ArrayList<>(whole.findings);
        sorted.sort(Comparator.comparingLong(f -> f.index() < 0 ? Long.MAX_VALUE : f.index()));
        Status status =
                whole.failed
                        ? Status.FAIL
                        : whole.undecided || !whole.reason.isEmpty()
                                ? Status.NOT_CHECKED
                                : Status.OK;
        String why =
                whole.reason.isEmpty() && whole.undecided ? firstUndecided(sorted) : whole.reason;
        return new CheckResult(
                id, status, List.copyOf(sorted), whole.total, whole.failed ? "" : why);
    }

    private static String firstUndecided(List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.effect() == Effect.UNDECIDED)
                .map(Finding::code)
                .findFirst()
                .orElse("");
    }

    /** Whose results stand beside the check's own, {@code 10.selection} for example. */
    protected List<Check> parts() {
        return List.of();
    }
}
