package org.yanqian.ledger.keys;

import org.yanqian.ledger.event.LedgerEvent;

/** Whose event it is: the bureau that its stream names (SPEC section 3.1). */
public final class EventBureau {
    private EventBureau() {}

    /** {@code ""} for what the ledger says of itself. */
    public static String of(LedgerEvent event) {
        String[] parts = event.stream().split("/", -1);
        int n = parts.length;
        return switch (parts[0]) {
            case "target", "inspector", "import", "ruleset", "plan", "keys", "parties" ->
                    n > 1 ? parts[1] : "";
            // …/<bureau>/<year>/<number>, the origin may hold slashes; a visit's label stands
            // behind
            case "draw", "publication", "vacancy", "closure" -> n > 3 ? parts[n - 3] : "";
            // person/<stream of the entry>
            case "person" -> n > 2 ? parts[2] : "";
            case "visit" -> n > 4 ? parts[n - 4] : "";
            default -> "";
        };
    }
}
