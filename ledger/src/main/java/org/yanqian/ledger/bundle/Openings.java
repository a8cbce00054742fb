package org.yanqian.ledger.bundle;

import java.util.List;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.PersonalDigest;
import org.yanqian.ledger.sign.Suite;

/**
 * Personal values opened for an auditor (SPEC section 3.2): whoever holds the ledger can check each
 * against the digest in its event. Canonical JSON; not signed, the digests prove it.
 *
 * @param erased digests that can no longer be opened
 * @param openings {@code yanqian-openings/1}
 * @param origin of the ledger
 */
public record Openings(
        List<ErasedValue> erased, String openings, String origin, List<OpenedValue> values) {
    public static final String FORMAT = "yanqian-openings/1";

    /** @param event id of the event that holds the digest */
    public record ErasedValue(String event, String field) {}

    /** @param r 32 bytes in hex */
    public record OpenedValue(String event, String field, String r, String value) {
        /** The digest that the event has to hold; throws {@code NOT_HEX} for another r. */
        public String digest(Suite suite) {
            return PersonalDigest.of(suite, Hex.parse(r, PersonalDigest.SALT), field, value);
        }
    }

    public byte[] format() {
        return CanonicalJson.format(RecordCodec.format(this));
    }

    /** Throws {@code NOT_CANONICAL}, {@code NOT_JSON}, {@code BAD_FIELD} or {@code UNKNOWN_FORMAT}. */
    public static Openings parse(byte[] bytes) {
        Openings found = RecordCodec.parse(Openings.class, CanonicalJson.parseObject(bytes));
        if (!found.openings.equals(FORMAT)) {
            throw new CodedException("UNKNOWN_FORMAT", "unknown openings: " + found.openings);
        }
        return found;
    }
}
