package org.yanqian.ledger.freeze;

import org.yanqian.ledger.codec.Bytes;

/**
 * A listed site and what hides it.
 *
 * @param id permit or registration number (HJ 608)
 * @param sub what the site learns when the embargo ends; label and salt follow from it
 * @param exclusion code of the rule set, {@code ""} when it can be drawn
 * @param record canonical registry record, the text whose UTF-8 bytes are committed to
 */
public record FrozenTarget(
        String id,
        String objectId,
        Bytes sub,
        Bytes label,
        String stratum,
        long weight,
        String exclusion,
        String record) {
    FrozenTarget withoutRecord() {
        return new FrozenTarget(id, objectId, sub, label, stratum, weight, exclusion, "");
    }
}
