package org.yanqian.verifier.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.yanqian.ledger.space.Space;

/**
 * Whether every event has an id of its own. Kept is a fingerprint of each; two ids with the same one
 * are compared in full by reading the entries again, which honest ledgers hardly ever need.
 */
final class EventIds {
    private final Fingerprints seen;
    private final Map<UUID, List<Long>> suspects = new HashMap<>();

    EventIds(Space space) {
        this.seen = new Fingerprints(space);
    }

    void add(String id) {
        UUID uuid = uuid(id);
        boolean known =
                !seen.add(
                        Fingerprints.of(
                                uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()));
        if (known && suspects.size() < Check.KEPT) {
            suspects.put(uuid, new ArrayList<>());
        }
    }

    /** Every use of an id after its first, by index and id. */
    void repeated(Evidence evidence, BiConsumer<Long, String> found) {
        if (suspects.isEmpty()) {
            return;
        }
        evidence.reread(
                (index, entry) -> {
                    String id = entry.event().id();
                    List<Long> uses = suspects.get(uuid(id));
                    if (uses != null) {
                        if (!uses.isEmpty()) {
                            found.accept(index, id);
                        }
                        uses.add(index);
                    }
                });
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
