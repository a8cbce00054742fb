package org.yanqian.ledger.freeze;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.Selection;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.ledger.rules.Quarters;

/**
 * The sites that follow those drawn, in the order of their tickets: each takes the place of one found
 * closed, once (SPEC section 9.7). Not thread safe.
 */
public final class Reserves {
    private final FrozenDraw frozen;
    private final Selection order;
    private final Set<Bytes> used = new HashSet<>();

    /** @param seed of the draw */
    public Reserves(FrozenDraw frozen, Bytes seed) {
        this.frozen = frozen;
        this.order =
                Selection.compute(
                        frozen.list().suite(),
                        seed,
                        frozen.list().candidates(),
                        frozen.list().quotas(),
                        frozen.list().candidates().size());
    }

    /** The visit of the stratum's next reserve; empty when every site of it was drawn or used. */
    public Optional<VisitOwed> next(Bytes closed) {
        String stratum = frozen.targets().get(closed).stratum();
        List<Bytes> reserves = order.reserves().get(stratum);
        long drawn = order.selected().get(stratum).size();
        for (int i = 0; i < reserves.size(); i++) {
            if (!used.contains(reserves.get(i))) {
                return Optional.of(visit(reserves.get(i), drawn + i + 1));
            }
        }
        return Optional.empty();
    }

    private VisitOwed visit(Bytes label, long rank) {
        FrozenTarget target = frozen.targets().get(label);
        return new VisitOwed(
                frozen.list().drawId(),
                label.hex(),
                target.objectId(),
                target.stratum(),
                rank,
                Quarters.lastDay(frozen.plan().year(), frozen.plan().quarter()).toString());
    }

    /** Takes a label out of the order, in hex; {@code ""} takes none. */
    public void use(String label) {
        if (!label.isEmpty()) {
            used.add(Bytes.ofHex(label, 32));
        }
    }
}
