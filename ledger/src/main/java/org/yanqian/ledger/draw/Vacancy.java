package org.yanqian.ledger.draw;

import java.util.List;
import java.util.Map;
import org.yanqian.ledger.codec.Bytes;

/**
 * An announced vacancy of one or more places (SPEC section "Substitution").
 *
 * @param k 1, 2, … without gaps per draw
 * @param beacon a value that appears after the vacancy was witnessed; {@link Beacon.None} if urgent
 * @param slots the places in the event's order
 * @param free free capacity of each pool inspector when the event begins; absent means none
 */
public record Vacancy(long k, Beacon beacon, List<Slot> slots, Map<Bytes, Long> free) {
    /**
     * One place.
     *
     * @param visit label of the candidate
     * @param pool labels of who may take it, in any order
     */
    public record Slot(Bytes visit, String role, List<Bytes> pool) {}
}
