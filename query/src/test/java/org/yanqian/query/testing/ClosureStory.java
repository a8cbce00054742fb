package org.yanqian.query.testing;

import java.util.List;
import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.VacancyEvent;

/** A drawn site that was found closed, and inspectors lent for what is owed; step by step. */
public final class ClosureStory {
    private static final String DRAW = CountyStory.DRAW;
    private static final String H = "ab".repeat(32);
    private final LedgerSeed ledger;

    public ClosureStory(LedgerSeed ledger) {
        this.ledger = ledger;
    }

    private long closure(ClosureEvent event) {
        return ledger.append(ClosureEvent.stream(DRAW), event);
    }

    public long report() {
        return closure(
                new ClosureEvent.ClosureReported(
                        DRAW, 1, CountyStory.LABEL_1, "99042100001", H, "停产（样本）", H));
    }

    public long confirm() {
        return closure(new ClosureEvent.ClosureConfirmed(DRAW, 1, H, "99042100002"));
    }

    public long approve() {
        return closure(new ClosureEvent.ClosureDecided(DRAW, 1, true, "属实（样本）"));
    }

    public long countersign() {
        return closure(new ClosureEvent.ClosureCountersigned(DRAW, 1, H, "jw", H + H, ""));
    }

    public long askLoan() {
        ledger.append(
                VacancyEvent.stream(DRAW),
                new VacancyEvent.VacancyBeaconConfirmed(
                        DRAW,
                        1,
                        "jw",
                        new DrawEvent.BeaconValue("dice", 0, "", "", "", List.of()),
                        H + H));
        return ledger.append(
                VacancyEvent.stream(DRAW),
                new VacancyEvent.LoanRequested(
                        DRAW,
                        3,
                        CountyStory.B,
                        List.of(new VacancyEvent.Lent("RY00009", "99042100009")),
                        1,
                        "人手不足（样本）"));
    }

    public long decideLoan() {
        return ledger.append(
                VacancyEvent.stream(DRAW), new VacancyEvent.LoanDecided(DRAW, 3, true, "同意（样本）"));
    }
}
