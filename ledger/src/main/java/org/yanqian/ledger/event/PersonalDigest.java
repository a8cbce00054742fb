package org.yanqian.ledger.event;

import java.util.Map;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.Suite;

/** {@code MAC(r, enc("YQ/personal", field, value))}: all of a personal value that an event holds. */
public final class PersonalDigest {
    /** Length of r. */
    public static final int SALT = 32;

    private PersonalDigest() {}

    /** Hex. */
    public static String of(Suite suite, byte[] r, String field, String value) {
        return Hex.format(
                suite.mac(r, Enc.of("YQ/personal").string(field).string(value).toBytes()));
    }

    /** Digests by field that this event brought into the registry; empty for other events. */
    public static Map<String, String> in(EventData data) {
        if (data instanceof TargetEvent.TargetRegistered e) {
            return e.record().personal();
        }
        if (data instanceof TargetEvent.TargetChanged e) {
            return e.after().personal();
        }
        if (data instanceof InspectorEvent.InspectorRegistered e) {
            return e.record().personal();
        }
        if (data instanceof InspectorEvent.InspectorChanged e) {
            return e.after().personal();
        }
        return Map.of();
    }
}
