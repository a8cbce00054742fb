package org.yanqian.command.registry;

import java.util.List;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.registry.csv.RowProblem;

/** A file that was not imported, with everything that is wrong in it. */
public final class RejectedFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final transient List<RowProblem> problems;

    RejectedFile(Refusal refusal, List<RowProblem> problems) {
        super(refusal.getMessage(), null, false, false);
        this.refusal = refusal;
        this.problems = problems;
    }

    public Refusal refusal() {
        return refusal;
    }

    public List<RowProblem> problems() {
        return problems;
    }
}
