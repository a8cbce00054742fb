package org.yanqian.verifier.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yanqian.ledger.CodedException;

/** One numbered check. It sees every entry, then the whole, and collects findings. */
public abstract class Check {
    /** Findings kept per check; a rewritten ledger would give one per event. */
    public static final int KEPT = 50;

    private final String id;
    private final List<Finding> findings = new ArrayList<>();
    private final List<RuntimeException> bugs = new ArrayList<>();
    private long total;
    private boolean failed;
    private boolean undecided;
    private String reason = "";

    protected Check(String id) {
        this.id = id;
    }

    public final String id() {
        return id;
    }

    /** Every entry that could be read, in ledger order. */
    protected void entry(Item item, Evidence evidence) {}

    /** After the last entry. */
    protected abstract void finish(Evidence evidence);

    /** As {@link #entry}; damage never stops another check. */
    final void take(Item item, Evidence evidence) {
        guarded(item.index(), () -> entry(item, evidence));
    }

    final void complete(Evidence evidence) {
        guarded(-1, () -> finish(evidence));
    }

    /** Runs a part of a check; what it throws becomes a finding and the next part still runs. */
    protected final void guarded(long index, Runnable part) {
        try {
            part.run();
        } catch (CodedException e) {
            fail(e.code(), index, "", e.getMessage());
        } catch (RuntimeException e) {
            bugs.add(e);
        } catch (AssertionError e) {
            bugs.add(new IllegalStateException(e));
        }
    }

    /** What no damage of the input explains by a code of its own. */
    final List<RuntimeException> bugs() {
        return bugs;
    }

    protected final void fail(String code, long index, Object expected, Object found) {
        failed = true;
        add(code, Effect.REFUTES, index, expected, found);
    }

    /** Fails unless both are equal as text. */
    protected final void equal(String code, long index, Object expected, Object found) {
        if (!String.valueOf(expected).equals(String.valueOf(found))) {
            fail(code, index, expected, found);
        }
    }

    protected final void undecided(String code, long index, Object expected, Object found) {
        undecided = true;
        add(code, Effect.UNDECIDED, index, expected, found);
    }

    protected final void note(String code, long index, Object expected, Object found) {
        add(code, Effect.NOTE, index, expected, found);
    }

    private void add(String code, Effect effect, long index, Object expected, Object found) {
        total++;
        if (findings.size() < KEPT) {
            findings.add(
                    new Finding(
                            code, effect, index, String.valueOf(expected), String.valueOf(found)));
        }
    }

    /** Nothing to be said about this layer; a failure found elsewhere in it still counts. */
    protected final void notChecked(String why) {
        reason = why;
    }

    public final CheckResult result() {
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparingLong(f -> f.index() < 0 ? Long.MAX_VALUE : f.index()));
        Status status =
                failed
                        ? Status.FAIL
                        : undecided || !reason.isEmpty() ? Status.NOT_CHECKED : Status.OK;
        String why = reason.isEmpty() && undecided ? firstUndecided(sorted) : reason;
        return new CheckResult(id, status, List.copyOf(sorted), total, failed ? "" : why);
    }

    private static String firstUndecided(List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.effect() == Effect.UNDECIDED)
                .map(Finding::code)
                .findFirst()
                .orElse("");
    }

    /** Results that stand beside the check's own, {@code 10.selection} for example. */
    protected List<CheckResult> parts() {
        return List.of();
    }
}
