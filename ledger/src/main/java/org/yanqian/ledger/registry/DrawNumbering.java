package org.yanqian.ledger.registry;

import java.util.List;
import org.yanqian.ledger.event.DrawEvent.DrawOpened;
import org.yanqian.ledger.event.DrawId;
import org.yanqian.ledger.event.LedgerEvent;

/**
 * A draw is numbered by what opened it: else a second line of draws could be kept under ids that no
 * gap shows, or under another bureau's numbers (SPEC section 8.1).
 */
public final class DrawNumbering {
    private DrawNumbering() {}

    /** {@code DRAW_ID_DIFFERS}, {@code DRAW_OF_OTHER_BUREAU}; empty for an honest opening. */
    public static List<RegistryFinding> check(long index, LedgerEvent event, DrawOpened opened) {
        Findings findings = new Findings();
        String id =
                new DrawId(event.ledger(), opened.bureau(), opened.year(), opened.number())
                        .format();
        if (!id.equals(opened.drawId())) {
            findings.add("DRAW_ID_DIFFERS", index, event.stream(), id, opened.drawId());
        }
        String actor = event.actor().bureau();
        if (!actor.equals(opened.bureau())) {
            findings.add("DRAW_OF_OTHER_BUREAU", index, event.stream(), opened.bureau(), actor);
        }
        return findings.list();
    }
}
