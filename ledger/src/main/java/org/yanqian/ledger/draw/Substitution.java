package org.yanqian.ledger.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.sign.Suite;

/** Who steps in (SPEC section "Substitution"). */
public final class Substitution {
    private Substitution() {}

    /** key = MAC(seed, enc("DRAW1/vacancy", drawId, k, type, round, randomness)); 32 bytes. */
    public static Bytes key(Suite suite, Bytes seed, String drawId, long k, Beacon beacon) {
        byte[] info =
                Enc.of("DRAW1/vacancy")
                        .string(drawId)
                        .number(k)
                        .string(beacon.type())
                        .number(beacon.round())
                        .bytes(beacon.randomness(suite))
                        .toBytes();
        return Bytes.of(suite.mac(seed.toArray(), info));
    }

    /**
     * The substitute of each slot in the event's order; empty = nobody left, unstaffable and owed.
     * Slot n takes the smallest (MAC(key, enc("DRAW1/substitute", n, visit, role, inspector)),
     * label) of its pool with capacity still free and not already placed on that visit by this
     * event.
     */
    public static List<Optional<Bytes>> compute(
            Suite suite, Bytes seed, String drawId, Vacancy vacancy) {
        DrawMac mac =
                new DrawMac(
                        suite, key(suite, seed, drawId, vacancy.k(), vacancy.beacon()).toArray());
        Map<Bytes, Long> free = new HashMap<>(vacancy.free());
        Map<Bytes, Set<Bytes>> placed = new HashMap<>();
        List<Optional<Bytes>> substitutes = new ArrayList<>();
        for (int n = 1; n <= vacancy.slots().size(); n++) {
            Vacancy.Slot slot = vacancy.slots().get(n - 1);
            Set<Bytes> onVisit = placed.computeIfAbsent(slot.visit(), v -> new HashSet<>());
            Optional<Bytes> substitute = smallest(mac, n, slot, free, onVisit);
            substitute.ifPresent(
                    s -> {
                        free.merge(s, -1L, Long::sum);
                        onVisit.add(s);
                    });
            substitutes.add(substitute);
        }
        return List.copyOf(substitutes);
    }

    private static Optional<Bytes> smallest(
            DrawMac mac, int n, Vacancy.Slot slot, Map<Bytes, Long> free, Set<Bytes> onVisit) {
        Bytes best = null;
        byte[] bestTicket = null;
        for (Bytes inspector : slot.pool()) {
            if (free.getOrDefault(inspector, 0L) < 1 || onVisit.contains(inspector)) {
                continue;
            }
            byte[] ticket =
                    mac.of(
                            Enc.of("DRAW1/substitute")
                                    .number(n)
                                    .bytes(slot.visit().toArray())
                                    .string(slot.role())
                                    .bytes(inspector.toArray())
                                    .toBytes());
            int order = best == null ? -1 : Arrays.compareUnsigned(ticket, bestTicket);
            if (order < 0 || order == 0 && inspector.compareTo(best) < 0) {
                best = inspector;
                bestTicket = ticket;
            }
        }
        return Optional.ofNullable(best);
    }
}
