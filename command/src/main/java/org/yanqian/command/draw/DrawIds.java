package org.yanqian.command.draw;

import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.api.Names;
import org.yanqian.ledger.event.DrawId;

/** The full ids of this house's draws, out of the parts that stand in an address. */
@Component
public final class DrawIds {
    private final String origin;

    public DrawIds(CommandSettings settings) {
        this.origin = settings.origin();
    }

    /** {@code origin/bureau/year/number}; refuses a bureau that cannot be one. */
    public String of(String bureau, long year, long number) {
        return new DrawId(origin, Names.require(bureau), year, number).format();
    }
}
