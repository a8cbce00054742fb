package org.yanqian.ledger.draw.cases;

import java.util.List;
import java.util.Map;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.DrawList;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.draw.Vacancy;

/**
 * One case in the form of SPEC section "Form of the cases".
 *
 * @param announcement H of the announcement, 32 bytes
 * @param contributions nonces by party
 * @param missing commitments by party
 * @param key K, 32 bytes
 * @param items what labels are derived for
 */
public record DrawCase(
        DrawList list,
        Bytes announcement,
        Map<String, Bytes> contributions,
        Map<String, Bytes> missing,
        Beacon beacon,
        Bytes key,
        List<Item> items,
        List<Vacancy> substitutions) {

    /**
     * A site or a person.
     *
     * @param record the text whose UTF-8 bytes are taken as the canonical record
     */
    public record Item(Labels.Kind kind, String id, String record) {}
}
